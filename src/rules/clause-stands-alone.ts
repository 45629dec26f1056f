import type { ModelPath } from '../core/locations.js';
import type { Span } from '../core/source.js';
import { fold, text } from '../core/text.js';
import type { Decision } from '../model/decision.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { type Finding, rule, type RuleContext } from './_contract.js';
import { roadmapNames, roadmapOf } from './_decision.js';
import { decisionExample } from './_decision-example.js';
import { isGiven } from './_sections.js';
import { namesOf, titleVariants } from './_title-variants.js';
import { writtenIn } from './_written.js';

const clause = (words: string) =>
  decisionExample(`beslutspunkter:
  - verb: anta
    text: att anta ${words}
`);

/** D01: what is decided can be understood by itself, without the papers around it. */
export const clauseStandsAlone = rule({
  code: 'D01',
  kinds: ['decision', 'adoption'],
  severity: 'error',
  title: text('En beslutspunkt kan läsas för sig', 'A clause can be read by itself'),
  why: text(
    'Beslutspunkten flyttas ordagrant till protokollet och skickas vidare utan sina bilagor. ”Enligt föreliggande förslag” säger då ' +
      'ingenting om vad som beslutades. Språket ska vara vårdat, enkelt och begripligt (11 § språklagen).',
    'The clause is moved to the minutes word for word and sent on without its annexes. “As proposed” then says nothing of what was ' +
      'decided. The language must be cultivated, simple and comprehensible (the Language Act, section 11).',
  ),
  good: clause('Färdplan för nära vård i Exempellän, version 1.0'),
  bad: clause('Färdplan för nära vård i Exempellän enligt föreliggande förslag'),
  *check(document, context) {
    const banned = phrases(context);
    if (isKind(document, 'adoption')) {
      for (const [index, entry] of document.model.entries.entries()) {
        if (entry.clause !== undefined) yield* leaning(document, ['entries', index, 'clause'], entry.clause, banned);
      }
    } else if (isKind(document, 'decision')) yield* decision(document, context, banned);
  },
});

function* decision(document: Parsed<Decision>, context: RuleContext, banned: readonly Phrase[]): Generator<Finding> {
  const { model } = document;
  const roadmap = roadmapOf(document, context);
  const names = roadmap && isGiven(roadmap.title) ? roadmapNames(roadmap) : undefined;
  const known = roadmap && namesOf(roadmap.title, [...(roadmap.aliases ?? [])]);
  let named = names === undefined;
  for (const [index, { text: words }] of model.clauses.entries()) {
    if (!isGiven(words)) continue;
    const at = ['clauses', index, 'text'];
    const found = [...leaning(document, at, words, banned)];
    yield* found;
    const folded = fold(words);
    // A name that is nearly right is told of as that.
    named ||= names?.some((name) => folded.includes(name)) ?? true;
    named ||= known !== undefined && !titleVariants(words, known).next().done;
    if (named || found.length > 0 || !roadmap) continue;
    named = true;
    yield {
      at,
      message: text(
        `Beslutspunkt ${index + 1} nämner inte det dokument som beslutet gäller`,
        `Clause ${index + 1} does not name the document that is decided on`,
      ),
      help: text(
        `Skriv ut vad det är: ”${roadmap.title}, version ${roadmap.version}”. Den som bara ser punkten ska förstå vad som har beslutats.`,
        `Say what it is: “${roadmap.title}, version ${roadmap.version}”. Whoever sees nothing but the clause must understand what was decided.`,
      ),
    };
  }
  for (const [index, part] of model.parts.entries()) {
    // What is written under the heading of the clauses goes with them.
    if (
      /^(?:förslag till )?(?:beslut|rekommendation)(?: till beslut)?$|^beslutspunkter$|^beslutsförslag$/.test(
        fold(part.title),
      )
    )
      yield* leaning(document, ['parts', index, 'text'], part.text, banned);
  }
}

interface Phrase {
  phrase: string;
  instead: string | undefined;
}

/** The phrases in lower case, the longest first; one that ends with `*` may go on. */
const phrases = ({ words }: RuleContext): Phrase[] =>
  words.bannedPhrases
    .map(({ phrase, instead }) => ({ phrase: fold(phrase), instead }))
    .sort((one, two) => two.phrase.length - one.phrase.length);

function* leaning(document: Parsed, at: ModelPath, words: string, banned: readonly Phrase[]): Generator<Finding> {
  let rest = words.toLowerCase().replace(/\s+/g, ' ');
  for (const { phrase, instead } of banned) {
    const plain = phrase.replace(/\*$/, '');
    // “enligt bifogat” and “bifogat förslag” share a word in “enligt bifogat förslag”, and that is one fault.
    if (!holds(rest, phrase)) continue;
    rest = rest.replaceAll(plain, '|'.repeat(plain.length));
    yield {
      at: phraseAt(document, at, plain) ?? at,
      message: text(
        `”${plain}” säger inget till den som bara ser beslutet`,
        `“${plain}” (as proposed, as attached) says nothing to whoever sees only the decision`,
      ),
      help: text(
        `${instead === undefined ? 'Skriv ut vad som beslutas' : capital(instead)}, så att punkten kan läsas utan handlingarna.`,
        'Say what is decided, so that the clause can be read without the papers.',
      ),
    };
  }
}

/** Where a phrase stands in the text as written, also when it is broken over lines. */
function phraseAt(document: Parsed, at: ModelPath, phrase: string): Span | undefined {
  const key = at.join('/');
  const value = writtenIn(document).find(({ path }) => path.join('/') === key);
  const words = phrase.split(' ').map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const found = value && new RegExp(words.join('\\s+'), 'i').exec(value.text);
  return found ? value.span(found.index, found.index + found[0].length) : undefined;
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Whole words: ”ovan” is not in ”ovanlig”, but ”ovan*” is. */
function holds(text: string, phrase: string): boolean {
  const plain = phrase.replace(/\*$/, '');
  if (plain === '') return false;
  const letter = /[a-zåäö0-9]/;
  for (let index = text.indexOf(plain); index >= 0; index = text.indexOf(plain, index + 1)) {
    const ends = plain !== phrase || !letter.test(text.charAt(index + plain.length));
    if (ends && !letter.test(text.charAt(index - 1))) return true;
  }
  return false;
}
