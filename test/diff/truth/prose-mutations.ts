import { claim, isDone, isNew, oldPieces, type Revising, weighed } from './case.js';
import { type DraftSection, type Part, type Piece, piecesOf, places } from './draft.js';
import { type Mutation, paragraph } from './section-mutations.js';
import { edited, lengthened, rewritten, touched } from './wording.js';

interface Spot {
  section: DraftSection;
  part: Part;
  piece: Piece;
}

const gone = ['recut', 'rewritten'];

/** What may be revised: prose of some length, which no other prose repeats. Labels such as **Regionen** stay where they are. */
function spots(revising: Revising, form: 'paragraph' | 'list'): Spot[] {
  return oldPieces(revising).flatMap(({ section, piece }) => {
    const part = section.parts.find(({ pieces }) => pieces.includes(piece));
    const long = piece.text.length >= (form === 'list' ? 30 : 90);
    return part?.form === form && piece.kind === 'prose' && long ? [{ section, part, piece }] : [];
  });
}

/** Takes a piece from where it stands. A list that becomes empty goes too. */
function take({ section, part, piece }: Spot): void {
  part.pieces.splice(part.pieces.indexOf(piece), 1);
  if (part.pieces.length === 0) section.parts.splice(section.parts.indexOf(part), 1);
}

const text =
  (
    form: 'paragraph' | 'list',
    what: string,
    weight: 'substantive' | 'editorial',
    turn: (revising: Revising, old: string) => string | undefined,
  ): Mutation =>
  (revising) => {
    const spot = revising.random.pick(
      spots(revising, form).filter(({ piece }) => !isDone(revising, piece.uid, what, ...gone)),
    );
    const turned = spot && turn(revising, spot.piece.text);
    if (!spot || turned === undefined || turned === spot.piece.text) return false;
    spot.piece.text = turned;
    claim(revising, spot.piece.uid, what, []);
    weighed(revising, spot.piece.uid, weight);
    return true;
  };

const edit = (form: 'paragraph' | 'list') =>
  text(form, 'edited', 'substantive', ({ random }, old) => edited(old, random));

const rewrite: Mutation = (revising) => {
  const free = spots(revising, 'paragraph').filter(
    ({ section, piece }) =>
      !revising.done.has(piece.uid) && !isDone(revising, section.uid, 'recast', 'split', 'merged'),
  );
  const spot = revising.random.pick(free);
  const turned = spot && rewritten(spot.piece.text, () => revising.fresh(), revising.random);
  if (!spot || turned === undefined) return false;
  spot.piece.text = turned;
  claim(revising, spot.piece.uid, 'rewritten', []);
  weighed(revising, spot.piece.uid, 'substantive');
  return true;
};

const move =
  (form: 'paragraph' | 'list', across: boolean, alsoEdit = false): Mutation =>
  (revising) => {
    const { random, after } = revising;
    const movable = spots(revising, form).filter(
      ({ section, piece, part }) =>
        !isDone(revising, piece.uid, 'moved', ...gone) &&
        (form === 'paragraph' || part.pieces.length > 2) &&
        (!across || !isDone(revising, section.uid, 'recast', 'split', 'merged')),
    );
    const spot = random.pick(movable);
    if (!spot) return false;
    const { section, part, piece } = spot;
    const home = form === 'list' ? part.pieces : section.parts;
    const target = across
      ? random.pick(
          places(after).filter(
            (each) =>
              each !== section &&
              !isNew(revising.before, each.uid) &&
              !isDone(revising, each.uid, 'split', 'merged') &&
              each.parts.length > 0,
          ),
        )
      : section;
    if (!target || (!across && home.length < 2)) return false;
    if (alsoEdit) {
      const turned = edited(piece.text, random);
      if (turned === undefined || !claim(revising, piece.uid, 'edited', [])) return false;
      piece.text = turned;
      weighed(revising, piece.uid, 'substantive');
    }
    claim(revising, piece.uid, 'moved', []);
    if (across) claim(revising, section.uid, 'thinned', []);
    if (form === 'list') {
      const from = home.indexOf(piece as Piece & Part);
      part.pieces.splice(from, 1);
      part.pieces.splice((from + 1 + random.below(part.pieces.length)) % (part.pieces.length + 1), 0, piece);
      return true;
    }
    const from = section.parts.indexOf(part);
    section.parts.splice(from, 1);
    const at = across
      ? random.below(target.parts.length + 1)
      : (from + 1 + random.below(section.parts.length)) % (section.parts.length + 1);
    target.parts.splice(afterLabel(target.parts, at), 0, part);
    return true;
  };

/** A place that parts no label from its list. */
function afterLabel(parts: readonly Part[], at: number): number {
  let place = at;
  while (place > 0 && parts[place]?.form === 'list' && parts[place - 1]?.form === 'paragraph') place += 1;
  return place;
}

const addParagraph: Mutation = (revising) => {
  const section = revising.random.pick(
    places(revising.after).filter(({ uid, parts }) => !isNew(revising.before, uid) && parts.length > 0),
  );
  if (!section) return false;
  const at = afterLabel(section.parts, revising.random.below(section.parts.length + 1));
  section.parts.splice(at, 0, paragraph(revising, `${revising.fresh()} ${revising.fresh()}`));
  return true;
};

const remove =
  (form: 'paragraph' | 'list'): Mutation =>
  (revising) => {
    const spot = revising.random.pick(
      spots(revising, form).filter(
        ({ section, part, piece }) =>
          !revising.done.has(piece.uid) &&
          !isDone(revising, section.uid, 'recast', 'split', 'merged', 'thinned') &&
          (form === 'paragraph'
            ? section.parts.filter((each) => each.form === 'paragraph').length > 2
            : part.pieces.length > 2),
      ),
    );
    if (!spot) return false;
    take(spot);
    claim(revising, spot.section.uid, 'thinned', []);
    claim(revising, spot.piece.uid, 'gone', []);
    return true;
  };

const cut: Mutation = (revising) => {
  const ready = spots(revising, 'paragraph').flatMap((spot) => {
    const ends = [...spot.piece.text.matchAll(/[.!?] (?=\p{Lu})/gu)].map(({ index }) => index + 1);
    const fine = ends.filter((at) => at > 60 && spot.piece.text.length - at > 60);
    return fine.length > 0 && !revising.done.has(spot.piece.uid) ? [{ spot, at: fine[0] ?? 0 }] : [];
  });
  const chosen = revising.random.pick(ready);
  if (!chosen) return false;
  const { section, part, piece } = chosen.spot;
  const halves = [piece.text.slice(0, chosen.at), piece.text.slice(chosen.at + 1)].map((half) =>
    paragraph(revising, half),
  );
  section.parts.splice(section.parts.indexOf(part), 1, ...halves);
  const after = halves.flatMap(({ pieces }) => pieces.map(({ uid }) => uid));
  for (const uid of [piece.uid, ...after]) claim(revising, uid, 'recut', []);
  revising.lineage.recuts.push({ before: [piece.uid], after });
  return true;
};

const join: Mutation = (revising) => {
  const ready = spots(revising, 'paragraph').flatMap((spot) => {
    const next = spot.section.parts[spot.section.parts.indexOf(spot.part) + 1];
    const other = next?.pieces[0];
    const may =
      next?.form === 'paragraph' &&
      other?.kind === 'prose' &&
      other.text.length >= 90 &&
      !isNew(revising.before, other.uid);
    const free = [spot.piece.uid, other?.uid ?? ''].every((uid) => !revising.done.has(uid));
    return may && free && next && other && adjacentBefore(revising, spot.piece.uid, other.uid)
      ? [{ ...spot, next, other }]
      : [];
  });
  const chosen = revising.random.pick(ready);
  if (!chosen) return false;
  const { section, part, piece, next, other } = chosen;
  const whole = paragraph(revising, `${piece.text} ${other.text}`);
  section.parts.splice(section.parts.indexOf(part), 2, whole);
  const after = whole.pieces.map(({ uid }) => uid);
  for (const uid of [piece.uid, other.uid, ...after]) claim(revising, uid, 'recut', []);
  revising.lineage.recuts.push({ before: [piece.uid, other.uid], after });
  return next !== part;
};

/** Whether two pieces stood next to each other before anything was moved. */
const adjacentBefore = ({ before }: Revising, one: string, two: string): boolean =>
  places(before).some((section) => {
    const uids = piecesOf(section).map(({ uid }) => uid);
    return uids.includes(one) && uids[uids.indexOf(one) + 1] === two;
  });

const addItem: Mutation = (revising) => {
  const spot = revising.random.pick(spots(revising, 'list'));
  if (!spot) return false;
  const fresh = revising.fresh();
  const piece: Piece = {
    uid: revising.uid(),
    kind: 'prose',
    text: `${fresh.charAt(0).toLowerCase()}${fresh.slice(1, -1)}`,
  };
  spot.part.pieces.splice(revising.random.below(spot.part.pieces.length + 1), 0, piece);
  return true;
};

/** What is done to paragraphs and list items, by name. */
export const proseMutations: Record<string, Mutation> = {
  'edit a paragraph': edit('paragraph'),
  'touch up a paragraph': text('paragraph', 'touched', 'editorial', ({ random, known }, old) =>
    touched(old, known, random),
  ),
  'add or cut a sentence': text('paragraph', 'lengthened', 'substantive', ({ random, fresh }, old) =>
    lengthened(old, fresh(), random),
  ),
  'rewrite a paragraph': rewrite,
  'move a paragraph': move('paragraph', false),
  'move a paragraph to another section': move('paragraph', true),
  'move a paragraph to another section and edit it': move('paragraph', true, true),
  'add a paragraph': addParagraph,
  'remove a paragraph': remove('paragraph'),
  'cut a paragraph in two': cut,
  'join two paragraphs': join,
  'edit a list item': edit('list'),
  'move a list item': move('list', false),
  'add a list item': addItem,
  'remove a list item': remove('list'),
};
