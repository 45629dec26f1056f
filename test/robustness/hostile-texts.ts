/** How many there are of something at a share of its full size. */
const counter =
  (share: number) =>
  (full: number): number =>
    Math.ceil(full * share);

const megabytes = 10 * 1024 * 1024;
const nine = (anchor: string) => Array<string>(9).fill(`*${anchor}`).join(', ');
const levels = Array.from({ length: 12 }, (_, level) => level);

/** YAML that unfolds, or that a reader may go through again and again; in full size, or a share of it. */
export const hostileYaml = (share: number): Record<string, string> => {
  const n = counter(share);
  // prettier-ignore
  return {
    'lists of aliases': levels.map((at) => (at === 0 ? 'a0: &a0 [x, x]' : `a${at}: &a${at} [${nine(`a${at - 1}`)}]`)).join('\n') + '\nprincipaler: *a11\n',
    'mappings of aliases': levels.map((at) => (at === 0 ? 'a0: &a0 {k: x}' : `a${at}: &a${at} {a: *a${at - 1}, b: *a${at - 1}, c: *a${at - 1}}`)).join('\n') + '\nmandat: *a11\n',
    'merges': levels.map((at) => (at === 0 ? 'a0: &a0 {k: x}' : `a${at}: &a${at} {<<: [${nine(`a${at - 1}`)}]}`)).join('\n') + '\nmandat: {<<: *a11}\n',
    'keys that are aliases': Array.from({ length: 25 }, (_, at) => (at === 0 ? 'a0: &a0 [x, x]' : `? &a${at} [*a${at - 1}, *a${at - 1}]\n: 1`)).join('\n') + '\n',
    'an anchor within itself': 'principaler: &a [*a, *a]\nmandat: &b {källa: *b}\n',
    'many anchors': Array.from({ length: n(50_000) }, (_, at) => `a${at}: &a${at} 1`).join('\n') + '\nprincipaler: [' + Array.from({ length: n(50_000) }, (_, at) => `*a${at}`).join(', ') + ']\n',
    'many keys': Array.from({ length: n(100_000) }, (_, at) => `nyckel${at}: 1`).join('\n') + '\n',
    'one key many times': 'status: utkast\n'.repeat(n(100_000)),
    'brackets in brackets': `principaler: ${'['.repeat(n(100_000))}\n`,
    'braces in braces': `mandat: ${'{a: '.repeat(n(100_000))}\n`,
    'lists in lists': `principaler:\n  ${'- '.repeat(n(100_000))}\n`,
    'mappings in mappings': Array.from({ length: n(2_000) }, (_, at) => `${' '.repeat(at)}a:`).join('\n') + '\n',
    'a set of many': `mandat: !!set {${'a, '.repeat(n(10_000))}}\n`,
    'binary that is none': 'mandat: !!binary åäö\n',
    'a long tag': `mandat: !<${'a'.repeat(n(1_000_000))}> 1\n`,
    'a long number': `version: ${'9'.repeat(n(1_000_000))}\n`,
    'a long key': `${'x'.repeat(n(megabytes))}: 1\n`,
    'a long value': `mandat: ${'ord '.repeat(n(megabytes / 4))}\n`,
    'a quoted value that never ends': `mandat: "${'ord '.repeat(n(megabytes / 4))}\n`,
    'many comments': '# a\n'.repeat(n(1_000_000)),
    'many empty lines': '\n'.repeat(n(1_000_000)),
  };
};

const gap = ' '.repeat(99_000);

/** Markdown of much of one thing, or in great depth; in full size, or a share of it. */
export const hostileMarkdown = (share: number): Record<string, string> => {
  const n = counter(share);
  const bytes = n(megabytes);
  const one = (unit: string) => unit.repeat(bytes / unit.length);
  const many = (unit: string) => `${unit.repeat(20).trimEnd()}\n`.repeat(bytes / (20 * unit.length + 1));
  // prettier-ignore
  return {
    ...Object.fromEntries(['[', '*', '>', '`', '|', '_', '<', '~', '#', '-', '\\', '"', '&amp;', 'ord '].map((unit) => [`much of ${unit}`, `${one(unit)}\n`])),
    ...Object.fromEntries(['[', '*a ', '> ', '`', '| ', '<a ', '![', '](', '# ', '1. ', '- ', '&amp;', '[^1]', '[^1]: ', 'www.a.se ', 'a@a.se ', '<div>', '19121212-1212 '].map((unit) => [`many lines of ${unit}`, many(unit)])),
    'links in a storm': `${Array.from({ length: n(100_000) }, (_, at) => `[a${at}]: http://x.example\n`).join('')}\n${Array.from({ length: n(100_000) }, (_, at) => `[a${at}] `).join('\n')}`,
    'many footnotes': Array.from({ length: n(50_000) }, (_, at) => `a[^${at}]\n\n[^${at}]: b\n\n`).join(''),
    'a long link': `[a]: http://${'x'.repeat(n(megabytes))}\n`,
    'a long heading': `## ${'ord '.repeat(n(megabytes / 4))}\n`,
    'a long row of a table': `| a | b |\n|---|---|\n| ${'ord '.repeat(n(megabytes / 4))} | x |\n`,
    'a table of many rows': `| a | b |\n|---|---|\n${'| c | d |\n'.repeat(n(500_000))}`,
    'many headings': Array.from({ length: n(100_000) }, (_, at) => `## Rubrik ${at}\n\nText.\n\n`).join(''),
    'many headings that are alike': '## Rubrik\n\n'.repeat(n(10_000)),
    'many empty lines': `${'\n'.repeat(n(1_000_000))}## Mål\n`,
    'many lines across': '---\n'.repeat(n(2_000_000)),
    'many paragraphs': 'Text som är vanlig.\n\n'.repeat(n(500_000)),
    'many items': '- punkt\n'.repeat(n(500_000)),
    'quotes in quotes': `${'> '.repeat(n(5_000))}a\n`,
    'lists in lists': Array.from({ length: n(3_000) }, (_, at) => `${' '.repeat(2 * at)}- a`).join('\n'),
    'HTML in HTML': '<div>\n'.repeat(n(100_000)),
    'a line of quoted text and many lines after it': `> a\n${'b\n'.repeat(n(1_000_000))}`,
    'white space in the middle': `## a${gap}b\n\na${gap}b\n\n## a${'\u00a0'.repeat(99_000)}b\n\n| a | b |\n|--|--|\n| a${gap}b | c${'\t'.repeat(99_000)}d |\n\n- **a**${gap}b\n`,
    'long rows of one thing': ['1', 'a', 'å', 'X', '(', '”', '.', '?!', '§ ', '2 § ', '1.2.', 'a-', '+46 ', '191212-', 'a@', 'a.', '{#', '{#a} ', '\u0301', 'Xx ', ':', '/', 'http://', '2024-01-01 '].map((unit) => unit.repeat(90_000 / unit.length)).join('\n\n'),
  };
};

/** Parts of several cases each, so that one process answers for several. */
export const inParts = (cases: Record<string, string>): [names: string, cases: [name: string, content: string][]][] => {
  const all = Object.entries(cases);
  return Array.from({ length: Math.ceil(all.length / 8) }, (_, part) => {
    const some = all.slice(8 * part, 8 * (part + 1));
    return [some.map(([name]) => name).join(' · '), some];
  });
};
