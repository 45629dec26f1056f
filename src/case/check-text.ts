import { exit, Failure } from '../core/failure.js';
import { sha256 } from '../core/sha256.js';
import { listed, text } from '../core/text.js';
import type { CaseEvent } from '../model/case-event.js';
import type { Verdict } from '../model/verdict.js';
import { verifyPdf } from '../verify/verify.js';
import type { OpenCase } from './open-log.js';
import { pdfFacts, type PdfFacts } from './pdf-facts.js';

/** A file found to be the case's text with signatures after it, and nothing else. */
export interface CheckedText {
  facts: PdfFacts;
  verdict: Verdict;
  sha256: string;
  /** Fields that are signed in the file but not in the log. */
  unknown: string[];
}

const refuse = (sv: string, en: string, helpSv: string, helpEn: string): Failure =>
  new Failure(text(sv, en), text(helpSv, helpEn), exit.findings);

/** The files that the case has known, newest first. */
const knownFiles = ({ events }: OpenCase): NonNullable<CaseEvent['document']>[] =>
  events
    .filter(({ kind }) => kind === 'created' || kind === 'signed')
    .flatMap(({ document }) => document ?? [])
    .reverse();

/**
 * Is this the case's newest file: its bytes untouched, and nothing after them but signatures, time-stamps and validation data?
 * Refuses (exit 1) another document, a changed one, and an older one that others have signed since.
 */
export async function checkText(open: OpenCase, bytes: Uint8Array, file: string, at: Date): Promise<CheckedText> {
  const [newest, ...older] = knownFiles(open);
  if (!newest) throw new Error('a log begins with a document');
  const hash = await sha256(bytes);
  if (older.some((each) => each.sha256 === hash))
    throw refuse(
      `${file} är inte den nyaste filen i ärendet: någon har undertecknat sedan dess.`,
      `${file} is not the newest file of the case: somebody has signed since.`,
      `Underteckna ${newest.file}.`,
      `Sign ${newest.file}.`,
    );
  const begins = bytes.length >= newest.size && (await sha256(bytes.subarray(0, newest.size))) === newest.sha256;
  if (!begins) {
    const { document } = open.model;
    const sameText =
      bytes.length >= document.size && (await sha256(bytes.subarray(0, document.size))) === document.sha256;
    throw sameText
      ? refuse(
          `${file} är ärendets handling, men inte med de underskrifter som ärendet känner.`,
          `${file} is the document of the case, but not with the signatures that the case knows.`,
          `Den nyaste filen är ${newest.file}. En underskrift som gjorts utanför ärendet läggs till med fardplan case record signed.`,
          `The newest file is ${newest.file}. A signature made outside the case is added by fardplan case record signed.`,
        )
      : refuse(
          `${file} är inte den handling som ärendet öppnades för: den är en annan, eller ändrad.`,
          `${file} is not the document that the case was opened for: it is another one, or changed.`,
          `Ärendet gäller ${document.file} (SHA-256 ${document.sha256.slice(0, 16)}…). Är det rätt fil?`,
          `The case is about ${document.file} (SHA-256 ${document.sha256.slice(0, 16)}…). Is it the right file?`,
        );
  }
  const facts = pdfFacts(bytes, file);
  const verdict = await verifyPdf(bytes, { file, trust: [], at });
  const wrong = verdict.changesAfterSigning.find(({ allowed }) => !allowed)?.what;
  const broken = verdict.signatures.find(({ untouched }) => !untouched);
  const signed = facts.fields.filter((field) => field.signed).map(({ name }) => name);
  const added = bytes.length > newest.size;
  if (wrong || (broken && signed.length > 0) || (added && signed.length === 0)) {
    const why = wrong ?? broken?.reasons[0] ?? text('något är tillagt', 'something was added');
    throw refuse(
      `${file} är ändrad efter det som ärendet känner: ${why.sv}`,
      `${file} was changed after what the case knows: ${why.en}`,
      `Börja om från ${newest.file}.`,
      `Start again from ${newest.file}.`,
    );
  }
  const logged = open.events.flatMap(({ signature }) => signature?.field ?? []);
  const before = open.model.signers.map(({ field }) => field);
  const unknown = signed.filter((name) => before.includes(name) && !logged.includes(name));
  return { facts, verdict, sha256: hash, unknown };
}

/** Refuses a file that holds signatures the log does not know of. */
export function refuseUnknown({ unknown }: CheckedText, file: string): void {
  if (unknown.length === 0) return;
  throw refuse(
    `${file} har underskrifter som ärendet inte känner, i fälten ${listed(unknown, 'sv')}.`,
    `${file} holds signatures that the case does not know, in the fields ${listed(unknown, 'en')}.`,
    `Lägg först till dem: fardplan case record signed ÄRENDE --file ${file}.`,
    `Add them first: fardplan case record signed CASE --file ${file}.`,
  );
}
