import { basename, dirname, relative, resolve } from 'node:path';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { sha256 } from '../core/sha256.js';
import { fold, listed, slug, text } from '../core/text.js';
import type { Case, CaseSigner } from '../model/case.js';
import type { CaseEvent } from '../model/case-event.js';
import { instant, nextEvent } from './append-event.js';
import { caseYaml } from './case-file.js';
import { eventLine, lineHash } from './event-log.js';
import { termsOf } from './open-log.js';
import { pdfFacts, type CaseField } from './pdf-facts.js';
import { refusePrepared } from './refuse-prepared.js';

/** One call of `fardplan case open`. */
export interface OpenOptions {
  pdf: string;
  output: string;
  /** As given: `ROLE=NAME`, with ` <E-MAIL>` and `@FIELD` if wanted; empty for those that the document names. */
  signers: readonly string[];
  order: Case['order'];
  due?: string | undefined;
  title?: string | undefined;
  /** Who opens it. */
  actor?: CaseEvent['actor'];
  ip?: string | undefined;
}

const slashed = (path: string): string => path.replaceAll('\\', '/');

function fromDocument(fields: readonly CaseField[], file: string): CaseSigner[] {
  const open = fields.filter(({ signed }) => !signed);
  const signers = open.flatMap(({ name, declared }) => (declared ? [{ ...declared, field: name }] : []));
  if (signers.length > 0 && signers.length === open.length)
    return signers.map(({ role, name, field }) => ({ role, name, field }));
  throw new Failure(
    open.length === 0
      ? text(`${file} har inget ledigt underskriftsfält`, `${file} has no free signature field`)
      : text(
          `${file} säger inte vem som ska underteckna i fälten ${listed(
            open.filter(({ declared }) => !declared).map(({ name }) => name),
            'sv',
          )}`,
          `${file} does not say who is to sign in the fields ${listed(
            open.filter(({ declared }) => !declared).map(({ name }) => name),
            'en',
          )}`,
        ),
    open.length === 0
      ? text(
          'Ett ärende behöver ett fält för var och en. Skriv undertecknarna i beslutet och framställ det med fardplan render.',
          'A case needs a field for everyone. Write the signers in the decision, and make it with fardplan render.',
        )
      : text(
          'Ange dem: --signer "ROLL=NAMN@FÄLT", en gång för varje.',
          'Give them: --signer "ROLE=NAME@FIELD", once for each.',
        ),
  );
}

function fromOption(written: string, fields: readonly CaseField[]): CaseSigner {
  const match = /^\s*([^=]+?)\s*=\s*([^<>@]+?)\s*(?:<\s*([^<>\s]+@[^<>\s]+)\s*>)?\s*(?:@\s*(\S+))?\s*$/u.exec(written);
  const [, role, name, email, wanted] = match ?? [];
  if (role === undefined || name === undefined)
    throw new Failure(
      text(`”${written}” går inte att läsa som en undertecknare`, `“${written}” cannot be read as a signer`),
      text(
        'Skriv --signer "ROLL=NAMN", till exempel "Ordförande=Anna Exempel". Fältet kan läggas till: "ROLL=NAMN@FÄLT".',
        'Write --signer "ROLE=NAME", such as "Ordförande=Anna Exempel". The field may be added: "ROLE=NAME@FIELD".',
      ),
    );
  const open = fields.filter(({ signed }) => !signed);
  const field =
    wanted === undefined
      ? (open.find((each) => each.declared && fold(each.declared.role) === fold(role)) ??
        open.find((each) => slug(each.name) === slug(role)))
      : open.find((each) => each.name === wanted);
  if (!field)
    throw new Failure(
      text(`Det finns inget ledigt fält för rollen ${role}`, `There is no free field for the role ${role}`),
      open.length === 0
        ? text('Filen har inga lediga underskriftsfält.', 'The file has no free signature fields.')
        : text(
            `Lägg till @FÄLT efter namnet. Lediga fält: ${listed(
              open.map((each) => each.name),
              'sv',
            )}.`,
            `Add @FIELD after the name. Free fields: ${listed(
              open.map((each) => each.name),
              'en',
            )}.`,
          ),
    );
  return { role, name, field: field.name, ...(email === undefined ? {} : { email }) };
}

function refuseDoubles(signers: readonly CaseSigner[]): void {
  for (const key of ['role', 'field'] as const) {
    const values = signers.map((signer) => fold(signer[key]));
    const double = signers.find((_, index) => values.indexOf(values[index] ?? '') !== index);
    if (double)
      throw new Failure(
        key === 'role'
          ? text(`Rollen ${double.role} står två gånger`, `The role ${double.role} stands twice`)
          : text(`Fältet ${double.field} har två undertecknare`, `The field ${double.field} has two signers`),
        text(
          'Varje undertecknare har en egen roll och ett eget fält.',
          'Every signer has a role and a field of their own.',
        ),
      );
  }
}

/** There is no way to replace a case: what its log says would be gone. */
const takenAlready = (path: string): Failure =>
  new Failure(
    text(`${path} finns redan och skrivs inte över`, `${path} exists already and is not overwritten`),
    text('Välj ett annat namn med -o.', 'Choose another name with -o.'),
  );

/** Opens a case: locks the PDF's text, and writes the case file and the first event of its log. Gives the model, and what to remark. */
export async function openCase(host: Host, options: OpenOptions): Promise<{ model: Case; draft: boolean }> {
  const { pdf, output, due } = options;
  const now = host.now();
  const bytes = await host.files.read(pdf);
  const facts = pdfFacts(bytes, pdf);
  refusePrepared(facts, pdf);
  const signers =
    options.signers.length > 0
      ? options.signers.map((written) => fromOption(written, facts.fields))
      : fromDocument(facts.fields, pdf);
  refuseDoubles(signers);
  const id = slug(basename(output).replace(/\.[^.]*$/, '')) || 'arende';
  const log = `${basename(output).replace(/\.[^.]*$/, '')}.events.jsonl`;
  const folder = dirname(resolve(host.cwd, output));
  const hash = await sha256(bytes);
  const model: Case = {
    fardplan: 'case/v1',
    id,
    title: options.title ?? facts.title ?? basename(pdf),
    document: {
      file: slashed(relative(folder, resolve(host.cwd, pdf))),
      sha256: hash,
      size: bytes.length,
      content: { size: facts.contentEnd, sha256: await sha256(bytes.subarray(0, facts.contentEnd)) },
    },
    ...(facts.roadmap ? { roadmap: facts.roadmap } : {}),
    order: options.order,
    ...(due === undefined ? {} : { due }),
    opened: instant(now),
    signers,
    log,
    head: { events: 1, sha256: hash },
  };
  const { file, sha256: digest, size } = model.document;
  const created = eventLine(
    nextEvent(
      id,
      undefined,
      {
        kind: 'created',
        actor: options.actor,
        ip: options.ip,
        terms: termsOf(model),
        document: { file, sha256: digest, size },
      },
      now,
    ),
  );
  model.head.sha256 = await lineHash(created);
  // The log first: a case file without its log would be a case that cannot be trusted, a log without a case file is only litter.
  const logPath = resolve(folder, log);
  // Written to refuse: an existing case is never replaced, since its log would go with it.
  for (const path of [output, relative(host.cwd, logPath)])
    if ((await host.files.kind(path)) !== undefined) throw takenAlready(path);
  await host.files.write(logPath, `${created}\n`);
  try {
    await host.files.write(output, caseYaml(model));
  } catch (error) {
    // A log by itself would be in the way of the next try.
    await host.files.remove(logPath);
    throw error;
  }
  return { model, draft: facts.draft };
}
