import type { Fix } from '../core/diagnostic.js';
import { text } from '../core/text.js';
import type { Parsed } from '../parse/parsed.js';
import { rule } from './_contract.js';
import { isAtt } from './_decision.js';
import { decisionExample } from './_decision-example.js';
import { isGiven } from './_sections.js';

const clauses = (second: string) =>
  decisionExample(`beslutspunkter:
  - verb: anta
    text: att anta Färdplan för nära vård i Exempellän
  - verb: överlämna
    text: ${second}
`);

/** A number or a mark before the clause, which the finished document gives anyway. */
const numbered = /^(?:\d{1,2}[.)]|[a-z]\)|[-–•])\s+/;

/** D02: the clauses of a decision are all written in one way, that of the house where it has chosen one. */
export const clauseStyle = rule({
  code: 'D02',
  kinds: ['decision'],
  severity: 'warning',
  title: text('Beslutspunkterna är skrivna på samma sätt', 'The clauses are written in one way'),
  why: text(
    'Att-satser står under en gemensam inledning, hela meningar gör det inte. Blandas de går punkterna inte att läsa ihop, och någon ' +
      'får skriva om dem i protokollet.',
    'Att-clauses stand under a common lead, whole sentences do not. When they are mixed the clauses cannot be read together, and ' +
      'somebody has to rewrite them in the minutes.',
  ),
  good: clauses('att överlämna färdplanen till kommunfullmäktige'),
  bad: clauses('Styrelsen överlämnar färdplanen till kommunfullmäktige.'),
  *check(document, { settings }) {
    const written = document.model.clauses.map((clause) => ({
      words: clause.text.replace(numbered, ''),
      given: isGiven(clause.text),
    }));
    const att = written.filter(({ words, given }) => given && isAtt(words)).length;
    const sentences = written.filter(({ given }) => given).length - att;
    const house = settings.houseStyle?.clauses;
    const likeThis = text('Den här är skriven så', 'This one is written that way');
    // What most of them are, and at a draw what comes first, is what was meant.
    const wanted = house
      ? house === 'att-clauses'
      : att === sentences
        ? isAtt(written[0]?.words ?? '')
        : att > sentences;
    const first = written.findIndex(({ words, given }) => given && isAtt(words) === wanted);
    for (const [index, { words, given }] of written.entries()) {
      const at = ['clauses', index, 'text'];
      const mark = numbered.exec(document.model.clauses[index]?.text ?? '')?.[0];
      if (given && mark !== undefined) {
        const fix = withoutMark(document, index, mark);
        yield {
          at,
          message: text(
            `Beslutspunkt ${index + 1} börjar med ”${mark.trim()}”, men punkterna numreras ändå`,
            `Clause ${index + 1} begins with “${mark.trim()}”, but the clauses are numbered anyway`,
          ),
          help: text('Ta bort det, annars blir det två nummer.', 'Remove it, or there will be two numbers.'),
          ...(fix ? { fix } : {}),
        };
      }
      if (!given || isAtt(words) === wanted) continue;
      yield {
        at,
        message: house
          ? wanted
            ? text(`Beslutspunkt ${index + 1} är ingen att-sats`, `Clause ${index + 1} is no att-clause`)
            : text(`Beslutspunkt ${index + 1} är ingen hel mening`, `Clause ${index + 1} is no whole sentence`)
          : wanted
            ? text(
                `Beslutspunkt ${index + 1} är en hel mening, men de andra är att-satser`,
                `Clause ${index + 1} is a whole sentence, but the others are att-clauses`,
              )
            : text(
                `Beslutspunkt ${index + 1} är en att-sats, men de andra är hela meningar`,
                `Clause ${index + 1} is an att-clause, but the others are whole sentences`,
              ),
        help: wanted
          ? text(
              `Börja den med ”att” och verbet i grundform: ”att anta …”.${house ? ' Så har ni valt i fardplan.yaml.' : ''}`,
              `Begin it with “att” and the verb in its plain form: “att anta …”.${house ? ' So fardplan.yaml has it.' : ''}`,
            )
          : text(
              `Skriv den som en hel mening: ”Nämnden antar …”.${house ? ' Så har ni valt i fardplan.yaml.' : ''}`,
              `Write it as a whole sentence: “Nämnden antar …”.${house ? ' So fardplan.yaml has it.' : ''}`,
            ),
        ...(house ? { askedBy: { settings: ['houseStyle', 'clauses'] } } : {}),
        ...(first >= 0 ? { related: [{ at: ['clauses', first, 'text'], message: likeThis }] } : {}),
      };
    }
  },
});

/** Takes the mark away where it stands as it is read; a text in quotes or folded over lines keeps its beginning elsewhere. */
function withoutMark({ locations, source }: Parsed, index: number, mark: string): Fix | undefined {
  const span = locations.get(['clauses', index, 'text']);
  if (!span) return undefined;
  const from = source.text.slice(span.start, span.start + 120).indexOf(mark);
  if (from < 0 || !/^(?:["']|[>|][-+0-9]*\s+)?$/.test(source.text.slice(span.start, span.start + from)))
    return undefined;
  return {
    title: text(`Ta bort ”${mark.trim()}”`, `Remove “${mark.trim()}”`),
    edits: [{ span: { start: span.start + from, end: span.start + from + mark.length }, text: '' }],
  };
}
