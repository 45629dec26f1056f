import { type Language, text, type Text } from '../core/text.js';
import type { RebuildVerdict } from '../model/verdict.js';
import type { Comparison } from './rebuild-compare.js';

/** More differences than this are counted, not listed. */
const mostListed = 20;

/** The answer when nothing could be rendered to compare with. */
export const notBuilt = (why: Text): RebuildVerdict => ({
  source: null,
  commit: null,
  matches: null,
  compared: null,
  differences: [],
  more: 0,
  reasons: [
    text(
      `Sidorna kunde inte jämföras med sin källa. ${why.sv}`,
      `The pages could not be compared with their source. ${why.en}`,
    ),
  ],
});

/** The answer in words, with what it rests on. */
export function answerTo(
  made: { source: 'commit' | 'attachment'; commit: string | null; notes: readonly Text[]; signed: boolean },
  { matches, compared, differences, otherwise }: Comparison,
): RebuildVerdict {
  const { source, commit } = made;
  const short = commit?.slice(0, 12) ?? '';
  const what =
    source === 'commit'
      ? text(`commit ${short} säger`, `commit ${short} says`)
      : text('den bifogade källan säger', 'the attached source says');
  const pages = [...new Set(differences.map(({ page }) => page))];
  const where = text(
    pages.length === 1
      ? `på sidan ${pages[0] ?? ''}`
      : `på sidorna ${pages.slice(0, 8).join(', ')}${pages.length > 8 ? ' …' : ''}`,
    pages.length === 1
      ? `on page ${pages[0] ?? ''}`
      : `on pages ${pages.slice(0, 8).join(', ')}${pages.length > 8 ? ' …' : ''}`,
  );
  const answer = !matches
    ? text(
        `Den här PDF-filen är INTE vad ${what.sv}: den skiljer sig ${where.sv}.`,
        `This PDF is NOT what ${what.en}: it differs ${where.en}.`,
      )
    : compared === 'content'
      ? text(
          `Den här PDF-filen är vad ${what.sv}: varje sida är lika.`,
          `This PDF is what ${what.en}: every page is alike.`,
        )
      : text(
          `Den här PDF-filen är vad ${what.sv}: orden är desamma.`,
          `This PDF is what ${what.en}: the words are the same.`,
        );
  return {
    source,
    commit,
    matches,
    compared,
    differences: differences.slice(0, mostListed),
    more: Math.max(0, differences.length - mostListed),
    reasons: [answer, ...made.notes, ...weaker(source), ...meansOf(otherwise), ...(made.signed ? [] : [unsigned])],
  };
}

const unsigned = text(
  'Anmärkning: filen är inte undertecknad; det är den sista versionen av den som har jämförts.',
  'Note: the file is not signed; it is its last revision that was compared.',
);

const weaker = (source: 'commit' | 'attachment'): Text[] =>
  source === 'commit'
    ? []
    : [
        text(
          'Anmärkning: källan följer med i samma fil. Att de stämmer överens visar att sidorna hör till källan, inte att den finns i ett arkiv.',
          'Note: the source comes along in the same file. That they agree shows that the pages belong to it, not that it stands in a repository.',
        ),
      ];

const means: Record<Comparison['otherwise'][number], Text> = {
  fardplan: text('en annan version av fardplan', 'another version of fardplan'),
  typst: text('en annan version av Typst', 'another version of Typst'),
  layout: text('en annan layout eller andra typsnitt', 'another layout or other fonts'),
};

function meansOf(otherwise: Comparison['otherwise']): Text[] {
  if (otherwise.length === 0) return [];
  const named = otherwise.map((each) => means[each]);
  return [
    text(
      `Anmärkning: filen är satt med ${named.map(({ sv }) => sv).join(' och ')} än den som finns här, så orden jämfördes och inte utseendet.`,
      `Note: the file was set with ${named.map(({ en }) => en).join(' and ')} than what is here, so the words were compared and not the looks.`,
    ),
  ];
}

/** Longer passages are cut where they are shown to people. */
const mostShown = 160;

/** The comparison for people: the answer, and each place that differs with its words. */
export function rebuildLines({ matches, reasons, differences, more }: RebuildVerdict, language: Language): string[] {
  const say = (sv: string, en: string): string => text(sv, en)[language];
  const [answer, ...rest] = reasons.map((reason) => reason[language]);
  const cut = (words: string): string => (words.length > mostShown ? `${words.slice(0, mostShown - 1)}…` : words);
  const quoted = (words: string): string =>
    words === '' ? say('(inget)', '(nothing)') : say(`”${cut(words)}”`, `“${cut(words)}”`);
  const places = differences.map(({ page, expected, found }) =>
    expected === '' && found === ''
      ? say(
          `sidan ${page}: samma ord, men sidan ser annorlunda ut`,
          `page ${page}: the same words, but the page looks different`,
        )
      : say(
          `sidan ${page}: väntat ${quoted(expected)}, här ${quoted(found)}`,
          `page ${page}: expected ${quoted(expected)}, here ${quoted(found)}`,
        ),
  );
  const mark = matches === false ? say('SKILLNAD', 'DIFFERENCE') : say('Källa', 'Source');
  return [
    `${mark}: ${answer ?? ''}`,
    ...places.map((line) => `  ${line}`),
    ...(more > 0 ? [`  ${say(`… och ${more} skillnader till`, `… and ${more} more differences`)}`] : []),
    ...rest.map((line) => `  ${line}`),
  ];
}
