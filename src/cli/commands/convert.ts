import { dirname, join } from 'node:path';
import { profileStore } from '../../check/find-profile.js';
import { exit, Failure } from '../../core/failure.js';
import { formOf, namedForm } from '../../core/form.js';
import { refuseExisting } from '../../core/refuse-existing.js';
import { refuseInputs } from '../../core/refuse-inputs.js';
import { type Language, text } from '../../core/text.js';
import { decode } from '../../parse/decode.js';
import { convertDocument } from '../../rewrite/convert-document.js';
import { profilesFor } from '../../rewrite/profiles-for.js';
import { optional } from '../options.js';
import type { Session } from '../session.js';

/** `fardplan convert FILE`: Markdown as YAML and YAML as Markdown, printed or written to `-o`. Refused (exit 2) where anything would be lost. */
export async function convert(
  session: Session,
  [path = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host } = session;
  const output = optional(options, 'output');
  const { source, diagnostics } = decode(path, await host.files.read(path));
  const [odd] = diagnostics;
  if (!source || odd) throw refusal(path, odd?.message ?? text('filen är inte text', 'it is not text'), odd?.help);
  const [form, ending] = formOf(source) === 'markdown' ? (['yaml', '.yaml'] as const) : (['markdown', '.md'] as const);
  const target = output ?? join(dirname(path), `omskriven${ending}`);
  if (namedForm(target) !== form) {
    throw new Failure(
      text(`${target} är inte den andra formen av ${path}`, `${target} is not the other form of ${path}`),
      text(`Ge filen ett namn som slutar på ${ending}.`, `Give the file a name that ends in ${ending}.`),
    );
  }
  if (output !== undefined) {
    refuseInputs(host, output, [path], text('texten', 'the text'));
    await refuseExisting(host, output, options['force'] === true);
  }
  const converted = convertDocument(source, await profilesFor(host, profileStore(host), source), {
    // Ids that follow from the name of the file are to be what they were.
    path: target,
    language: optional(options, 'keys') as Language | undefined,
  });
  if ('refused' in converted) throw refusal(path, converted.refused, converted.help);
  if (output === undefined) await session.print(converted.text);
  else await host.files.write(output, converted.text, { replace: options['force'] === true });
  for (const left of converted.left) session.say(left);
  return exit.fine;
}

const refusal = (
  path: string,
  why: { sv: string; en: string },
  help: { sv: string; en: string } | undefined,
): Failure => new Failure(text(`${path} skrivs inte om: ${why.sv}`, `${path} is not converted: ${why.en}`), help);
