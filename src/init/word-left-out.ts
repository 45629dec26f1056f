import { oneLine, text, type Text } from '../core/text.js';
import { paragraphsIn, textOf, type WordText } from '../ooxml/word-text.js';
import { placeOf } from './word-outline.js';

/** What of a Word file is no part of the roadmap that is made from it, in words, each with where it stood. */
export function leftOut({ blocks, comments, margins, hidden, struck, tracked, embedded }: WordText): Text[] {
  const paragraphs = [...paragraphsIn(blocks)];
  const contents = paragraphs.filter((paragraph) => paragraph.contents && textOf(paragraph).trim() !== '');
  const prompts = paragraphs.flatMap(({ runs }) =>
    runs.flatMap(({ text: words, prompt }) => (prompt ? [oneLine(words)] : [])),
  );
  const notes: Text[] = [];
  if (contents.length > 0)
    notes.push(
      text(
        `Innehållsförteckningen (${contents.length} rader) är inte med`,
        `The table of contents (${contents.length} lines) is left out`,
      ),
    );
  for (const line of margins)
    notes.push(text(`Sidhuvud eller sidfot är inte med: ”${line}”`, `A header or footer is left out: “${line}”`));
  for (const line of hidden) notes.push(text(`Dold text är inte med: ”${line}”`, `Hidden text is left out: “${line}”`));
  for (const line of prompts)
    notes.push(
      text(
        `En ledtext som ingen har skrivit över är inte med: ”${line}”`,
        `A prompt that nobody wrote over is left out: “${line}”`,
      ),
    );
  for (const line of struck)
    notes.push(
      text(
        `Överstruken text står kvar som vanlig text: ”${line}”`,
        `Text that is struck through stays as plain text: “${line}”`,
      ),
    );
  if (tracked)
    notes.push(
      text(
        'Filen har spårade ändringar; texten är tagen som om alla hade godtagits',
        'The file has tracked changes; the text is taken as if all had been accepted',
      ),
    );
  if (embedded > 0)
    notes.push(
      text(
        `${embedded} inbäddade dokument är inte med`,
        `${embedded} embedded ${embedded === 1 ? 'document is' : 'documents are'} left out`,
      ),
    );
  for (const { id, blocks: written, quote } of comments) {
    const at = paragraphs.find((paragraph) => paragraph.comments.includes(id));
    const where = at ? placeOf(at) : text('utan plats', 'without a place');
    const words = oneLine([...paragraphsIn(written)].map(textOf).join(' '));
    const about = quote === '' ? { sv: '', en: '' } : text(` om ”${quote}”`, ` on “${quote}”`);
    notes.push(
      text(
        `Kommentar vid ${where.sv}${about.sv} är inte med: ”${words}”`,
        `A comment at ${where.en}${about.en} is left out: “${words}”`,
      ),
    );
  }
  return notes;
}
