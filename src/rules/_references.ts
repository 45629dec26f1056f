import type { ModelPath } from '../core/locations.js';
import type { Span } from '../core/source.js';
import type { Roadmap } from '../model/roadmap.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import type { RuleContext } from './_contract.js';
import { type Mention, mentionsIn } from './_names.js';
import { type Target, targetsOf } from './_sections.js';

/** A value that names something else by id, and what it may name. */
export interface Reference extends Mention {
  to: readonly Target['kind'][];
}

/** Every reference from a document to the items of a roadmap, by the one list of what names what. */
export const referencesIn = (document: Parsed): Reference[] => mentionsIn(document).filter(isReference);

const kinds: readonly string[] = ['section', 'statement', 'milestone', 'indicator'] satisfies Target['kind'][];
const isReference = (mention: Mention): mention is Reference => mention.to.every((kind) => kinds.includes(kind));

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
