import type { Dispositions, Response, Round } from '../model/consultation.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { isStandIn } from '../parse/validate.js';

/** One round of consultation with everything that belongs to it. */
export interface AssembledRound {
  round: Parsed<Round>;
  /** In the order they were given. */
  responses: Parsed<Response>[];
  dispositions: Parsed<Dispositions> | undefined;
  /** What lies in the round's folder but names another round, and further files of dispositions. */
  strays?: Parsed[];
}

/**
 * Puts the documents of one round together: the round that stands in `folder`, and the answers and dispositions that belong to it.
 * `undefined` when no round stands there.
 */
export function assembleRound(documents: readonly Parsed[], folder: string): AssembledRound | undefined {
  const wanted = normal(folder);
  return assembleRounds(documents).find(({ round }) => folderOf(round) === wanted);
}

/**
 * Every round among the documents. What lies in a round's folder belongs to it. What lies elsewhere belongs to the round it names, unless the
 * folder of that one holds documents of the same kind: what was received may be kept beside what was made of it.
 */
export function assembleRounds(documents: readonly Parsed[]): AssembledRound[] {
  const rounds = documents.flatMap((document) => (isKind(document, 'round') ? [document] : []));
  return rounds.map((round) => {
    const allResponses = documents.flatMap((document) =>
      isKind(document, 'response') && roundFor(document, document.model.round, rounds) === round ? [document] : [],
    );
    const allDispositions = documents.flatMap((document) =>
      isKind(document, 'dispositions') && roundFor(document, document.model.round, rounds) === round ? [document] : [],
    );
    const responses = ownOf(allResponses, round);
    const [dispositions, ...further] = ownOf(allDispositions, round);
    const strays = documents.filter(
      (document) =>
        (isKind(document, 'response') || isKind(document, 'dispositions')) &&
        around(document, rounds)[0] === round &&
        document.model.round !== undefined &&
        !isStandIn(document.model.round) &&
        document.model.round !== round.model.id,
    );
    return { round, responses: [...responses], dispositions, strays: [...strays, ...further] };
  });
}

/** `true` if the document is an answer in this round, or holds its dispositions. */
export const belongsTo = ({ source }: Parsed, { responses, dispositions }: AssembledRound): boolean =>
  dispositions?.source === source || responses.some((response) => response.source === source);

/** Those that lie in the folder of the round, if any does; else all. */
function ownOf<T extends Parsed<unknown>>(list: readonly T[], round: Parsed<Round>): readonly T[] {
  const folder = folderOf(round);
  const own = list.filter((document) => folder === '.' || `${folderOf(document)}/`.startsWith(`${folder}/`));
  return own.length > 0 ? own : list;
}

function roundFor(
  document: Parsed,
  named: string | undefined,
  rounds: readonly Parsed<Round>[],
): Parsed<Round> | undefined {
  // A round that is left out where one must be named is the one around.
  const unnamed = named === undefined || isStandIn(named);
  // Two workspaces may use one id for their rounds, so the folder says more than the id.
  return (
    around(document, rounds).find(({ model }) => unnamed || model.id === named) ??
    rounds.find(({ model }) => model.id === named)
  );
}

/** The rounds in whose folders a document lies, the nearest first. */
function around(document: Parsed, rounds: readonly Parsed<Round>[]): Parsed<Round>[] {
  const path = `${folderOf(document)}/`;
  return rounds
    .filter((round) => folderOf(round) === '.' || path.startsWith(`${folderOf(round)}/`))
    .sort((a, b) => folderOf(b).length - folderOf(a).length);
}

const normal = (folder: string): string => folder.replace(/\\/g, '/').replace(/^\.\//, '').replace(/\/+$/, '') || '.';

const folderOf = ({ source }: Pick<Parsed, 'source'>): string =>
  normal(source.path.replace(/\\/g, '/').replace(/\/?[^/]*$/, ''));
