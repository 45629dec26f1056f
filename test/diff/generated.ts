import fc from 'fast-check';

/** A generated section; written out as Markdown by {@link written}. */
export interface Node {
  title: string;
  id?: string;
  number?: string;
  paragraphs: string[];
  children: Node[];
}

export interface Stone {
  when: number;
  title: string;
  id: string;
}

export interface Plan {
  sections: Node[];
  stones: Stone[];
}

export const vocabulary = (
  'vården omsorgen kommunen regionen samverkan hälsofrämjande förebyggande insatser personcentrerade arbetssätt kontinuitet samordning ' +
  'huvudmännen tillit kultur digitalisering hemmet läkare medarbetare kompetens ansvar ledning styrning uppföljning analys planering ' +
  'barnkonventionen målgruppen behov trygghet självständighet relationer förutsättningar utveckling forskning kunskap ekonomi ersättning ' +
  'tillgänglighet delaktighet närstående patienter invånare brukare verksamhet primärvård socialtjänst skola förskola tandvård psykiatri'
).split(' ');

const word = fc.constantFrom(...vocabulary);
const paragraph = fc.array(word, { minLength: 8, maxLength: 18 }).map((words) => `${words.join(' ')}.`);
export const title = fc.uniqueArray(word, { minLength: 2, maxLength: 4 }).map((words) => words.join(' '));

const node = (depth: number): fc.Arbitrary<Node> =>
  fc.record({
    title,
    paragraphs: fc.array(paragraph, { minLength: 1, maxLength: 3 }),
    children: depth > 1 ? fc.constant([]) : fc.array(node(depth + 1), { maxLength: 4 }),
  });

/** Roadmaps whose titles all differ; every other section has an id of its own, and some are numbered. */
export const plan: fc.Arbitrary<Plan> = fc
  .record({
    sections: fc.array(node(0), { minLength: 2, maxLength: 5 }),
    stones: fc.uniqueArray(fc.record({ when: fc.integer({ min: 2023, max: 2030 }), title }), {
      maxLength: 4,
      selector: (stone) => stone.title,
    }),
    numbered: fc.boolean(),
  })
  .map(({ sections, stones, numbered }) => {
    let count = 0;
    const settle = (nodes: Node[], above: string): Node[] =>
      nodes.map((each, index) => {
        count += 1;
        const number = `${above}${index + 1}`;
        return {
          ...each,
          title: `${each.title} ${letters(count)}`,
          ...(count % 2 === 0 ? { id: `del-${letters(count)}` } : {}),
          ...(numbered ? { number } : {}),
          children: settle(each.children, `${number}.`),
        };
      });
    const dated = stones.map((stone, index) => ({ ...stone, id: `milstolpe-${letters(index + 1)}` }));
    return { sections: settle(sections, ''), stones: dated.sort((a, b) => a.when - b.when) };
  });

/** A number as a made-up word, so that titles differ without differing in figures. */
const letters = (count: number): string =>
  [...String(count)].map((digit) => 'lamivesuro'.slice(Number(digit), Number(digit) + 1) + 'on').join('');

export const every = (nodes: readonly Node[]): Node[] => nodes.flatMap((each) => [each, ...every(each.children)]);

/** A copy that may be changed. */
export const copied = (original: Plan): Plan => structuredClone(original);

export function written({ sections, stones }: Plan): string {
  const section = ({ title: name, id, number, paragraphs, children }: Node, depth: number): string =>
    [
      `${'#'.repeat(depth)} ${number ? `${number}. ` : ''}${name}${id ? ` {#${id}}` : ''}`,
      ...paragraphs,
      ...children.map((child) => section(child, depth + 1)),
    ].join('\n\n');
  const rows = stones.map((stone) => `| ${stone.when} | ${stone.title} | ${stone.id} |`);
  const table = stones.length === 0 ? [] : ['## Tidsplan', ['| När | Vad | Id |', '|---|---|---|', ...rows].join('\n')];
  return ['# Färdplan', ...sections.map((each) => section(each, 2)), ...table].join('\n\n');
}
