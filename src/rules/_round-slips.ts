import { orphans, undisposed, unknownComments } from '../consultation/gaps-comments.js';
import type { Gap } from '../consultation/gap.js';
import type { Response } from '../model/consultation.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import type { RuleContext } from './_contract.js';
import { partiesIn } from './_parties.js';
import type { RoundView } from './_round.js';
import { isUnread } from './_told.js';

type Unknown = Extract<Gap, { kind: 'unknown-comment' }>;
type Undisposed = Extract<Gap, { kind: 'comment-without-disposition' }>;

const answerOf = (ref: string): string => ref.split('#', 1)[0] ?? '';

/** Comments that dispositions name and no answer has, but for those of an answer that cannot be recognised, which is told there. */
export function strangersTold(round: RoundView, context: RuleContext): Unknown[] {
  return strangers(round).filter(({ ref }, _, all) => {
    const answer = answerOf(ref);
    const response = round.responses.find(({ model }) => model.id === answer);
    if (!response) return !isAstray(answer, round, context);
    const asked = new Set(all.flatMap((other) => (answerOf(other.ref) === answer ? [other.ref] : [])));
    return asked.size > unplaced(response, round).length;
  });
}

/** Comments of an answer that nobody has dealt with, but for those that are dealt with under another name, which is told. */
export function undisposedTold(response: Parsed<Response>, round: RoundView, context: RuleContext): Undisposed[] {
  const { dispositions } = round;
  if (!dispositions || isUnsaid(round)) return [];
  const own = round.comments.filter((comment) => comment.response.source === response.source);
  const left = undisposed(own, dispositions.model).filter((gap) => gap.kind === 'comment-without-disposition');
  if (left.length === 0) return left;
  const all = strangers(round);
  const { id } = response.model;
  const meant = all.filter(({ ref }) =>
    isNameless(response, context)
      ? round.responses.every(({ model }) => model.id !== answerOf(ref))
      : answerOf(ref) === id,
  );
  if (new Set(meant.map(({ ref }) => ref)).size >= left.length) return [];
  return left.filter(({ comment }) => meant.every(({ near }) => near !== comment.ref));
}

/** What the dispositions say cannot be read in whole; any comment may be in the part that is not. */
export const isUnsaid = ({ dispositions }: RoundView): boolean =>
  dispositions?.diagnostics.some(
    ({ rule, schema }) =>
      rule === 'syntax' || (schema?.[0] === 'dispositions' && (schema.length < 3 || schema[2] === 'comments')),
  ) ?? false;

const strangers = ({ comments, dispositions }: RoundView): Unknown[] =>
  dispositions
    ? unknownComments(comments, dispositions).filter((gap): gap is Unknown => gap.kind === 'unknown-comment')
    : [];

/** The answer may be there under a name that is told as wrong, or be said to belong to a round that is not there. */
const isAstray = (answer: string, round: RoundView, context: RuleContext): boolean =>
  round.responses.some((response) => isNameless(response, context)) ||
  context.documents.some(
    (document) =>
      isKind(document, 'response') && document.model.id === answer && document.model.round !== round.round.model.id,
  );

/** Whose answer it is cannot be read, or is nobody in the register. */
function isNameless(response: Parsed<Response>, context: RuleContext): boolean {
  if (isUnread(response, ['party']) || isUnread(response, ['id'])) return true;
  const parties = partiesIn(context);
  return parties.length > 0 && parties.every(({ id }) => id !== response.model.party);
}

/** Comments under a heading that is told as being none of the text that was sent out, or as having no words. */
function unplaced(response: Parsed<Response>, { comments, consulted }: RoundView): readonly unknown[] {
  const own = comments.filter((comment) => comment.response.source === response.source);
  const wordless = own.filter(({ path }) => isUnread(response, [...path, 'heading']));
  return [...wordless, ...(consulted ? orphans(own, consulted).slice(wordless.length) : [])];
}
