import { nearest } from '../core/nearest.js';
import { fold } from '../core/text.js';
import { titleGrams, titleLikeness } from '../diff/similarity.js';
import type { Dispositions } from '../model/consultation.js';
import { allSections, type Roadmap } from '../model/roadmap.js';
import type { Parsed } from '../parse/parsed.js';
import type { CommentRef } from './comment-refs.js';
import type { Gap } from './gap.js';

/** Comparing with more candidates than this takes time that no suggestion is worth. */
const mostCandidates = 2000;

/** `true` for a heading with a stance and nothing else: there is nothing in it to be dealt with. */
export const isOnlyStance = ({ comment }: CommentRef): boolean =>
  comment.stance !== undefined &&
  [comment.text, comment.motive, comment.proposal, comment.quote].every((part) => (part ?? '').trim() === '');

/** Comments that nobody has dealt with, in the order of the answers; one that only states a stance asks for nothing. */
export function undisposed(comments: readonly CommentRef[], dispositions: Dispositions | undefined): Gap[] {
  const settled = new Set(dispositions?.dispositions.flatMap((disposition) => disposition.comments));
  return comments.flatMap((comment): Gap[] =>
    settled.has(comment.ref) || isOnlyStance(comment)
      ? []
      : [{ kind: 'comment-without-disposition', document: comment.response, path: comment.path, comment }],
  );
}

/** Comments under headings, or with ids, that the consulted revision does not have. */
export function orphans(comments: readonly CommentRef[], consulted: Parsed<Roadmap>): Gap[] {
  let sections: { id: string; title: string; grams: ReadonlySet<string> }[] | undefined;
  return comments.flatMap((each): Gap[] => {
    const { comment, response, path, item, general } = each;
    if (item !== undefined || general) return [];
    sections ??= [...allSections(consulted.model)].map(({ section: { id, title } }) => ({
      id,
      title,
      grams: titleGrams(title),
    }));
    const written = comment.heading ?? comment.item ?? '';
    const near =
      comment.heading === undefined
        ? meant(
            written,
            sections.map(({ id }) => id),
          )
        : likeliest(written, sections);
    return [
      {
        kind: 'orphan',
        document: response,
        path: [...path, comment.heading === undefined ? 'item' : 'heading'],
        comment: each,
        heading: written,
        ...(near === undefined ? {} : { near }),
      },
    ];
  });
}

/** The title that shares most with a heading; responders shorten and turn titles around more often than they misspell them. */
function likeliest(
  heading: string,
  sections: readonly { title: string; grams: ReadonlySet<string> }[],
): string | undefined {
  const wanted = titleGrams(heading);
  const [best] = sections
    .map(({ title, grams }) => ({ title, worth: titleLikeness(wanted, grams) }))
    .filter(({ worth }) => worth >= 0.4)
    .sort((a, b) => b.worth - a.worth);
  return (
    best?.title ??
    meant(
      heading,
      sections.map(({ title }) => title),
    )
  );
}

const meant = (word: string, candidates: readonly string[]): string | undefined =>
  word.length > 200 || candidates.length > mostCandidates ? undefined : nearest(word, candidates);

/** Comments that dispositions answer but no answer holds. */
export function unknownComments(comments: readonly CommentRef[], document: Parsed<Dispositions>): Gap[] {
  const refs = new Set(comments.map(({ ref }) => ref));
  const ofAnswer = new Map<string, string[]>();
  for (const ref of refs) {
    const [answer = ''] = ref.split('#', 1);
    ofAnswer.set(answer, [...(ofAnswer.get(answer) ?? []), ref]);
  }
  return document.model.dispositions.flatMap((disposition, index) =>
    disposition.comments.flatMap((ref, at): Gap[] => {
      if (refs.has(ref)) return [];
      // A slip is made within the answer that was meant, or else in its name.
      const near = meant(ref, ofAnswer.get(ref.split('#', 1)[0] ?? '') ?? []) ?? meant(ref, [...refs]);
      const path = ['dispositions', index, 'comments', at];
      return [{ kind: 'unknown-comment', document, path, ref, ...(near === undefined ? {} : { near }) }];
    }),
  );
}

/** Comments that two dispositions settle in different ways. */
export function conflicts(document: Parsed<Dispositions>): Gap[] {
  const settled = new Map<string, { index: number; outcome: string }>();
  return document.model.dispositions.flatMap(({ comments, outcome }, index) =>
    comments.flatMap((ref, at): Gap[] => {
      const first = settled.get(ref);
      if (!first) settled.set(ref, { index, outcome });
      if (!first || first.outcome === outcome) return [];
      const path = ['dispositions', index, 'comments', at];
      return [{ kind: 'conflicting-dispositions', document, path, ref, other: first.index }];
    }),
  );
}

/** Themes that stand in two dispositions, or under two names that can hardly be told apart. */
export function themeGaps(document: Parsed<Dispositions>): Gap[] {
  const known = new Map<string, { index: number; theme: string }>();
  return document.model.dispositions.flatMap(({ theme }, index): Gap[] => {
    if (theme === undefined) return [];
    const key = fold(theme);
    const at = { document, path: ['dispositions', index, 'theme'] };
    const first = known.get(key);
    if (first) {
      return first.theme === theme
        ? [{ kind: 'theme-in-parts', ...at, theme, other: first.index }]
        : [{ kind: 'theme-alike', ...at, theme, near: first.theme }];
    }
    const near = nearest(
      key.slice(0, 200),
      [...known.keys()].filter((other) => alike(other, key)),
    );
    known.set(key, { index, theme });
    const other = near === undefined ? undefined : known.get(near);
    return other ? [{ kind: 'theme-alike', ...at, theme, near: other.theme }] : [];
  });
}

/** Long enough that a slip of the pen is likelier than two themes. */
const alike = (one: string, two: string): boolean =>
  one.length >= 6 &&
  Math.abs(one.length - two.length) <= 2 &&
  // “Avsnitt 11” and “Avsnitt 12” are no slip of the pen.
  one.replace(/\D/g, '') === two.replace(/\D/g, '') &&
  titleLikeness(titleGrams(one), titleGrams(two)) >= 0.75;
