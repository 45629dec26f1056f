/** A possible pair of row and column, with what it is worth (above 0). */
export interface Candidate {
  row: number;
  column: number;
  worth: number;
}

// Beyond this the best assignment costs seconds; the nearest pairs first is then near enough.
const tooMany = 500;

/**
 * Chooses pairs so that no row or column is used twice and the sum of worth is greatest over all of them together. Give candidates
 * that cannot tie, or which of two equal choices is made is left open.
 */
export function assign(candidates: readonly Candidate[]): Candidate[] {
  return components(candidates).flatMap((part) => {
    if (part.length < 2) return part;
    const rows = [...new Set(part.map(({ row }) => row))].sort((a, b) => a - b);
    const columns = [...new Set(part.map(({ column }) => column))].sort((a, b) => a - b);
    return Math.max(rows.length, columns.length) > tooMany ? nearestFirst(part) : best(part, rows, columns);
  });
}

/** Parts the candidates into groups that have no row or column in common. */
function components(candidates: readonly Candidate[]): Candidate[][] {
  const leaders = new Map<string, string>();
  const find = (name: string): string => {
    let at = name;
    for (let up = leaders.get(at); up !== undefined && up !== at; up = leaders.get(at)) at = up;
    leaders.set(name, at);
    return at;
  };
  for (const { row, column } of candidates) leaders.set(find(`row ${row}`), find(`column ${column}`));
  const parts = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const leader = find(`row ${candidate.row}`);
    const part = parts.get(leader);
    if (part) part.push(candidate);
    else parts.set(leader, [candidate]);
  }
  return [...parts.values()];
}

function nearestFirst(candidates: readonly Candidate[]): Candidate[] {
  const [rows, columns] = [new Set<number>(), new Set<number>()];
  return [...candidates]
    .sort((a, b) => b.worth - a.worth)
    .filter(({ row, column }) => {
      if (rows.has(row) || columns.has(column)) return false;
      rows.add(row);
      columns.add(column);
      return true;
    });
}

/** The Hungarian method with potentials, in O(n³), on a square made whole with worthless pairs. */
function best(candidates: readonly Candidate[], rows: readonly number[], columns: readonly number[]): Candidate[] {
  const size = Math.max(rows.length, columns.length);
  const cost = Array.from({ length: size + 1 }, () => new Float64Array(size + 1));
  const [rowAt, columnAt] = [rows, columns].map((list) => new Map(list.map((value, index) => [value, index + 1])));
  const chosen = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const [i, j] = [rowAt?.get(candidate.row) ?? 0, columnAt?.get(candidate.column) ?? 0];
    const line = cost[i];
    if (line) line[j] = -candidate.worth;
    chosen.set(`${i} ${j}`, candidate);
  }
  const [u, v] = [new Float64Array(size + 1), new Float64Array(size + 1)];
  const rowOf = new Int32Array(size + 1);
  for (let i = 1; i <= size; i += 1) {
    const [least, way] = [new Float64Array(size + 1).fill(Infinity), new Int32Array(size + 1)];
    const used = new Uint8Array(size + 1);
    let column = 0;
    rowOf[0] = i;
    do {
      used[column] = 1;
      const row = rowOf[column] ?? 0;
      let [delta, next] = [Infinity, 0];
      for (let j = 1; j <= size; j += 1) {
        if (used[j]) continue;
        const reduced = (cost[row]?.[j] ?? 0) - (u[row] ?? 0) - (v[j] ?? 0);
        if (reduced < (least[j] ?? 0)) [least[j], way[j]] = [reduced, column];
        if ((least[j] ?? 0) < delta) [delta, next] = [least[j] ?? 0, j];
      }
      for (let j = 0; j <= size; j += 1) {
        if (used[j]) {
          u[rowOf[j] ?? 0] = (u[rowOf[j] ?? 0] ?? 0) + delta;
          v[j] = (v[j] ?? 0) - delta;
        } else least[j] = (least[j] ?? 0) - delta;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const previous = way[column] ?? 0;
      rowOf[column] = rowOf[previous] ?? 0;
      column = previous;
    }
  }
  const pairs: Candidate[] = [];
  for (let j = 1; j <= size; j += 1) {
    const candidate = chosen.get(`${rowOf[j] ?? 0} ${j}`);
    if (candidate) pairs.push(candidate);
  }
  return pairs.sort((a, b) => a.row - b.row);
}
