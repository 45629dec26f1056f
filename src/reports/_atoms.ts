import type { ModelPath } from '../core/locations.js';
import { blocks as proseBlocks } from '../diff/blocks.js';
import type { Entry } from '../diff/entries.js';
import { metaOf, schemaAt } from '../model/field.js';
import type { Roadmap } from '../model/roadmap.js';
import { Indicator, Milestone, Organ, Section } from '../model/section.js';
import { capital } from '../compose/swedish.js';
import { type Run, runsOf } from './_runs.js';

/** The smallest piece of a roadmap that a reader would compare: a heading, a paragraph, a list item, a row of a table. */
export interface Atom {
  kind: 'title' | 'heading' | 'paragraph' | 'item' | 'quote' | 'code' | 'row';
  /** The section it stands in; none for the title and what stands before the first heading. */
  section: Entry | undefined;
  /** The item it is, when it is one: a section (its heading), a statement, a milestone … */
  entry?: Entry;
  /** Headings from 1, list items from 0. */
  depth: number;
  /** For an item of a numbered list: its number. */
  number?: number;
  /** For a row: which table of the section, and whether it is its head. */
  table?: string;
  head?: true;
  /** One for all but rows. */
  cells: Run[][];
  /** Prose as the diff knows it. */
  prose?: string;
}

/** A roadmap in pieces, in reading order. `sections` are its items as the diff lists them. */
export function atomsOf(roadmap: Roadmap, entries: readonly Entry[]): Atom[] {
  const byPath = new Map(entries.map((entry) => [keyOf(entry.path), entry]));
  const title = (id: string): string => entries.find((entry) => entry.id === id)?.title ?? id;
  const found: Atom[] = [
    { kind: 'title', section: undefined, depth: 1, cells: [[{ text: roadmap.title }]] },
    ...proseAtoms(roadmap.lead, undefined, 'lead'),
  ];
  const walk = (sections: readonly Section[], path: ModelPath, depth: number): void => {
    for (const [position, section] of sections.entries()) {
      const here = [...path, 'sections', position];
      const entry = byPath.get(keyOf(here));
      const heading = section.number === undefined ? section.title : `${section.number}. ${section.title}`;
      found.push({ kind: 'heading', section: entry, depth, cells: [[{ text: heading }]], ...(entry ? { entry } : {}) });
      found.push(...proseAtoms(section.text, entry, 'text'));
      for (const group of ['statements', 'milestones', 'indicators', 'organs'] as const) {
        const parts = (section[group] ?? []).map((_part, index) => byPath.get(keyOf([...here, group, index])));
        found.push(
          ...partAtoms(
            group,
            parts.filter((part) => part !== undefined),
            entry,
            title,
          ),
        );
      }
      if (section.noIndicator !== undefined) {
        const cells = [[{ text: `${labelOf(Section, 'noIndicator')}: ${section.noIndicator}` }]];
        found.push({ kind: 'paragraph', section: entry, depth: 0, cells });
      }
      found.push(...proseAtoms(section.closing ?? '', entry, 'closing'));
      walk(section.sections, here, depth + 1);
    }
  };
  walk(roadmap.sections, [], 1);
  return found;
}

const keyOf = (path: ModelPath): string => path.join('/');

const labelOf = (schema: typeof Milestone | typeof Indicator | typeof Organ | typeof Section, name: string): string => {
  const found = schemaAt(schema, [name]);
  return capital((found && metaOf(found).sv) ?? name);
};

const itemMark = /^([ \t]*)(?:[-*+]|(\d{1,9})[.)])[ \t]/;

/** Prose in the pieces that the diff knows, with what only the source tells: how deep an item stands, and its number. */
function proseAtoms(prose: string, section: Entry | undefined, field: string): Atom[] {
  const lines = prose.split('\n');
  const found: Atom[] = [];
  let [table, last] = [0, -2];
  for (const block of proseBlocks(prose)) {
    const base = { section, depth: 0, prose: block.text };
    if (block.type === 'rule') continue;
    if (block.type === 'row') {
      // A row that does not follow upon another, but for the rule below a head, begins a table.
      const begins = block.line > last + 2 || (block.line === last + 2 && !/^[\s|:-]+$/.test(lines[last + 1] ?? ''));
      if (begins) table += 1;
      last = block.line;
      const cells = block.text.replace(/^\||\|$/g, '').split(/(?<!\\)\|/);
      found.push({
        ...base,
        kind: 'row',
        table: `${field} ${table}`,
        ...(begins ? { head: true as const } : {}),
        cells: cells.map((cell) => runsOf(cell.trim().replaceAll('\\|', '|'))),
      });
    } else if (block.type === 'item') {
      const [, indent = '', number] = itemMark.exec(lines[block.line] ?? '') ?? [];
      const depth = Math.min(2, Math.floor(indent.replaceAll('\t', '    ').length / 2));
      found.push({
        ...base,
        kind: 'item',
        depth,
        ...(number === undefined ? {} : { number: Number(number) }),
        cells: [runsOf(block.text)],
      });
    } else if (block.type === 'code') {
      const inside = block.text
        .split('\n')
        .slice(1)
        .join('\n')
        .replace(/\n[ \t]*[`~]{3,}[ \t]*$/, '');
      found.push({ ...base, kind: 'code', cells: [[{ text: inside, code: true }]] });
    } else found.push({ ...base, kind: block.type, cells: [runsOf(block.text)] });
  }
  return found;
}

type Group = 'statements' | 'milestones' | 'indicators' | 'organs';

const schemas = { milestones: Milestone, indicators: Indicator, organs: Organ } as const;
/** What stands in columns of its own; all else stands in the last column, since no page is wide enough for every field. */
const leading = { milestones: ['when', 'title'], indicators: ['title'], organs: ['name'] } as const;
const details = 'Uppgifter';

function partAtoms(
  group: Group,
  parts: readonly Entry[],
  section: Entry | undefined,
  title: (id: string) => string,
): Atom[] {
  if (group === 'statements')
    return parts.map((entry) => ({ kind: 'item', section, entry, depth: 0, cells: [runsOf(entry.title)] }));
  if (parts.length === 0) return [];
  const columns = leading[group];
  const head = [...columns.map((name) => labelOf(schemas[group], name)), details];
  return [
    { kind: 'row', section, depth: 0, table: group, head: true, cells: head.map((text) => [{ text }]) },
    ...parts.map((entry): Atom => ({
      kind: 'row',
      section,
      entry,
      depth: 0,
      table: group,
      cells: cellsOf(entry, group, title),
    })),
  ];
}

function cellsOf(entry: Entry, group: Exclude<Group, 'statements'>, title: (id: string) => string): Run[][] {
  const value = (name: string): string => {
    const field = entry.fields.get(name);
    return field?.refs ? field.refs.map(title).join('; ') : (field?.text ?? '');
  };
  const columns: readonly string[] = leading[group];
  const until = entry.fields.get('until')?.text;
  const first = columns.map((name) => [
    { text: name === 'when' && until !== undefined ? `${value(name)}–${until}` : value(name) },
  ]);
  const rest = [...entry.fields.keys()].filter((name) => !columns.includes(name) && name !== 'until');
  const told = rest.map((name) => `${labelOf(schemas[group], name)}: ${value(name)}`).join('\n');
  return [...first, told === '' ? [] : [{ text: told }]];
}
