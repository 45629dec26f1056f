import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { assembleRound } from '../../src/consultation/assemble-round.js';
import { trace } from '../../src/consultation/trace.js';
import { parseDocument } from '../../src/parse/parse-document.js';
import { isKind, type Parsed } from '../../src/parse/parsed.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = (path: string) => readFileSync(`${root}/${path}`, 'utf8');

function read(path: string, profile?: Parsed): Parsed {
  const model = profile && isKind(profile, 'profile') ? profile.model : undefined;
  const parsed = parseDocument({ path, text: text(path) }, () => model);
  if (!('kind' in parsed)) throw new Error(path);
  return parsed;
}

const folder = 'roadmaps/vastra-gotaland';
const profile = read('templates/profiles/vastra-gotaland.yaml');
const answers = readdirSync(`${root}/${folder}/consultation/responses`).map((name) => `responses/${name}`);
const documents = ['round.yaml', 'dispositions.yaml', ...answers].map((name) =>
  read(`${folder}/consultation/${name}`, profile),
);
const [before, after] = ['revisions/remiss.md', 'fardplan.md'].map((name) => read(`${folder}/${name}`, profile));
const round = assembleRound(documents, `${folder}/consultation`);
if (
  !round ||
  !before ||
  !after ||
  !isKind(before, 'roadmap') ||
  !isKind(after, 'roadmap') ||
  !isKind(profile, 'profile')
) {
  throw new Error('the example is not whole');
}
const { changes, comments, gaps } = trace(round, { before, after, profile: profile.model });
const of = (id: string) => changes.filter((change) => change.id === id);

describe('the example of Västra Götaland', () => {
  test('has the five changes that the decision tells of, each with its comments', () => {
    expect(of('barnets-basta')).toMatchObject([
      { kind: 'added', causes: ['goteborg#barnkonventionen', 'mark#barns-delaktighet'] },
    ]);
    expect(of('regional-utveckling')).toMatchObject([{ kind: 'added', weight: 'substantive' }]);
    for (const id of ['malgrupp', 'mobila-team', 'kontinuitet']) {
      const found = of(id).filter(({ kind, weight }) => kind === 'changed' && weight === 'substantive');
      expect(found.length, id).toBeGreaterThan(0);
      expect(found.every(({ causes }) => causes.length > 0)).toBe(true);
    }
  });

  test('has what was renamed, moved and moved in time under those names', () => {
    expect(of('mobila-team')[0]).toMatchObject({ kind: 'renamed', item: 'working-method' });
    expect(of('delaktighet')).toMatchObject([{ kind: 'moved', before: { position: 5 }, after: { position: 1 } }]);
    expect(of('digital-plan')).toMatchObject([
      { kind: 'changed', field: 'when', before: { text: '2027' }, after: { text: '2026' }, causes: ['own'] },
    ]);
    expect(changes.filter(({ kind }) => kind === 'removed')).toEqual([]);
  });

  test('has every comment dealt with, and nothing promised that was not done', () => {
    expect(comments.filter(({ item, general }) => item === undefined && !general)).toEqual([]);
    expect(gaps.map(({ kind }) => kind)).toEqual([]);
  });
});
