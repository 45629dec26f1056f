import type { Profile, ProfileItem, ProfileItems, ProfileSection } from '../model/profile.js';

/** What a new roadmap is called and when it applies. */
export interface SkeletonValues {
  id: string;
  title: string;
  from: string;
  to: string;
}

/**
 * A new roadmap with every section its profile asks for, in Markdown. It passes `check`; what is left to write stands as placeholders,
 * which `check` points out as warnings.
 */
export function skeleton(profile: Profile, { id, title, from, to }: SkeletonValues): string {
  const front = [
    '---',
    'fardplan: roadmap/v1',
    `id: ${id}`,
    `titel: ${JSON.stringify(title)}`,
    `profil: ${profile.id}`,
    'version: "0.1"',
    'status: utkast',
    'språk: sv',
    'period:',
    `  från: ${from}`,
    `  till: ${to}`,
    ...askedFor(profile),
    ...considerations(profile),
    '---',
  ];
  const sections = profile.sections.flatMap((section) => sectionLines(section, profile, from, to));
  return `${[...front, '', `# ${title}`, '', placeholder('vad färdplanen är, och för vem'), '', ...sections].join('\n').trimEnd()}\n`;
}

const placeholder = (what: string): string => `*Skriv här: ${what}.*`;

/** Front matter that the profile asks for, as placeholders of the right shape. */
function askedFor(profile: Profile): string[] {
  const values: Record<string, string[]> = {
    owner: ['dokumentansvarig: "*Skriv här: organisation eller roll*"'],
    shortTitle: ['kort titel: "*Skriv här: kort titel*"'],
    county: [`län: ${JSON.stringify(profile.county ?? '*Skriv här: län*')}`],
    parties: [
      'huvudmän:',
      '  - { id: regionen, namn: "*Skriv här: regionens namn*", typ: region }',
      '  - { id: kommunerna, namn: "*Skriv här: kommunerna*", typ: grupp }',
    ],
    mandate: ['uppdrag:', '  uppdragsgivare: "*Skriv här: vem som gav uppdraget*"'],
    basedOn: ['bygger på:', '  - { titel: "*Skriv här: avtal eller dokument*" }'],
    date: [`datum: ${profile.period?.from?.slice(0, 4) ?? '2023'}-01-01`],
    type: ['dokumenttyp: färdplan'],
  };
  return (profile.fields ?? []).flatMap((field) => values[field] ?? []);
}

function considerations(profile: Profile): string[] {
  const asked = profile.considerations ?? [];
  if (asked.length === 0) return [];
  return [
    'beaktar:',
    ...asked.flatMap(({ id, title }) => [
      `  - id: ${id}`,
      `    titel: ${JSON.stringify(title)}`,
      '    undantag: Ännu inte skrivet',
    ]),
  ];
}

function sectionLines(section: ProfileSection, profile: Profile, from: string, to: string): string[] {
  const lines = [`## ${section.title} {#${section.id}}`, '', placeholder(section.title.toLowerCase()), ''];
  if (section.statements) {
    for (let count = 1; count <= Math.max(1, section.statements.min); count += 1)
      lines.push(`- *Skriv här: påstående ${count}.* {#pastaende-${count}}`);
    lines.push('');
  }
  if (section.items) lines.push(...itemLines(section.items, section, profile, '###', { made: 0 }));
  if (section.kind === 'timeline') lines.push(...timeline(profile, from, to));
  return lines;
}

/** The listed items, else as many made-up ones as the profile counts. */
function itemLines(
  items: ProfileItems,
  section: { id: string; title: string },
  profile: Profile,
  marks: string,
  total: { made: number },
): string[] {
  const listed = items.list ?? [];
  const wanted = Math.max(0, (items.count ?? items.min ?? (listed.length > 0 ? 0 : 1)) - listed.length);
  const invented: ProfileItem[] = Array.from({ length: wanted }, (_, index) => ({
    id: `${section.id}-${listed.length + index + 1}`,
    title: `Namnge del ${listed.length + index + 1}`,
  }));
  return [...listed, ...invented].flatMap((item) => {
    const nested = item.items ?? items.items;
    const lines = [`${marks} ${item.title} {#${item.id}}`, '', placeholder(`vad ”${item.title}” innebär`), ''];
    if (profile.indicators?.of?.includes(items.kind)) lines.push('Indikator saknas: Ännu inte skrivet.', '');
    if (nested && marks.length < 5) lines.push(...nestedLines(nested, items, item, profile, `${marks}#`, total));
    return lines;
  });
}

/** Where only a total is given, it is spread over the parents, the first ones taking what does not divide. */
function nestedLines(
  nested: ProfileItems,
  parents: ProfileItems,
  parent: ProfileItem,
  profile: Profile,
  marks: string,
  total: { made: number },
): string[] {
  const holders = parents.count ?? parents.list?.length ?? parents.min ?? 1;
  if (nested.total === undefined || nested.list || nested.count !== undefined)
    return itemLines(nested, parent, profile, marks, total);
  const share = Math.floor(nested.total / holders) + (total.made < nested.total % holders ? 1 : 0);
  total.made += 1;
  return itemLines({ ...nested, count: share }, parent, profile, marks, total);
}

function timeline(profile: Profile, from: string, to: string): string[] {
  const times = [...new Set([...(profile.timeline?.checkpoints ?? []), profile.timeline?.reaches ?? to])].toSorted();
  const enough = times.length >= (profile.timeline?.minCheckpoints ?? 1) ? times : [from, ...times];
  return [
    '| När | Vad | Typ | Ansvarig |',
    '| --- | --- | --- | -------- |',
    ...enough.map((time) => `| ${time} | ${time === to ? 'Slutavstämning' : 'Avstämning'} ${time} | avstämning | |`),
    '',
  ];
}
