import { exit, Failure } from '../../core/failure.js';
import { nearest } from '../../core/nearest.js';
import { text } from '../../core/text.js';
import { jsonSchemaText } from '../../model/json-schema.js';
import { type Kind, kinds } from '../../model/kinds.js';
import { receiptSchema } from '../../model/receipt.js';
import { signingRequestSchema } from '../../model/signing-request.js';
import type { Session } from '../session.js';

/** What only the program writes, beside the kinds of document. */
const written: Readonly<Record<string, () => object>> = {
  'signing-request': signingRequestSchema,
  receipt: receiptSchema,
};

/** `fardplan schema [KIND]`: the schema, or the list of kinds. */
export async function schema(session: Session, [kind]: string[]): Promise<number> {
  if (kind === undefined) {
    await session.print(`${[...kinds, ...Object.keys(written)].join('\n')}\n`);
    return exit.fine;
  }
  const own = Object.hasOwn(written, kind) ? written[kind] : undefined;
  if (own) {
    await session.print(`${JSON.stringify({ title: `fardplan ${kind}/v1`, ...own() }, null, 2)}\n`);
    return exit.fine;
  }
  if (!(kinds as string[]).includes(kind)) {
    const near = nearest(kind, kinds);
    throw new Failure(
      text(`”${kind}” är inget slags dokument`, `“${kind}” is no document kind`),
      text(
        `${near ? `Menade du ”${near}”? ` : ''}Slag: ${kinds.join(', ')}.`,
        `${near ? `Did you mean “${near}”? ` : ''}Kinds: ${kinds.join(', ')}.`,
      ),
    );
  }
  await session.print(jsonSchemaText(kind as Kind, session.language));
  return exit.fine;
}
