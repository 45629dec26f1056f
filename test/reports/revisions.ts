import fc from 'fast-check';

/** A piece of a roadmap's text as an author writes it. */
type Piece = { type: 'paragraph' | 'bullets' | 'numbers' | 'table'; lines: string[] };
interface Part {
  title: string;
  pieces: Piece[];
}

const vocabulary =
  'vården omsorgen regionen kommunen ska bör kan invånaren team dygnet år 2026 2028 50 % **viktigt** *planer* stöd hemmet nära mål – (SIP) e-hälsa EU:s'.split(
    ' ',
  );

const words = fc.array(fc.constantFrom(...vocabulary), { minLength: 3, maxLength: 14 }).map((list) => list.join(' '));
const sentence = words.map((text) => `Text ${text}.`);
const piece: fc.Arbitrary<Piece> = fc.oneof(
  fc.record({ type: fc.constant('paragraph' as const), lines: fc.array(sentence, { minLength: 1, maxLength: 3 }) }),
  fc.record({ type: fc.constant('bullets' as const), lines: fc.array(sentence, { minLength: 1, maxLength: 4 }) }),
  fc.record({ type: fc.constant('numbers' as const), lines: fc.array(sentence, { minLength: 1, maxLength: 4 }) }),
  fc.record({ type: fc.constant('table' as const), lines: fc.array(words, { minLength: 1, maxLength: 3 }) }),
);
const part: fc.Arbitrary<Part> = fc.record({
  title: fc
    .constantFrom('Syfte', 'Målbild', 'Ledning', 'Tidsplan', 'Stöd', 'Ekonomi', 'Vård nära')
    .chain((title) => fc.nat(99).map((number) => `${title} ${number} år`)),
  pieces: fc.array(piece, { maxLength: 4 }),
});

const written = ({ type, lines }: Piece): string => {
  if (type === 'paragraph') return lines.join('\n');
  if (type === 'bullets') return lines.map((line) => `- ${line}`).join('\n');
  if (type === 'numbers') return lines.map((line, index) => `${index + 1}. ${line}`).join('\n');
  return ['| Vad | Vem |', '| --- | --- |', ...lines.map((line) => `| ${line} | ${line.split(' ')[0] ?? ''} |`)].join(
    '\n',
  );
};

const head =
  '---\nfardplan: roadmap/v1\nid: exempel\ntitel: Färdplan\nprofil: ingen\nversion: "1"\nperiod: { från: 2023, till: 2030 }\n---\n\n# Färdplan\n\nInledning.\n';

const source = (parts: readonly Part[]): string =>
  `${head}${parts.map(({ title, pieces }, index) => `\n${index % 3 === 2 ? '###' : '##'} ${title}\n${pieces.map((each) => `\n${written(each)}\n`).join('')}`).join('')}`;

/** What is done to one revision to get the next. */
const edits = fc.array(
  fc.record({
    what: fc.constantFrom('title', 'word', 'drop', 'add', 'move', 'drop-part', 'add-part', 'move-part'),
    at: fc.nat(),
    to: fc.nat(),
    text: sentence,
  }),
  { maxLength: 6 },
);

function edited(
  parts: readonly Part[],
  list: readonly { what: string; at: number; to: number; text: string }[],
): Part[] {
  const made = structuredClone(parts) as Part[];
  for (const { what, at, to, text } of list) {
    const index = made.length === 0 ? 0 : at % made.length;
    const here = made[index];
    if (what === 'add-part')
      made.splice(index, 0, { title: `Nytt ${to % 1000}`, pieces: [{ type: 'paragraph', lines: [text] }] });
    if (!here) continue;
    if (what === 'title') here.title = `${here.title} nu`;
    if (what === 'drop-part') made.splice(index, 1);
    if (what === 'move-part') made.splice(to % made.length, 0, ...made.splice(index, 1));
    if (what === 'add') here.pieces.splice(to % (here.pieces.length + 1), 0, { type: 'paragraph', lines: [text] });
    const some = here.pieces[to % Math.max(1, here.pieces.length)];
    if (!some) continue;
    if (what === 'word') some.lines[0] = `${(some.lines[0] ?? '').replace(/\S+\.$/, '')}${text}`;
    if (what === 'drop') here.pieces.splice(here.pieces.indexOf(some), 1);
    if (what === 'move') {
      here.pieces.splice(here.pieces.indexOf(some), 1);
      made[to % made.length]?.pieces.push(some);
    }
  }
  return made;
}

/** Two revisions of one roadmap, as sources. */
export const revisions: fc.Arbitrary<{ before: string; after: string }> = fc
  .tuple(fc.array(part, { maxLength: 5 }), edits)
  .map(([parts, list]) => ({ before: source(parts), after: source(edited(parts, list)) }));
