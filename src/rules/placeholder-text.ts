import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { matchesIn } from './_written.js';

/** Words that nobody writes in a finished document, whatever their case stands for. */
const marks = ['TODO', 'FIXME', 'TBD', 'XXX+', '20XX', 'ÅÅÅÅ(?:-MM-DD)?', 'YYYY-MM-DD'];

const phrases = [
  // As init writes them: *Skriv här: …*
  '[*_]{1,2}Skriv här\\s*:[^*_]*[*_]{1,2}',
  'Skriv här\\s*:[^\\n]*',
  // Instructions in brackets or in italics; a bracket before ( is a link.
  '\\[(?:fyll i|skriv|ange|infoga|lägg till|komplettera|beskriv|fill in|insert)\\b[^\\]\\n]*\\](?!\\()',
  '\\[(?:…|\\.{3}|datum|namn|xx+)\\](?!\\()',
  '[*_]{1,2}Beskriv [^*_\\n]*[*_]{1,2}',
  '<(?:fyll i|skriv|ange|beskriv)\\b[^>\\n]*>',
  '\\{\\{[^{}\\n]*\\}\\}',
  'lorem ipsum',
  '(?:klicka|tryck)[^\\n.]{0,20} här för att ange text',
  // “Texten kommer att ses över” is a sentence; “Text kommer.” is none.
  'text(?:en)? (?:kommer|saknas|följer|tillkommer)(?: senare| här)?(?=\\s*(?:[.…!|)]|$))',
  'ännu (?:inte|ej) skrive[tn]\\b',
  '(?:skrivs|kompletteras|fylls på) senare(?=\\s*(?:[.…!|)]|$))',
];

/** One of these stands in every placeholder, in lower case: most texts have none, and need no closer look. */
const signs = [
  'todo',
  'fixme',
  'tbd',
  'xxx',
  '20xx',
  'åååå',
  'yyyy',
  'skriv',
  'fyll',
  'ange',
  'infoga',
  'lägg till',
  'komplettera',
  'insert',
  '…',
  '...',
  '[datum',
  '[namn',
  '[xx',
  '{{',
  'lorem',
  'text',
  'senare',
];

// Latin letters by range: Unicode classes that ignore case are slow to compile.
const letter = '[A-Za-z0-9\\u00c0-\\u02af]';
const edge = `(?<!${letter})`;
const patterns = [
  new RegExp(`${edge}(?:${marks.join('|')})(?!${letter})`, 'g'),
  new RegExp(`(?:(?<=[*_])|${edge})(?:${phrases.join('|')})`, 'gim'),
  // Three dots and nothing else: as a paragraph, as an item, as a value.
  /^[ \t]*(?:[-*+>]|\d+[.)])?[ \t]*(?<dots>…|\.{3,})[ \t]*$/gmu,
];

const mostShown = 50;

/** Nothing is left of what was written only to be replaced. */
export const placeholderText = rule({
  kinds: ['roadmap', 'parties', 'round', 'response', 'dispositions', 'decision', 'adoption', 'plan'],
  severity: 'warning',
  title: text('Inga platshållare är kvar', 'No placeholders are left'),
  why: text(
    'En kvarglömd platshållare syns först när dokumentet redan är utskickat.',
    'A forgotten placeholder shows only when the document has already been sent.',
  ),
  good: '## Målbild\n\n- Vården är nära och trygg.\n',
  bad: '## Målbild\n\n- *Skriv här: ett påstående om målbilden.*\n',
  *check(document) {
    const seen: { start: number; end: number }[] = [];
    for (const pattern of patterns) {
      for (const { match, span } of matchesIn(document, pattern, signs)) {
        if (seen.some(({ start, end }) => span.start < end && start < span.end)) continue;
        seen.push(span);
        const words = match[0].replace(/\s+/g, ' ').trim();
        const shown = words.length > mostShown ? `${words.slice(0, mostShown - 1)}…` : words;
        yield {
          at: span,
          message: text(`Platshållaren ”${shown}” är kvar`, `The placeholder “${shown}” is left`),
          help: text('Ersätt den med er egen text, eller ta bort den.', 'Replace it with your own text, or remove it.'),
        };
      }
    }
  },
});
