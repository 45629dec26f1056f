import { dirname, join, resolve } from 'node:path';
import type { LoadedRound } from '../check/load-round.js';
import type { Host } from '../core/host.js';

/** The paths of all that a round is kept in: its documents, both revisions, what was received, the register above it, and its columns. */
export function roundFiles(
  host: Pick<Host, 'cwd'>,
  folder: string,
  { round, responses, dispositions, strays }: LoadedRound,
): string[] {
  const within = dirname(resolve(host.cwd, round.source.path));
  const documents = [round, ...responses, ...(strays ?? []), ...(dispositions ? [dispositions] : [])];
  const revisions = [round.model.consulted.source, round.model.revised?.source ?? []].flat();
  // What was received is evidence.
  const received = responses.flatMap(({ source, model }) =>
    model.original ? [join(dirname(source.path), model.original.file)] : [],
  );
  const register = [within, dirname(within)].flatMap((place) =>
    ['parties.yaml', 'parties.yml'].map((name) => join(place, name)),
  );
  return [
    ...documents.map(({ source }) => source.path),
    ...revisions.map((path) => resolve(within, path)),
    ...received,
    ...register,
    join(folder, 'columns.yaml'),
  ];
}
