import type { Diagnostic } from '../core/diagnostic.js';
import type { Source } from '../core/source.js';
import { text } from '../core/text.js';

/** No roadmap is near this size; a larger file is a mistake, and reading it would only cost memory. */
const largestFile = 20 * 1024 * 1024;

/**
 * The text of a file: UTF-8, or UTF-16 with a byte order mark. A file in the old Windows encoding is read too, with an error that
 * says so. `source` is undefined when the bytes are no text at all.
 */
export function decode(path: string, bytes: Uint8Array): { source?: Source; diagnostics: Diagnostic[] } {
  const refuse = (message: Diagnostic['message'], help: Diagnostic['message'], rule = 'read'): Diagnostic => ({
    file: path,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    rule,
    severity: 'error',
    message,
    help,
  });
  if (bytes.length > largestFile) {
    const size = Math.round(bytes.length / 1024 / 1024);
    return {
      diagnostics: [
        refuse(
          text(`Filen är ${size} MB och läses inte`, `The file is ${size} MB and is not read`),
          text(
            `Dokument får vara högst ${largestFile / 1024 / 1024} MB. Är det rätt fil?`,
            `Documents may be at most ${largestFile / 1024 / 1024} MB. Is it the right file?`,
          ),
        ),
      ],
    };
  }
  const bom =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  if (bom) return { source: { path, text: new TextDecoder(bom).decode(bytes) }, diagnostics: [] };
  if (bytes.includes(0)) {
    return {
      diagnostics: [
        refuse(
          text('Filen är inte text', 'The file is not text'),
          text(
            'Den ser ut att vara ett program, en bild eller ett Word-dokument. Dokument skrivs som Markdown (.md) eller YAML (.yaml).',
            'It looks like a program, a picture or a Word document. Documents are written as Markdown (.md) or YAML (.yaml).',
          ),
        ),
      ],
    };
  }
  try {
    return { source: { path, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }, diagnostics: [] };
  } catch {
    return {
      source: { path, text: new TextDecoder('windows-1252').decode(bytes) },
      diagnostics: [
        refuse(
          text('Filen är inte sparad som UTF-8', 'The file is not saved as UTF-8'),
          text(
            'Den lästes som Windows-1252. Spara den som UTF-8, annars kan å, ä och ö bli fel hos andra.',
            'It was read as Windows-1252. Save it as UTF-8, or å, ä and ö may come out wrong for others.',
          ),
          'encoding',
        ),
      ],
    };
  }
}
