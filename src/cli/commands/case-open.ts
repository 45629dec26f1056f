import { namedForm } from '../../core/form.js';
import { openCase } from '../../case/open-case.js';
import { personFrom } from '../../case/person.js';
import { exit, Failure } from '../../core/failure.js';
import { text } from '../../core/text.js';
import { optional } from '../options.js';
import type { Session } from '../session.js';

/** `fardplan case open PDF -o CASE`. */
export async function caseOpen(
  session: Session,
  [pdf = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const output = String(options['output']);
  const due = optional(options, 'due');
  if (due !== undefined && !isDay(due))
    throw new Failure(
      text(`”${due}” är inget datum`, `“${due}” is no date`),
      text('Skriv ett datum som finns, till exempel 2022-03-18.', 'Write a date that exists, such as 2022-03-18.'),
    );
  if (namedForm(output) !== 'yaml')
    throw new Failure(
      text(`${output} är inget namn på en ärendefil`, `${output} is no name of a case file`),
      text('En ärendefil slutar på .yaml.', 'A case file ends in .yaml.'),
    );
  const { model, draft } = await openCase(session.host, {
    pdf,
    output,
    signers: options['signer'] as string[],
    order: options['order'] === 'parallel' ? 'parallel' : 'sequence',
    due,
    title: optional(options, 'title'),
    actor: personFrom(optional(options, 'by')),
  });
  const who = model.signers.map(({ role }) => role).join(', ');
  session.say(
    text(
      `${output}: ärendet är öppnat. ${pdf} är låst (SHA-256 ${model.document.sha256.slice(0, 16)}…). Undertecknar: ${who}.`,
      `${output}: the case is open. ${pdf} is locked (SHA-256 ${model.document.sha256.slice(0, 16)}…). To sign: ${who}.`,
    ),
  );
  if (draft)
    session.say(
      text(
        'Anmärkning: handlingen är ett UTKAST, inte bunden till en sparad version av färdplanen.',
        'Note: the document is a DRAFT (UTKAST), not bound to a saved revision of the roadmap.',
      ),
    );
  return exit.fine;
}

const isDay = (written: string): boolean => {
  const at = new Date(`${written}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(written) && !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === written;
};
