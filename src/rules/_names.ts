import { assembleRounds } from '../consultation/assemble-round.js';
import type { ModelPath } from '../core/locations.js';
import type { Kind } from '../model/kinds.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { isGiven, type Target, targetsOf } from './_sections.js';

/** What an id may be the id of: an item of a roadmap, a document, or an entry of one. */
export type NameKind =
  | Target['kind']
  | 'roadmap'
  | 'plan'
  | 'activity'
  | 'round'
  | 'response'
  | 'comment'
  | 'party'
  | 'decision'
  | 'signer'
  | 'profile';

/** Something that has an id, in the document that gives it. */
export interface Name {
  id: string;
  title: string;
  kind: NameKind;
  /** Of what has the id; the id itself stands at `[...path, 'id']`. */
  path: ModelPath;
}

/** A value that names something else by its id. */
export interface Mention {
  /** The id that is named; of a comment, `response-id#comment-id`. */
  id: string;
  at: ModelPath;
  to: readonly NameKind[];
}

const anything: readonly Target['kind'][] = ['section', 'statement', 'milestone', 'indicator'];
const goals: readonly Target['kind'][] = ['section', 'statement'];

interface MentionField {
  /** The end of the path: `*` is any index or key, `KEY` that the key itself is the mention. */
  path: readonly string[];
  to: readonly NameKind[];
  /** The id is what stands before the first `/`: a change of an item. */
  change?: true;
}

/** Every field of a document kind whose value names something by id. The one list of them: rules, completion, search and renaming go by it. */
const mentionFields: Partial<Record<Kind, readonly MentionField[]>> = {
  roadmap: [
    { path: ['mandate', 'deliverables', '*', 'section'], to: ['section'] },
    { path: ['considerations', '*', 'section'], to: ['section'] },
    { path: ['milestones', '*', 'depends', '*'], to: anything },
    { path: ['indicators', '*', 'goals', '*'], to: goals },
  ],
  plan: [
    { path: ['roadmap'], to: ['roadmap'] },
    { path: ['activities', '*', 'goals', '*'], to: goals },
    { path: ['activities', '*', 'indicators', '*'], to: ['indicator'] },
  ],
  round: [
    { path: ['roadmap'], to: ['roadmap'] },
    { path: ['recipients', '*'], to: ['party'] },
  ],
  response: [
    { path: ['party'], to: ['party'] },
    { path: ['round'], to: ['round'] },
    { path: ['comments', '*', 'item'], to: anything },
  ],
  dispositions: [
    { path: ['round'], to: ['round'] },
    { path: ['dispositions', '*', 'comments', '*'], to: ['comment'] },
    ...['dispositions', 'own', 'derived'].flatMap((list): MentionField[] => [
      { path: [list, '*', 'items', '*'], to: anything },
      { path: [list, '*', 'changes', '*'], to: anything, change: true },
    ]),
    { path: ['derived', '*', 'from', '*'], to: anything },
    { path: ['sentences', 'KEY'], to: anything, change: true },
  ],
  columns: [{ path: ['round'], to: ['round'] }],
  adoption: [
    { path: ['roadmap', 'id'], to: ['roadmap'] },
    { path: ['entries', '*', 'party'], to: ['party'] },
  ],
};

/** The field that the value at `path` of a document kind is, if that value names something by id. */
export const mentionFieldAt = (kind: Kind, path: ModelPath): MentionField | undefined =>
  mentionFields[kind]?.find((field) => fits(field.path, path));

function fits(pattern: readonly string[], path: ModelPath): boolean {
  // Sections hold sections, so the beginning of a path does not matter; what is no list stands where it is written.
  const start = path.length - pattern.length;
  const anchored = !['milestones', 'indicators'].includes(pattern[0] ?? '');
  if (start < 0 || (anchored && start > 0)) return false;
  return pattern.every((step, index) => step === '*' || step === 'KEY' || step === path[start + index]);
}

const mentioned = new WeakMap<Parsed, readonly Mention[]>();

/** Every place in a document that names something by id, in the order of the model. Links in prose are found apart. */
export function mentionsIn(document: Parsed): readonly Mention[] {
  let found = mentioned.get(document);
  if (!found) {
    found = [...collect(document)];
    mentioned.set(document, found);
  }
  return found;
}

function* collect(document: Parsed): Generator<Mention> {
  const fields = mentionFields[document.kind];
  if (!fields) return;
  const keyed = fields.filter(({ path }) => path.includes('KEY'));
  // Most of a model is prose, which names nothing here.
  const steps = new Set(['sections', ...fields.flatMap(({ path }) => path)]);
  function* walk(value: unknown, path: (string | number)[]): Generator<Mention> {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) yield* walk(item, [...path, index]);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        const field = keyed.find((each) => fits(each.path, [...path, key]));
        if (field) yield mention(field, key, [...path, key]);
        else if (steps.has(key)) yield* walk(item, [...path, key]);
      }
    } else if (typeof value === 'string' && isGiven(value)) {
      const field = fields?.find((each) => !keyed.includes(each) && fits(each.path, path));
      if (field) yield mention(field, value, path);
    }
  }
  yield* walk(document.model, []);
}

const mention = ({ to, change }: MentionField, value: string, at: ModelPath): Mention => ({
  id: change ? value.replace(/\/.*$/s, '') : value,
  at,
  to,
});

/** Everything in a document that has an id, the document itself first. */
export function* namesIn(document: Parsed): Generator<Name> {
  const own = (kind: NameKind, { id, title }: { id?: string; title?: string | undefined }): Name[] =>
    id === undefined ? [] : [{ id, title: title ?? id, kind, path: [] }];
  if (isKind(document, 'roadmap')) {
    yield* own('roadmap', document.model);
    yield* targetsOf(document.model);
  } else if (isKind(document, 'parties')) {
    yield* document.model.parties.map(({ id, name }, index) => entry('party', id, name, ['parties', index]));
  } else if (isKind(document, 'plan')) {
    yield* own('plan', document.model);
    yield* document.model.activities.map(({ id, title }, index) => entry('activity', id, title, ['activities', index]));
  } else if (isKind(document, 'round')) yield* own('round', document.model);
  else if (isKind(document, 'response')) {
    yield* own('response', { id: document.model.id, title: document.model.party });
    yield* document.model.comments.map(({ id, heading }, index) =>
      entry('comment', id, heading ?? id, ['comments', index]),
    );
  } else if (isKind(document, 'decision')) {
    yield* own('decision', document.model);
    for (const [index, { id, name }] of document.model.signers.entries()) {
      if (id !== undefined) yield entry('signer', id, name, ['signers', index]);
    }
  } else if (isKind(document, 'profile')) yield* own('profile', document.model);
}

const entry = (kind: NameKind, id: string, title: string, path: ModelPath): Name => ({ id, title, kind, path });

/** What looking up an id needs of the run: its documents, and those that they refer to. */
export interface Surroundings {
  documents: readonly Parsed[];
  referred(from: Parsed, source: string): Parsed | undefined;
}

/** What holds an id. */
export interface Holder {
  document: Parsed;
  name: Name;
}

/** What a mention in `document` names: the nearest first, then the same in other revisions. Empty when it leads nowhere. */
export function heldBy({ id, to }: Pick<Mention, 'id' | 'to'>, document: Parsed, around: Surroundings): Holder[] {
  const [response, comment] = id.split('#');
  return placesFor(to, document, around).flatMap((place) => {
    if (to.includes('comment')) {
      if (!isKind(place, 'response') || place.model.id !== response) return [];
      return holdersIn(place, ['comment'], comment ?? '');
    }
    return holdersIn(place, to, id);
  });
}

/** What in a document has the id and is of one of these kinds. */
const holdersIn = (document: Parsed, kinds: readonly NameKind[], id: string): Holder[] =>
  [...namesIn(document)].flatMap((name) => (name.id === id && kinds.includes(name.kind) ? [{ document, name }] : []));

/** The documents in which a mention is looked up, the nearest first. */
export function placesFor(to: readonly NameKind[], document: Parsed, around: Surroundings): Parsed[] {
  const { documents } = around;
  if (to.some((kind) => (anything as readonly NameKind[]).includes(kind))) return roadmapsOf(document, around);
  const wanted =
    ({ comment: 'response', party: 'parties' } as Partial<Record<NameKind, Kind>>)[to[0] ?? 'section'] ?? to[0];
  const named = isKind(document, 'adoption') ? around.referred(document, document.model.parties) : undefined;
  return unique([
    ...(named && named.kind === wanted ? [named] : []),
    ...documents.filter(({ kind }) => kind === wanted),
  ]);
}

function roadmapsOf(document: Parsed, around: Surroundings): Parsed[] {
  if (isKind(document, 'roadmap')) return [document];
  const all = around.documents.filter((other) => isKind(other, 'roadmap'));
  const rounds = assembleRounds(around.documents);
  const revisions = (name: 'consulted' | 'revised') =>
    rounds.flatMap(({ round }) => {
      const source = round.model[name]?.source;
      const found = source === undefined ? undefined : around.referred(round, source);
      return found?.kind === 'roadmap' ? [found] : [];
    });
  if (isKind(document, 'response') || isKind(document, 'dispositions')) {
    const own = rounds.find(
      ({ dispositions, responses }) => dispositions === document || responses.some((each) => each === document),
    );
    const read = (source: string | undefined) =>
      own && source !== undefined ? around.referred(own.round, source) : undefined;
    const consulted = read(own?.round.model.consulted.source);
    const revised = read(own?.round.model.revised?.source);
    // An answer is about what was sent out; what became of it is told of the later text.
    const order = isKind(document, 'response') ? [consulted, revised] : [revised, consulted];
    const near = order.filter((each): each is Parsed => each !== undefined);
    return near.length > 0 ? near : all;
  }
  // What was sent out and has been revised is the earlier text.
  const earlier = new Set(revisions('consulted').filter((each) => !revisions('revised').includes(each)));
  const id = isKind(document, 'plan') || isKind(document, 'round') ? document.model.roadmap : undefined;
  return all
    .filter((each) => id === undefined || (each.model as { id?: string }).id === id)
    .toSorted((one, other) => Number(earlier.has(one)) - Number(earlier.has(other)));
}

const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];
