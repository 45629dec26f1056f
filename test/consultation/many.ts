import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How large a made-up round is to be. */
export interface Size {
  parties: number;
  /** Of each party. */
  comments: number;
  /** Sections below the one heading; a tenth of them are changed. */
  sections: number;
}

/** Fifty parties with a hundred comments each: what a whole county may send. */
export const wholeCounty: Size = { parties: 50, comments: 100, sections: 120 };

const words =
  'vården omsorgen kommunen regionen samverkan ansvaret planen uppföljningen närområdet teamet patienten invånaren stödet tiden beslutet arbetssättet'.split(
    ' ',
  );

/** Words in an order that follows from a number: the same round every time. */
const sentence = (seed: number, length = 12): string => {
  const chosen = Array.from(
    { length },
    (_, index) => words[(seed * 7 + index * (3 + (seed % 5))) % words.length] ?? '',
  );
  return `${(chosen[0] ?? '').replace(/^./, (letter) => letter.toUpperCase())} ${chosen.slice(1).join(' ')} nummer ${seed}.`;
};

const changed = (section: number): boolean => section % 10 === 3;

function roadmap({ sections }: Size, revised: boolean): string {
  const head = `---\nfardplan: roadmap/v1\nid: stor\ntitel: En stor färdplan\nprofil: generic\nversion: "${revised ? '2.0' : '1.0'}"\nperiod: { från: 2024, till: 2030 }\n---\n\n# En stor färdplan\n`;
  const body = Array.from({ length: sections }, (_, section) => {
    const paragraphs = Array.from({ length: 4 }, (__, index) =>
      [0, 1, 2].map((at) => sentence(section * 12 + index * 3 + at)).join(' '),
    );
    if (revised && changed(section)) paragraphs[1] += ` Det här är tillagt efter remissen i avsnitt ${section}.`;
    return `## Avsnitt ${section} {#avsnitt-${section}}\n\n${paragraphs.join('\n\n')}\n`;
  });
  return `${head}\n${body.join('\n')}`;
}

/** The file of an answer; comments stand under the headings in turn. */
function answer(party: number, { comments, sections }: Size): string {
  const lines: string[] = [];
  for (let comment = 0; comment < comments; comment += 1) {
    const section = (party * 3 + comment) % sections;
    lines.push(
      `## Avsnitt ${section} {#avsnitt-${section}}\n`,
      `- ${sentence(party * 1000 + comment, 24)} ${sentence(party + comment)} {#s${comment}}\n`,
      `  **Ändringsförslag:** ${sentence(comment)}\n`,
    );
  }
  return `---\nfardplan: response/v1\nhuvudman: part-${party}\nremiss: stor-remiss\ndatum: 2024-03-0${1 + (party % 9)}\nståndpunkt: tillstyrker med synpunkter\n---\n\n# Yttrande\n\n${lines.join('\n')}`;
}

/** A disposition for the comments of each section: accepted where the section is changed, else noted. */
function dispositions({ parties, comments, sections }: Size): string {
  const bySection = new Map<number, string[]>();
  for (let party = 0; party < parties; party += 1) {
    for (let comment = 0; comment < comments; comment += 1) {
      const section = (party * 3 + comment) % sections;
      bySection.set(section, [...(bySection.get(section) ?? []), `part-${party}#s${comment}`]);
    }
  }
  const entries = [...bySection].map(([section, refs]) =>
    [
      `  - tema: Synpunkter på avsnitt ${section}`,
      '    synpunkter:',
      ...refs.map((ref) => `      - "${ref}"`),
      `    hantering: ${changed(section) ? 'beaktas' : 'noteras'}`,
      `    motivering: ${sentence(section)}`,
      ...(changed(section) ? [`    ändrar: [avsnitt-${section}]`] : []),
    ].join('\n'),
  );
  return `fardplan: dispositions/v1\nremiss: stor-remiss\nhanteringar:\n${entries.join('\n')}\n\negna ändringar:\n  - ändrar: [version]\n    motivering: Ny version.\n`;
}

/** The files of a made-up round by path: a workspace in which nothing is the matter. */
export function manyComments(size: Size = wholeCounty): Record<string, string> {
  const parties = Array.from({ length: size.parties }, (_, party) => party);
  return {
    'parties.yaml': `fardplan: parties/v1\nhuvudmän:\n${parties.map((party) => `  - { id: part-${party}, namn: Part ${party}, typ: kommun }`).join('\n')}\n`,
    'revisions/remiss.md': roadmap(size, false),
    'fardplan.md': roadmap(size, true),
    'consultation/round.yaml':
      'fardplan: round/v1\nid: stor-remiss\ntitel: En stor remiss\nfärdplan: stor\nremissversion: { källa: ../revisions/remiss.md }\nreviderad: { källa: ../fardplan.md }\nskickad: 2024-01-15\nsvar senast: 2024-03-31\n',
    'consultation/dispositions.yaml': dispositions(size),
    ...Object.fromEntries(
      parties.map((party) => [`consultation/responses/part-${party}.md`, answer(party, size)] as const),
    ),
  };
}

/** Writes {@link manyComments} into a folder. */
export function writeManyComments(folder: string, size?: Size): void {
  for (const [path, text] of Object.entries(manyComments(size))) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
