import type { Diagnostic } from '../core/diagnostic.js';
import type { Host } from '../core/host.js';
import { personalData } from '../core/personal-data.js';
import type { PersonalFact } from '../core/personal-number.js';
import { place, type Source } from '../core/source.js';
import { text, type Text } from '../core/text.js';
import { readPages } from '../verify/rebuild-pages.js';
import { attachedDecision, profilePublication, settingsOf, type Settings } from './settings.js';
import { textsInPdf } from './texts-in-pdf.js';

/** What a PDF gave: findings, and the texts they stand in, for excerpts. */
export interface CheckedPdf {
  diagnostics: Diagnostic[];
  sources: Map<string, Source>;
}

/**
 * Rule P03 on a PDF, as it would be published: every text in it, shown or not. Each finding names the page, the attachment or the part it
 * stands in as a fragment of the file's name, with line and column in that text. `folders` (absolute) are where a profile may stand.
 */
export async function personalDataInPdf(
  host: Host,
  { file, bytes, folders }: { file: string; bytes: Uint8Array; folders: readonly string[] },
): Promise<CheckedPdf> {
  const checked: CheckedPdf = { diagnostics: [], sources: new Map() };
  const found = textsInPdf(bytes);
  const start = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  if ('sv' in found) {
    checked.diagnostics.push({ file, ...start, rule: 'read', severity: 'error', message: found });
    return checked;
  }
  for (const { where, why } of found.unread) {
    checked.diagnostics.push({
      file: `${file}#${where}`,
      ...start,
      rule: 'personal-contact',
      severity: 'warning',
      message: text(`Kunde inte granskas: ${why.sv}`, `Could not be checked: ${why.en}`),
      help: text(
        'Läs den delen själv innan filen publiceras.',
        'Read that part yourself before the file is published.',
      ),
    });
  }
  const { mailboxes, allowed } = await settingsFor(host, bytes, folders);
  for (const { where, text: shown } of found.texts) {
    const facts = personalData(shown, { mailboxes, allowed });
    if (facts.length === 0) continue;
    const path = `${file}#${where}`;
    const source: Source = { path, text: shown };
    checked.sources.set(path, source);
    for (const fact of facts) {
      checked.diagnostics.push({
        file: path,
        ...place(source, fact),
        rule: fact.kind === 'personal-number' ? 'personal-number' : 'personal-contact',
        severity: 'error',
        ...wordsFor(fact, where),
      });
    }
  }
  return checked;
}

async function settingsFor(host: Host, bytes: Uint8Array, folders: readonly string[]): Promise<Settings> {
  const read = readPages(bytes);
  const document = 'sv' in read ? undefined : read.stored?.document;
  // A copy names what it was made with; what is said to be a mailbox of a function there is taken to be one here.
  if ('sv' in read || !document || document.copy) return settingsOf(document?.copy?.settings, undefined);
  const named = (file: { name: string } | undefined) => {
    const content = file && read.attached.get(file.name);
    return file && content ? { name: file.name, bytes: content } : undefined;
  };
  const [roadmap, decision] = [named(document.attachment), named(document.supplement)];
  return settingsOf(
    decision && attachedDecision(decision.name, decision.bytes)?.publication,
    roadmap && (await profilePublication(host, roadmap, folders)),
  );
}

const kinds: Record<PersonalFact['kind'], Text> = {
  'personal-number': text('ett personnummer', 'a personal identity number'),
  email: text('en e-postadress som ser ut att vara en persons', 'a mail address that seems to be a person’s'),
  phone: text('ett telefonnummer', 'a telephone number'),
  ip: text('en IP-adress', 'an IP address'),
};

function wordsFor({ kind }: PersonalFact, where: string): { message: Text; help: Text } {
  const what = kinds[kind];
  const signature = where === 'signature';
  return {
    message: signature
      ? text(`Underskriftens certifikat innehåller ${what.sv}`, `The certificate of the signature holds ${what.en}`)
      : text(`Här står ${what.sv}`, `Here stands ${what.en}`),
    help: text(
      'Publicera en kopia i stället: fardplan publish PDF -o KOPIA.',
      'Publish a copy instead: fardplan publish PDF -o COPY.',
    ),
  };
}
