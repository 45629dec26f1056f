import { namedForm } from '../core/form.js';
import { dirname, resolve } from 'node:path';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { text } from '../core/text.js';
import type { Case } from '../model/case.js';
import { decode } from '../parse/decode.js';
import { parseDocument } from '../parse/parse-document.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { writeYaml } from '../parse/write-yaml.js';

/** A case file as read: the model, and the text with the places where its values stand. */
export interface CaseFile {
  path: string;
  /** Folder that the paths in the case start from, absolute. */
  folder: string;
  parsed: Parsed<Case>;
}

/** Reads a case file; refuses one with errors, and what is no case. */
export async function readCase(host: Pick<Host, 'files' | 'cwd'>, path: string): Promise<CaseFile> {
  const { source, diagnostics } = decode(path, await host.files.read(path));
  const parsed = source && parseDocument(source);
  const [first] = [...diagnostics, ...(parsed?.diagnostics ?? [])].filter(({ severity }) => severity === 'error');
  if (first)
    throw new Failure(
      text(
        `${path} kan inte läsas, rad ${first.line}: ${first.message.sv}`,
        `${path} cannot be read, line ${first.line}: ${first.message.en}`,
      ),
      namedForm(path) === 'yaml'
        ? (first.help ?? text('Kör fardplan check på filen.', 'Run fardplan check on the file.'))
        : text('Ange ärendefilen, som slutar på .yaml.', 'Give the case file, which ends in .yaml.'),
    );
  if (!parsed || !('kind' in parsed) || !isKind(parsed, 'case'))
    throw new Failure(
      text(`${path} är inget underskriftsärende`, `${path} is no signing case`),
      text(
        'Ett ärende öppnas med fardplan case open PDF -o ÄRENDE.yaml.',
        'A case is opened by fardplan case open PDF -o CASE.yaml.',
      ),
    );
  return { path, folder: dirname(resolve(host.cwd, path)), parsed };
}

/** A new case file as its author would write it, with Swedish keys. */
export function caseYaml(model: Case): string {
  const { document, roadmap, head } = model;
  return writeYaml({
    fardplan: model.fardplan,
    id: model.id,
    titel: model.title,
    handling: {
      fil: document.file,
      sha256: document.sha256,
      storlek: document.size,
      innehåll: { storlek: document.content.size, sha256: document.content.sha256 },
    },
    färdplan: roadmap && { id: roadmap.id, version: roadmap.version, commit: roadmap.commit, sha256: roadmap.sha256 },
    ordning: model.order === 'sequence' ? 'i tur och ordning' : 'valfri',
    senast: model.due,
    öppnat: model.opened,
    undertecknare: model.signers.map(({ role, name, field, email }) => ({
      roll: role,
      namn: name,
      fält: field,
      'e-post': email,
    })),
    händelselogg: model.log,
    logghuvud: { händelser: head.events, sha256: head.sha256 },
  });
}

/** The text of a case file with another log head; all else in it, comments too, stays as it is. */
export function withHead({ parsed }: CaseFile, head: Case['head']): string {
  const edits = [
    { span: parsed.locations.get(['head', 'events']), value: String(head.events) },
    { span: parsed.locations.get(['head', 'sha256']), value: head.sha256 },
  ];
  let whole = parsed.source.text;
  for (const { span, value } of edits.toSorted((one, other) => (other.span?.start ?? 0) - (one.span?.start ?? 0))) {
    if (!span) throw new Error('a case that was read has a head');
    whole = whole.slice(0, span.start) + value + whole.slice(span.end);
  }
  return whole;
}
