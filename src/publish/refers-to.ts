import { canonicalJson } from '../core/canonical-json.js';
import type { Host } from '../core/host.js';
import { Failure } from '../core/failure.js';
import { sha256 } from '../core/sha256.js';
import { text, type Text } from '../core/text.js';
import { storedDocument } from '../model/document.js';
import { rebuildPdf } from '../verify/rebuild.js';
import { readPages } from '../verify/rebuild-pages.js';
import { publishPdf } from './publish-pdf.js';
import type { Settings } from './settings.js';

/** What a copy has to do with an original. */
export interface Reference {
  /** Whether the copy names this very file, or the signed part of it. */
  refers: boolean;
  /** Whether the copy says what a copy of that original shall say; `null` when that could not be found out. */
  faithful: boolean | null;
  reasons: Text[];
}

const isPdf = (bytes: Uint8Array): boolean => new TextDecoder('latin1').decode(bytes.subarray(0, 5)) === '%PDF-';

/** Whether `copy` was made from `original`: by the hash it names, and by making the copy again and comparing. Refuses what is no copy. */
export async function refersTo(
  host: Host,
  copy: { bytes: Uint8Array; file: string },
  original: { bytes: Uint8Array; file: string },
  folders: readonly string[],
): Promise<Reference> {
  const read = readPages(copy.bytes);
  const named = 'sv' in read ? undefined : read.binding?.original;
  if ('sv' in read || !named) {
    throw new Failure(
      text(`${copy.file} hänvisar inte till något original`, `${copy.file} refers to no original`),
      isPdf(copy.bytes)
        ? text('En kopia görs med fardplan publish.', 'A copy is made with fardplan publish.')
        : text(
            'Bara en kopia som är PDF kan jämföras med sitt original.',
            'Only a copy that is a PDF can be compared with its original.',
          ),
    );
  }
  const whole = (await sha256(original.bytes)) === named.sha256;
  const part =
    named.signed && original.bytes.length >= named.signed.length
      ? original.bytes.subarray(0, named.signed.length)
      : undefined;
  const signed = part !== undefined && (await sha256(part)) === named.signed?.sha256;
  if (!whole && !signed) {
    return {
      refers: false,
      faithful: null,
      reasons: [
        text(
          `${copy.file} hänvisar INTE till ${original.file}: varken filens eller den undertecknade versionens SHA-256 stämmer.`,
          `${copy.file} does NOT refer to ${original.file}: neither the SHA-256 of the file nor that of the signed revision matches.`,
        ),
      ],
    };
  }
  const found = whole
    ? text(
        `${copy.file} hänvisar till ${original.file}: filens SHA-256 stämmer.`,
        `${copy.file} refers to ${original.file}: the SHA-256 of the file matches.`,
      )
    : text(
        `${copy.file} hänvisar till den undertecknade versionen i ${original.file}. Filen har byggts på sedan kopian gjordes, till exempel med en tidsstämpel.`,
        `${copy.file} refers to the signed revision in ${original.file}. The file has been added to since the copy was made, for instance with a time-stamp.`,
      );
  const content = await sameContent(
    host,
    { ...copy, read },
    { ...original, bytes: whole ? original.bytes : (part ?? original.bytes) },
    folders,
  );
  return { refers: true, faithful: content.same, reasons: [found, content.reason] };
}

/** Makes the copy anew with the settings it names, and compares documents and pages. */
async function sameContent(
  host: Host,
  copy: { bytes: Uint8Array; read: Exclude<ReturnType<typeof readPages>, Text> },
  original: { bytes: Uint8Array; file: string },
  folders: readonly string[],
): Promise<{ same: boolean | null; reason: Text }> {
  const stored = copy.read.stored?.document;
  const settings = stored?.copy?.settings as Settings | undefined;
  if (!stored || !settings) {
    return {
      same: null,
      reason: text(
        'Kopians innehåll kunde inte jämföras: den bär inte på sin källa.',
        'The content of the copy could not be compared: it does not carry its source.',
      ),
    };
  }
  try {
    const anew = storedDocument(await publishPdf(host, original.bytes, { file: original.file, folders, settings }));
    // The file may have grown since; what the copy says of the whole file has been compared already.
    const comparable = (document: object): string => canonicalJson({ ...document, copy: undefined, origin: undefined });
    const [wanted, there] = [withoutFileHash(anew), withoutFileHash(stored)].map(comparable);
    const pages = await rebuildPdf(host, copy.bytes, folders);
    if (wanted === there && pages.matches === true) {
      return {
        same: true,
        reason: text(
          'Den säger vad originalet säger, utom där personuppgifter är borttagna.',
          'It says what the original says, but where personal data is removed.',
        ),
      };
    }
    return {
      same: false,
      reason: text(
        'Den säger INTE det som en kopia av originalet ska säga.',
        'It does NOT say what a copy of the original shall say.',
      ),
    };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return {
      same: null,
      reason: text(
        `Kopians innehåll kunde inte jämföras. ${error.text.sv}`,
        `The content of the copy could not be compared. ${error.text.en}`,
      ),
    };
  }
}

/** A document without the hash of the whole original file, wherever it is printed. */
function withoutFileHash<T extends { copy?: { sha256: string } }>(document: T): T {
  const hash = document.copy?.sha256;
  return hash === undefined ? document : (JSON.parse(JSON.stringify(document).replaceAll(hash, '')) as T);
}
