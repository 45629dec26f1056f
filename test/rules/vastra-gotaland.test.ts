import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runFiles } from './run-files.js';

const roadmap = readFileSync(
  fileURLToPath(new URL('../../roadmaps/vastra-gotaland/fardplan.md', import.meta.url)),
  'utf8',
);

/** The six working methods as the roadmap writes them: heading, title, and the text up to the next heading of its level or above. */
const methods = [...roadmap.matchAll(/^### \d\. (.+?) \{#([^}]+)\}\n[\s\S]*?(?=^##?#? )/gm)].map(
  ([whole, title, id]) => ({
    whole,
    title: title ?? '',
    id: id ?? '',
  }),
);

const errors = (text: string) =>
  runFiles({ 'fardplan.md': text }).flatMap(({ severity, rule, message }) =>
    severity === 'error' ? [`${rule}: ${message.sv}`] : [],
  );

test('the roadmap of Västra Götaland has its six working methods and passes', () => {
  expect(methods.map(({ id }) => id)).toEqual([
    'halsoframjande',
    'personcentrering',
    'samverkanskultur',
    'kontinuitet',
    'digitalisering',
    'mobila-team',
  ]);
  expect(runFiles({ 'fardplan.md': roadmap })).toEqual([]);
});

test.each(methods)('without “$title” there is one error, and it names what is missing', ({ whole, title }) => {
  expect(errors(roadmap.replace(whole, ''))).toEqual([`known-items: Arbetssättet ”${title}” saknas`]);
});

test.each(methods)(
  '“$title” renamed keeps its id and passes; without the id the old name is suggested',
  ({ title, id }) => {
    const renamed = title.replace(/^(\S+)/, 'Fortsätt att $1').toLowerCase();
    expect(errors(roadmap.replace(title, renamed))).toEqual([]);
    const found = runFiles({ 'fardplan.md': roadmap.replace(`${title} {#${id}}`, `${title}e`) });
    expect(found.map(({ rule, message }) => [rule, message.sv])).toEqual([
      ['known-items', `”${title}e” är inget av profilens arbetssätt`],
    ]);
    expect(found[0]?.help?.sv).toContain(`Menade du ”${title}”?`);
  },
);

test('two working methods in each other’s place: one is told to move', () => {
  const [first, second] = [methods[2]?.whole ?? '', methods[3]?.whole ?? ''];
  const swapped = roadmap.replace(first + second, second + first);
  expect(swapped).not.toBe(roadmap);
  expect(errors(swapped)).toEqual([
    'item-order: Arbetssättet ”Stärk kontinuitet och samordning mellan huvudmännen” står på fel plats',
  ]);
});

test('without the checkpoint of 2028 the timeline is told to lack it', () => {
  const without = roadmap.replace(/^\| 2028 .*\n/m, '').replace(/avstamning-2028/g, 'avstamning-2024');
  expect(errors(without)).toEqual(['timeline-reach: Avstämningen 2028 saknas i tidsplanen']);
});
