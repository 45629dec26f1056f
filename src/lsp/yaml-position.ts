/** Where a caret stands in YAML, seen without a parser, so that half a line will do. */
export interface YamlPosition {
  /** Keys as written, and indexes, of what holds the caret. For a value its own key is the last. */
  path: (string | number)[];
  on: 'key' | 'value';
  /** The word at the caret, as offsets in the whole text. */
  start: number;
  end: number;
  /** Keys that stand beside it already. */
  used: ReadonlySet<string>;
  /** Columns before the keys of the level, for what is written on lines of its own. */
  indent: number;
  /** Within braces or brackets. */
  flow: boolean;
  /** Right after a dash a word may be a key as well as a value. */
  item: boolean;
}

type Level = { column: number; key: string } | { column: number; index: number };

const keyMark = /^("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#,{}[\]"'&*!|>%@`:-][^:#{}[\]]*?|-[^\s:#][^:#]*?)[ \t]*:(?=[ \t]|$)/;

/** Where `offset` stands in the YAML from `from` to `to`; `undefined` in a comment or within a text of several lines. */
export function yamlPosition(text: string, from: number, to: number, offset: number): YamlPosition | undefined {
  const used = new Map<string, Set<string>>();
  const levels: Level[] = [];
  let found: Omit<YamlPosition, 'used'> | undefined;
  let scalar = -1;
  for (let start = from; start <= to;) {
    const next = text.indexOf('\n', start);
    const end = next < 0 || next > to ? to : next;
    const line = text.slice(start, end).replace(/\r$/, '');
    const here = offset >= start && offset <= start + line.length;
    let column = line.length - line.trimStart().length;
    const blank = line.trim() === '';
    if (scalar >= 0 && (blank || column > scalar)) {
      if (here && (!blank || offset - start > scalar)) return undefined;
      if (!here) {
        start = end + 1;
        continue;
      }
    }
    scalar = -1;
    if (line.trimStart().startsWith('#')) {
      if (here) return undefined;
    } else if (blank) {
      if (here) {
        column = offset - start;
        const above = levels.filter((level) => level.column < column);
        found = {
          path: pathOf(above),
          on: 'key',
          start: offset,
          end: offset,
          indent: column,
          flow: false,
          item: false,
        };
      }
    } else {
      let rest = line.slice(column);
      let item = false;
      for (let dash = /^-(?:[ \t]+|$)/.exec(rest); dash; dash = /^-(?:[ \t]+|$)/.exec(rest)) {
        enterItem(levels, column);
        column += dash[0].length;
        rest = line.slice(column);
        item = true;
      }
      const key = keyMark.exec(rest);
      const valueAt = column + (key?.[0].length ?? 0);
      if (key?.[1] !== undefined) {
        while (
          (levels.at(-1)?.column ?? -1) >= column &&
          !(item && isItem(levels.at(-1)) && (levels.at(-1)?.column ?? 0) < column)
        )
          levels.pop();
        const name = key[1].replace(/^(["'])(.*)\1$/, '$2');
        const holder = pathOf(levels);
        add(used, holder, name);
        if (here && offset - start <= column + key[1].length) {
          found = {
            path: holder,
            on: 'key',
            start: start + column,
            end: start + column + key[1].length,
            indent: column,
            flow: false,
            item: false,
          };
        }
        levels.push({ column, key: name });
      }
      const value = line.slice(valueAt);
      const leading = value.length - value.trimStart().length;
      const opens = value.trimStart();
      if (/^[|>][+-]?\d?[ \t]*(?:#.*)?$/.test(opens)) scalar = key ? column : (levels.at(-1)?.column ?? 0);
      else if (/^[{[]/.test(opens)) {
        const closed = endOfFlow(text, start + valueAt + leading, to);
        const inside = flowPosition(text, start + valueAt + leading, closed, offset, pathOf(levels), used);
        if (inside) found = { ...inside, indent: column, flow: true, item: false };
        else if (offset > start + valueAt + leading && offset < closed) return undefined;
        start = Math.max(
          end + 1,
          text.indexOf('\n', closed) < 0 ? to + 1 : text.indexOf('\n', Math.max(closed - 1, start)) + 1,
        );
        continue;
      } else if (here && !found && offset - start >= valueAt) {
        const comment = / #/.exec(value)?.index;
        if (comment !== undefined && offset - start > valueAt + comment) return undefined;
        const written = value.slice(0, comment).trim();
        const at = start + valueAt + (written === '' ? Math.min(leading, offset - start - valueAt) : leading);
        const plain = key === null && !item;
        if (plain) while ((levels.at(-1)?.column ?? -1) >= column) levels.pop();
        found = {
          path: pathOf(levels),
          // A word on a line of its own is a key that is not finished.
          on: plain ? 'key' : 'value',
          start: written === '' ? offset : at,
          end: written === '' ? offset : at + written.length,
          indent: column,
          flow: false,
          item: item && key === null,
        };
      }
    }
    start = end + 1;
  }
  return found && { ...found, used: used.get(keyOf(found.path)) ?? new Set() };
}

const isItem = (level: Level | undefined): boolean => level !== undefined && 'index' in level;

function enterItem(levels: Level[], column: number): void {
  for (let top = levels.at(-1); top && top.column > column; top = levels.at(-1)) levels.pop();
  const top = levels.at(-1);
  if (top && 'index' in top && top.column === column) top.index += 1;
  else levels.push({ column, index: 0 });
}

const pathOf = (levels: readonly Level[]): (string | number)[] =>
  levels.map((level) => ('key' in level ? level.key : level.index));

const keyOf = (path: readonly (string | number)[]): string => path.join('\0');

function add(used: Map<string, Set<string>>, path: readonly (string | number)[], name: string): void {
  const names = used.get(keyOf(path)) ?? new Set();
  used.set(keyOf(path), names.add(name));
}

/** Where the collection that opens at `start` is closed, at most at the end of the text. */
function endOfFlow(text: string, start: number, to: number): number {
  let depth = 0;
  for (let at = start; at < to; at += 1) {
    const letter = text[at] ?? '';
    if (letter === '"' || letter === "'") {
      const close = text.indexOf(letter, at + 1);
      if (close < 0 || close >= to) return lineEnd(text, start, to);
      at = close;
    } else if ('{['.includes(letter)) depth += 1;
    else if ('}]'.includes(letter)) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  // Never closed: what follows on other lines is not lost with it.
  return lineEnd(text, start, to);
}

function lineEnd(text: string, start: number, to: number): number {
  const next = text.indexOf('\n', start);
  return next < 0 || next > to ? to : next;
}

interface Frame {
  map: boolean;
  key: string | undefined;
  index: number;
}

/** Where `offset` stands within braces and brackets; the keys beside it are added to `used`. */
function flowPosition(
  text: string,
  start: number,
  end: number,
  offset: number,
  holder: readonly (string | number)[],
  used: Map<string, Set<string>>,
): Omit<YamlPosition, 'used' | 'indent' | 'flow' | 'item'> | undefined {
  const frames: Frame[] = [];
  const pathTo = (open: readonly Frame[]): (string | number)[] => [
    ...holder,
    ...open.flatMap(({ map, key, index }): (string | number)[] => (map ? (key === undefined ? [] : [key]) : [index])),
  ];
  let found: ReturnType<typeof flowPosition>;
  let word = start;
  const look = (at: number, on: 'key' | 'value') => {
    if (found || offset > at || offset < word || frames.length === 0) return;
    const raw = text.slice(word, at);
    const written = raw.trim();
    const first = written === '' ? offset : word + raw.indexOf(written);
    found = { path: pathTo(frames), on, start: first, end: written === '' ? offset : first + written.length };
  };
  for (let at = start; at <= end; at += 1) {
    const letter = at < end ? (text[at] ?? '') : '\n';
    const top = frames.at(-1);
    if (letter === '"' || letter === "'") {
      const close = text.indexOf(letter, at + 1);
      if (close > at && close < end) at = close;
    } else if ('{['.includes(letter)) {
      frames.push({ map: letter === '{', key: undefined, index: 0 });
      word = at + 1;
    } else if (top && letter === ':' && top.map && top.key === undefined && /[\s,}]|$/.test(text[at + 1] ?? ' ')) {
      const name = text
        .slice(word, at)
        .trim()
        .replace(/^(["'])(.*)\1$/, '$2');
      look(at, 'key');
      add(used, pathTo(frames), name);
      top.key = name;
      word = at + 1;
    } else if (top && (letter === ',' || '}]'.includes(letter) || at === end)) {
      look(at, top.map && top.key === undefined ? 'key' : 'value');
      if (letter === ',') {
        top.key = undefined;
        top.index += 1;
      } else frames.pop();
      word = at + 1;
    }
  }
  return found;
}
