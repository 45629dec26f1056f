import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveProfile, profileId } from '../../src/init/derive-profile.js';
import { profileText } from '../../src/init/profile-text.js';
import type { Profile } from '../../src/model/profile.js';
import { allSections, type Roadmap } from '../../src/model/roadmap.js';
import { namedProfile, parseDocument } from '../../src/parse/parse-document.js';
import { isKind } from '../../src/parse/parsed.js';
import { root } from '../cli/run.js';
import { plan, written } from '../diff/generated.js';
import { markdownOf } from '../rewrite/markdown-of.js';
import { runFiles } from '../rules/run-files.js';
import { runs } from '../setup/runs.js';
import { builtInProfile } from './profiles.js';

/** Rules that hold a roadmap against its profile. */
const structure = new Set([
  'required-sections',
  'item-count',
  'known-items',
  'item-order',
  'section-order',
  'statement-count',
  'timeline-reach',
  'indicator-fields',
  'goal-indicators',
  'principal-count',
  'considerations',
  'required-fields',
  'unknown-profile',
  'profile-itself',
  'duplicate-id',
  'period-order',
  'empty-required-section',
  'schema',
  'syntax',
]);

const read = (text: string, known: Profile | undefined): Roadmap => {
  const parsed = parseDocument({ path: 'fardplan.md', text }, () => known);
  if (!('kind' in parsed) || !isKind(parsed, 'roadmap')) throw new Error('no roadmap');
  return parsed.model;
};

/** The findings on structure that a roadmap has with a profile of its own, by rule. */
function found(text: string, profile?: { id: string; text: string }): string[] {
  const renamed = profile ? text.replace(/^profil: .*$/m, `profil: ${profile.id}`) : text;
  const files = { 'fardplan.md': renamed, ...(profile ? { [`profiles/${profile.id}.yaml`]: profile.text } : {}) };
  return runFiles(files)
    .filter(({ rule }) => structure.has(rule))
    .map(({ file, line, rule, message }) => `${file}:${line} ${rule} ${message.sv}`);
}

const derived = (text: string, known: Profile | undefined, id = 'egen'): { profile: Profile; text: string } => {
  const profile = deriveProfile(read(text, known), { id, known, text });
  return { profile, text: profileText(profile, 'fardplan.md') };
};

describe.each(['vastra-gotaland/fardplan.md', 'vasterbotten/fardplan.md', 'stockholm/handlingsplan.md'])(
  '%s',
  (path) => {
    const text = readFileSync(join(root, 'roadmaps', path), 'utf8');
    const known = builtInProfile(namedProfile({ path, text }) ?? '');
    const { profile, text: yaml } = derived(text, known);

    test('follows the profile that is derived from it', () => {
      expect(found(text, { id: 'egen', text: yaml })).toEqual([]);
    });

    test('has the same sections and kinds by it', () => {
      const shape = (roadmap: Roadmap) =>
        [...allSections(roadmap)].map(({ section: { id, kind, title } }) => ({ id, kind, title }));
      expect(shape(read(text, profile))).toEqual(shape(read(text, known)));
    });

    test('no longer follows it when a part is taken away', () => {
      const parts = profile.sections.flatMap(({ items }) => (items?.closed ? (items.list ?? []) : []));
      const one = parts[0] ?? { id: '', title: '' };
      if (one.id === '') return;
      const heading = text.split('\n').find((line) => line.startsWith('### ') && line.includes(one.title)) ?? '';
      expect(found(text.replace(heading, '### Något helt annat'), { id: 'egen', text: yaml })).not.toEqual([]);
    });

    test('gives a profile that says the same when it is read, with comments', () => {
      const parsed = parseDocument({ path: 'profiles/egen.yaml', text: yaml });
      expect(parsed).toMatchObject({ kind: 'profile', diagnostics: [], model: profile });
      expect(yaml).toMatch(/^# Profil som är utläst ur fardplan\.md/);
      expect(yaml).toContain('\n# Avsnitten i den ordning');
    });
  },
);

test('a derived profile has the parts of the county', () => {
  const text = readFileSync(join(root, 'roadmaps', 'stockholm', 'handlingsplan.md'), 'utf8');
  const { profile } = derived(text, builtInProfile('stockholm'));
  expect(profile).toMatchObject({
    county: 'Stockholms län',
    period: { from: '2024', to: '2030' },
    principals: 27,
    fields: expect.arrayContaining([]) as string[],
  });
  const areas = profile.sections.find(({ kind }) => kind === 'goal-areas')?.items;
  expect(areas).toMatchObject({ kind: 'goal-area', count: 5, closed: true, items: { kind: 'direction', total: 18 } });
  expect(areas?.list?.[0]).toMatchObject({
    id: 'somlos-vard-och-omsorg',
    aliases: expect.arrayContaining(['Sömlös vård- och omsorg']) as string[],
  });
  expect(profileId(read(text, builtInProfile('stockholm')))).toBe('stockholm');
});

test('titles that stand more than once are not asked for', () => {
  const text = `---\nfardplan: roadmap/v1\nid: a\ntitel: A\nprofil: generic\nversion: "1"\nperiod: { från: 2024, till: 2030 }\n---\n\n# A\n\n## Målområden\n\n### Ett\n\n#### Ekonomi\n\nText.\n\n### Ekonomi\n\nText.\n\n## Bilaga\n\nText.\n\n## Bilaga\n\nText.\n`;
  const { profile, text: yaml } = derived(text, builtInProfile('generic'));
  expect(profile.sections.map(({ id }) => id)).toEqual(['malomraden']);
  expect(profile.sections[0]?.items?.closed).toBeUndefined();
  expect(found(text, { id: 'egen', text: yaml })).toEqual([]);
});

test('any roadmap follows the profile that is derived from it', () => {
  const generic = builtInProfile('generic');
  fc.assert(
    fc.property(plan, fc.constantFrom(undefined, generic), (given, known) => {
      const text = `---\nfardplan: roadmap/v1\nid: a\ntitel: Färdplan\nprofil: generic\nversion: "1"\nperiod: { från: 2023, till: 2030 }\n---\n\n${written(given)}`;
      // Without a profile there is nothing that the structure is held against.
      expect(found(text, { id: 'egen', text: derived(text, known).text })).toEqual([]);
    }),
    runs(25),
  );
});

test('a skeleton, and what is written of it, follow what is derived from them', async () => {
  const { skeleton } = await import('../../src/init/skeleton.js');
  for (const id of ['generic', 'vastra-gotaland', 'vasterbotten', 'stockholm']) {
    const known = builtInProfile(id);
    const text = skeleton(known, {
      id: 'a',
      title: 'Färdplan',
      from: known.period?.from ?? '2024',
      to: known.period?.to ?? '2030',
    });
    for (const each of [text, markdownOf(read(text, known), () => known)])
      expect(found(each, { id: 'egen', text: derived(each, known).text })).toEqual([]);
  }
});
