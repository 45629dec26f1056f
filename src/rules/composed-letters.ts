import type { Edit } from '../core/diagnostic.js';
import { text } from '../core/text.js';
import { kinds } from '../model/kinds.js';
import { rule } from './_contract.js';
import { hasUncommon } from './_code-points.js';

/** A letter with its marks apart, or a sign that has a letter for it. */
const apart = /[^\u0300-\u036f][\u0300-\u036f]+|[\u2126\u212a\u212b]/g;

/** Every letter is one character: å, not a and a ring. */
export const composedLetters = rule({
  kinds,
  severity: 'info',
  title: text('Å, ä och ö är skrivna som ett tecken', 'Å, ä and ö are written as one character'),
  why: text(
    'Text från vissa Mac-program har å, ä och ö som två tecken: en bokstav och en prick eller ring. Det ser likadant ut, men sökning hittar inte orden och git visar ändringar som inte syns.',
    'Text from some programs on Macs has å, ä and ö as two characters: a letter and its dots or ring. It looks the same, but searches miss the words and git shows changes that cannot be seen.',
  ),
  good: '## Målbild\n\nVården är nära.\n',
  bad: '## Målbild\n\nVården är nära.\n'.normalize('NFD'),
  *check(document) {
    if (!hasUncommon(document)) return;
    const { text: source } = document.source;
    const edits: Edit[] = [];
    for (const match of source.matchAll(apart)) {
      const composed = match[0].normalize('NFC');
      if (composed === match[0]) continue;
      edits.push({ span: { start: match.index, end: match.index + match[0].length }, text: composed });
    }
    const [first] = edits;
    if (!first) return;
    const more = edits.length > 1;
    yield {
      at: first.span,
      message: text(
        more
          ? `${edits.length} bokstäver är skrivna som två tecken, ”${first.text}” först`
          : `”${first.text}” är skrivet som två tecken`,
        more
          ? `${edits.length} letters are written as two characters, “${first.text}” first`
          : `“${first.text}” is written as two characters`,
      ),
      help: text('Kör fardplan check --fix.', 'Run fardplan check --fix.'),
      fix: { title: text('Skriv varje bokstav som ett tecken', 'Write each letter as one character'), edits },
    };
  },
});
