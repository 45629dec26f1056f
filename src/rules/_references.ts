import type { ModelPath } from '../core/locations.js';
import type { Span } from '../core/source.js';
import type { Plan } from '../model/plan.js';
import type { Roadmap } from '../model/roadmap.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import type { RuleContext } from './_contract.js';
import { indicatorsOf, milestonesOf, type Target, targetsOf } from './_sections.js';

/** A value that names something else by id, and what it may name. */
export interface Reference {
  id: string;
  at: ModelPath;
  to: readonly Target['kind'][];
}

const anything: Reference['to'] = ['section', 'statement', 'milestone', 'indicator'];
const goals: Reference['to'] = ['section', 'statement'];
const measures: Reference['to'] = ['indicator'];

/** Every reference from a roadmap to its own items. */
export function* referencesIn(roadmap: Roadmap): Generator<Reference> {
  for (const [index, { section }] of (roadmap.mandate?.deliverables ?? []).entries()) {
    if (section !== undefined)
      yield { id: section, at: ['mandate', 'deliverables', index, 'section'], to: ['section'] };
  }
  for (const [index, { section }] of (roadmap.considerations ?? []).entries()) {
    if (section !== undefined) yield { id: section, at: ['considerations', index, 'section'], to: ['section'] };
  }
  for (const { milestone, path } of milestonesOf(roadmap)) {
    for (const [index, id] of (milestone.depends ?? []).entries()) {
      yield { id, at: [...path, 'depends', index], to: anything };
    }
  }
  for (const { indicator, path } of indicatorsOf(roadmap)) {
    for (const [index, id] of (indicator.goals ?? []).entries()) yield { id, at: [...path, 'goals', index], to: goals };
  }
}

/** Every reference from a plan to the items of its roadmap. */
export function* referencesInPlan(plan: Plan): Generator<Reference> {
  for (const [index, activity] of plan.activities.entries()) {
    for (const [at, id] of activity.goals.entries()) yield { id, at: ['activities', index, 'goals', at], to: goals };
    for (const [at, id] of (activity.indicators ?? []).entries()) {
      yield { id, at: ['activities', index, 'indicators', at], to: measures };
    }
  }
}

/** The roadmaps of the run that can be relied on: readable, and with a profile that is known. */
export function roadmapsIn(context: RuleContext): Parsed<Roadmap>[] {
  return context.documents.filter(
    (document): document is Parsed<Roadmap> & { kind: 'roadmap' } =>
      isKind(document, 'roadmap') &&
      context.profileIds.includes(document.model.profile) &&
      document.diagnostics.every(({ rule }) => rule !== 'syntax'),
  );
}

/** What a reference may name, by id. */
export function targetIndex(roadmaps: readonly Roadmap[]): Map<string, Target[]> {
  const index = new Map<string, Target[]>();
  for (const roadmap of roadmaps) {
    for (const target of targetsOf(roadmap)) {
      const same = index.get(target.id);
      if (same) same.push(target);
      else index.set(target.id, [target]);
    }
  }
  return index;
}

/** Where one id stands: within its cell, when the cell holds several. */
export function placeOfId({ locations, source }: Parsed, at: ModelPath, id: string): Span {
  const cell = locations.nearest(at);
  const written = source.text.slice(cell.start, cell.end);
  const index = written === id ? -1 : indexOfWord(written, id);
  return index < 0 ? cell : { start: cell.start + index, end: cell.start + index + id.length };
}

function indexOfWord(text: string, word: string): number {
  const inWord = /[\p{L}\p{N}_-]/u;
  for (let index = text.indexOf(word); index >= 0; index = text.indexOf(word, index + 1)) {
    if (!inWord.test(text.charAt(index - 1)) && !inWord.test(text.charAt(index + word.length))) return index;
  }
  return -1;
}
