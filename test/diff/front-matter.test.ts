import type * as z from 'zod';
import { describe, expect, test } from 'vitest';
import { applyChanges } from '../../src/diff/apply-changes.js';
import { canonicalRoadmap } from '../../src/diff/canonical-roadmap.js';
import { diffRoadmaps } from '../../src/diff/diff-roadmaps.js';
import { unwrap } from '../../src/model/field.js';
import { Roadmap } from '../../src/model/roadmap.js';
import { unwritten } from './revisions.js';

type Path = (string | number)[];

/** Every property that a roadmap can have in its front matter, each with two values that the schema accepts. */
function leaves(schema: z.core.$ZodType, path: Path): { path: Path; values: [unknown, unknown] }[] {
  const inner = unwrap(schema);
  const def = inner._zod.def as {
    type: string;
    shape?: Record<string, z.core.$ZodType>;
    element?: z.core.$ZodType;
    entries?: Record<string, string>;
  };
  if (def.shape) return Object.entries(def.shape).flatMap(([name, each]) => leaves(each, [...path, name]));
  if (def.element) return leaves(def.element, [...path, 0]);
  const [one, two] = Object.values(def.entries ?? {});
  if (one !== undefined && two !== undefined) return [{ path, values: [one, two] }];
  if (def.type === 'number') return [{ path, values: [1, 2] }];
  return [{ path, values: ['2021-01-01', '2022-01-01'] }];
}

const known = Object.entries(Roadmap.shape).filter(([name]) => !['fardplan', 'lead', 'sections'].includes(name));
const all = known.flatMap(([name, schema]) => leaves(schema, [name]));

function set(target: Record<string | number, unknown>, path: Path, value: unknown): void {
  const [step = '', ...rest] = path;
  if (rest.length === 0) target[step] = value;
  else {
    target[step] ??= typeof rest[0] === 'number' ? [] : {};
    set(target[step] as Record<string, unknown>, rest, value);
  }
}

/** A roadmap with everything filled in. */
function full(): Roadmap {
  const model = { fardplan: 'roadmap/v1', lead: '', sections: [] } as unknown as Record<string, unknown>;
  for (const { path, values } of all) set(model, path, values[0]);
  return Roadmap.parse(model);
}

describe('the front matter', () => {
  test('has the properties that these tests know', () => {
    expect(all.length).toBeGreaterThan(30);
  });

  test.each(all.map(({ path, values }) => [path.join('.'), path, values] as const))(
    '%s is compared',
    (_, path, values) => {
      const [before, after] = [full(), full()];
      set(after as unknown as Record<string, unknown>, path, values[1]);
      const changes = diffRoadmaps(unwritten(before), unwritten(after));
      expect(changes.length).toBeGreaterThan(0);
      expect(canonicalRoadmap(applyChanges(before, changes))).toEqual(canonicalRoadmap(after));
    },
  );
});
