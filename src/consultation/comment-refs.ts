import type { ModelPath } from '../core/locations.js';
import { fold } from '../core/text.js';
import { entries, type Entry } from '../diff/entries.js';
import { aliasNames } from '../diff/pair-entries.js';
import type { Comment, Response } from '../model/consultation.js';
import type { Profile } from '../model/profile.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Parsed } from '../parse/parsed.js';

/** One comment of a round, with the item of the consulted revision that it concerns. */
export interface CommentRef {
  /** `response-id#comment-id`, as dispositions and causes name it. */
  ref: string;
  comment: Comment;
  response: Parsed<Response>;
  /** Of the comment, in the response. */
  path: ModelPath;
  /** Id of the item in the consulted revision; absent for a general comment, and for one whose heading is not found there. */
  item?: string;
  /** The comment concerns the whole document: it has no heading, or one that says so. */
  general: boolean;
}

const generalHeading = /^(allmän|övrig|övergripande|generell|helhet|general\b|other\b|overall\b)/;

/**
 * Every comment of a round. Its item is looked up in the consulted revision by id, then by title, then by the names the profile gives it;
 * without that revision the item stays as the answer has it.
 */
export function commentRefs(
  responses: readonly Parsed<Response>[],
  consulted: Parsed<Roadmap> | undefined,
  profile?: Profile,
): CommentRef[] {
  const find = consulted ? finder(consulted.model, profile) : (comment: Comment) => comment.item;
  return responses.flatMap((response) =>
    response.model.comments.map((comment, index): CommentRef => {
      const item = find(comment);
      const heading = fold(comment.heading ?? '');
      const whole = heading === '' || generalHeading.test(heading) || heading === fold(consulted?.model.title ?? '');
      return {
        ref: `${response.model.id}#${comment.id}`,
        comment,
        response,
        path: ['comments', index],
        ...(item === undefined ? {} : { item }),
        general: item === undefined && comment.item === undefined && whole,
      };
    }),
  );
}

/** Looks up the item a comment concerns. */
function finder(roadmap: Roadmap, profile: Profile | undefined): (comment: Comment) => string | undefined {
  const list = entries(roadmap);
  const ids = new Set(list.map(({ id }) => id));
  const alias = aliasNames({ profile });
  const titles = byName(list, fold);
  const aliases = byName(list, alias);
  return ({ item, heading }) => {
    if (item !== undefined && ids.has(item)) return item;
    if (heading === undefined) return undefined;
    return titles.get(fold(heading)) ?? aliases.get(alias(heading));
  };
}

/** Ids by name; a name that several sections have says nothing. */
function byName(list: readonly Entry[], key: (title: string) => string): Map<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  for (const { group, title, id } of list) {
    if (group === 'section') found.set(key(title), found.has(key(title)) ? undefined : id);
  }
  return found;
}
