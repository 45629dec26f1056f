import type { Diagnostic } from '../core/diagnostic.js';
import { place } from '../core/source.js';
import { text } from '../core/text.js';
import type { Response, Round } from '../model/consultation.js';
import type { Parsed } from '../parse/parsed.js';
import type { CommentRef } from './comment-refs.js';
import type { Gap } from './gap.js';
import type { Revisions } from './item-names.js';
import { placeOfChange } from './place-change.js';
import { tellRoadmapGap } from './tell-change-gap.js';
import { type GapInRound, tellGap, type ToldGap } from './tell-gap.js';

/** What {@link findings} needs to know beside the gaps. */
export interface Told {
  round: Parsed<Round>;
  responses: readonly Parsed<Response>[];
  comments: readonly CommentRef[];
  /** Whether anybody has begun to write dispositions. */
  disposing: boolean;
  revisions?: Revisions | undefined;
}

/** Gaps as findings, each at its line, sorted by file and place. Where no dispositions are written at all, that is told once. */
export function findings(gaps: readonly Gap[], told: Told): Diagnostic[] {
  const open = told.disposing ? 0 : gaps.filter(({ kind }) => kind === 'comment-without-disposition').length;
  const found = gaps.flatMap((gap): Diagnostic[] => {
    if (open > 0 && gap.kind === 'comment-without-disposition') return [];
    if ('path' in gap) {
      const { source, locations } = gap.document;
      return [
        {
          file: source.path,
          ...place(source, gap.span ?? locations.nearest(gap.path)),
          ...tellGap(gap as GapInRound, told.comments),
        },
      ];
    }
    if (!told.revisions) return [];
    const where = (gap.kind === 'changed-after-binding' ? gap.at : []).map(
      ({ document, path }) =>
        `${document.source.path}:${place(document.source, document.locations.nearest(path)).line}`,
    );
    const bound = gap.kind === 'changed-after-binding' ? gap.bound : undefined;
    const at = placeOfChange(gap.change, told.revisions, bound);
    return [{ file: told.revisions.after.source.path, ...at, ...tellRoadmapGap(gap, where) }];
  });
  if (open > 0) {
    const { source } = told.round;
    found.push({ file: source.path, ...place(source, { start: 0, end: 0 }), ...undealt(open) });
  }
  return sortedByPlace(found);
}

const undealt = (open: number): ToldGap => ({
  rule: 'comment-without-disposition',
  severity: 'error',
  message: text(
    `Ingen synpunkt har någon hantering ännu: ${open} väntar`,
    `No comment has a disposition yet: ${open} are waiting`,
  ),
  help: text(
    'Skriv dispositions.yaml i remissens mapp: ”fardplan: dispositions/v1”, ”remiss:” och ”hanteringar:”.',
    'Write dispositions.yaml in the folder of the round: “fardplan: dispositions/v1”, “round:” and “dispositions:”.',
  ),
});

const order = (one: string, two: string): number => (one < two ? -1 : one > two ? 1 : 0);

/** Findings in the order a reader meets them, each told once. */
export function sortedByPlace(found: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return found
    .toSorted((a, b) => order(a.file, b.file) || a.line - b.line || a.column - b.column || order(a.rule, b.rule))
    .filter(({ file, line, column, rule, message }) => {
      const key = JSON.stringify([file, line, column, rule, message.en]);
      return seen.size < seen.add(key).size;
    });
}
