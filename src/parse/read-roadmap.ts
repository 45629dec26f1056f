import type { RootContent } from 'mdast';
import { parseOutline, writtenText } from './outline.js';
import type { Locations, ModelPath } from '../core/locations.js';
import type { Profile, ProfileItems } from '../model/profile.js';
import { type HeadingNode, headingTree, Ids, sourceOf, spanOf } from './markdown.js';
import { meant, metaOf } from '../model/field.js';
import { itemKinds } from '../model/section.js';
import { matchHeading } from './match-headings.js';
import type { Remark } from './parsed.js';
import { markOf, withMarkedHeadings } from './prose-marks.js';
import {
  giveIds,
  readList,
  readStatements,
  readTable,
  type RecordContext,
  type RecordName,
  tableKind,
} from './tables.js';

/** The body of a roadmap as plain values, to be put beside its front matter and validated. */
export interface RoadmapBody {
  title?: string;
  lead: string;
  sections: Record<string, unknown>[];
}

interface Reading {
  text: string;
  profile: Profile | undefined;
  locations: Locations;
  remarks: Remark[];
  ids: Ids;
}

/** Reads the body of a roadmap: headings become sections, known tables and lists become records, the rest is prose. */
export function readRoadmapBody(
  body: string,
  profile: Profile | undefined,
  locations: Locations,
  remarks: Remark[],
): RoadmapBody {
  const root = withMarkedHeadings(parseOutline(body), body);
  const { lead, headings } = headingTree(root, body.length);
  const reading: Reading = { text: body, profile, locations, remarks, ids: new Ids() };
  // A first heading of level 1 is the document's title; without one every heading is a section.
  const first = headings[0];
  const titled = first?.depth === 1 ? first : undefined;
  const rest = titled ? headings.slice(1) : headings;
  const leading = [...lead, ...(titled?.blocks ?? [])];
  if (titled) {
    // The heading stands beside the title of the front matter, so that a rule can compare them.
    locations.set(['heading'], titled.span);
    if (!locations.get(['title'])) locations.set(['title'], titled.span, titled.span);
  }
  const firstLead = leading[0];
  const lastLead = leading.at(-1);
  if (firstLead && lastLead) locations.set(['lead'], { start: spanOf(firstLead).start, end: spanOf(lastLead).end });
  const tops = [...(titled?.children ?? []), ...rest];
  for (const node of everyNode(tops)) if (node.id !== undefined) reading.ids.take(node.id);
  return {
    ...(titled ? { title: titled.title } : {}),
    lead: written(body, leading),
    sections: tops.map((node, index) => readSection(node, ['sections', index], undefined, true, reading)),
  };
}

function* everyNode(nodes: readonly HeadingNode[]): Generator<HeadingNode> {
  for (const node of nodes) {
    yield node;
    yield* everyNode(node.children);
  }
}

const missingIndicator = /^(?:indikator saknas|no indicator)\s*:\s*/i;
/** A quick look, so that not every paragraph is parsed by itself. */
const perhapsMissing = /^[*_\s]*(?:indikator|no indicator)/i;

function readSection(
  node: HeadingNode,
  path: ModelPath,
  within: ProfileItems | undefined,
  top: boolean,
  reading: Reading,
): Record<string, unknown> {
  const { locations } = reading;
  const match = matchHeading(node, reading.profile, within, top);
  const own = node.attributes?.['typ'] ?? node.attributes?.['kind'];
  const kind = own === undefined ? match.kind : meant(metaOf(itemKinds).words ?? {}, own);
  const id = node.id ?? (match.id === undefined ? reading.ids.make(node.title) : reading.ids.take(match.id));
  const section: Record<string, unknown> = { id, title: node.title, kind };
  locations.set(path, node.whole, node.span);
  for (const field of ['id', 'title', 'kind', 'number'] as const) locations.set([...path, field], node.span);
  if (node.number !== undefined) section['number'] = node.number;

  const before: RootContent[] = [];
  const after: RootContent[] = [];
  let apart = false;
  let marked: ReturnType<typeof markOf>;
  for (const block of node.blocks) {
    const mark = markOf(block, reading.text);
    if (mark === 'closing') apart = true;
    else if (mark === undefined) {
      const kept =
        marked !== 'text' &&
        readApart(block, marked === 'statements' ? 'target-picture' : kind, section, path, reading);
      if (kept) apart = true;
      else (apart ? after : before).push(block);
    }
    marked = mark;
  }
  for (const [field, blocks] of [
    ['text', before],
    ['closing', after],
  ] as const) {
    const [first] = blocks;
    const last = blocks.at(-1);
    if (!first || !last) continue;
    section[field] = written(reading.text, blocks, node.blocks);
    locations.set([...path, field], { start: spanOf(first).start, end: spanOf(last).end });
  }
  section['text'] ??= '';
  section['sections'] = node.children.map((child, index) =>
    readSection(child, [...path, 'sections', index], match.items, false, reading),
  );
  return section;
}

/** The source of blocks that may not follow each other: what was kept apart between them, and marks, are cut out of the prose. */
function written(text: string, blocks: readonly RootContent[], all: readonly RootContent[] = blocks): string {
  const runs: RootContent[][] = [];
  let at = -2;
  for (const block of blocks) {
    if (markOf(block, text) !== undefined) continue;
    const here = all.indexOf(block, Math.max(at, 0));
    if (here === at + 1) runs.at(-1)?.push(block);
    else runs.push([block]);
    at = here;
  }
  return runs.map((run) => sourceOf(text, run)).join('\n\n');
}

/** Takes a block that the model keeps apart from the prose; `false` if the block is prose. */
function readApart(
  block: RootContent,
  kind: string,
  section: Record<string, unknown>,
  path: ModelPath,
  reading: Reading,
): boolean {
  const context = (name: string): RecordContext => ({
    text: reading.text,
    path: [...path, name],
    locations: reading.locations,
    remarks: reading.remarks,
    ids: reading.ids,
    start: (section[name] as unknown[] | undefined)?.length ?? 0,
  });
  const add = (name: string, values: Record<string, unknown>[]): true => {
    if (!reading.locations.get([...path, name])) reading.locations.set([...path, name], spanOf(block));
    section[name] = [...((section[name] as unknown[] | undefined) ?? []), ...values];
    return true;
  };
  if (block.type === 'table') {
    const name = tableKind(block, reading.text);
    if (!name) return false;
    const { values } = readTable(name, block, context(name));
    if (name !== 'organs') giveIds(values, reading.ids);
    return add(name, values);
  }
  if (block.type === 'list') {
    if (kind === 'target-picture' && section['statements'] === undefined) {
      return add('statements', readStatements(block, context('statements')));
    }
    const name: RecordName | undefined =
      kind === 'timeline' ? 'milestones' : kind === 'follow-up' ? 'indicators' : undefined;
    const records = name && readList(name, block, context(name));
    if (!name || !records) return false;
    giveIds(records.values, reading.ids);
    return add(name, records.values);
  }
  if (block.type === 'paragraph' && perhapsMissing.test(sourceOf(reading.text, [block]))) {
    const written = writtenText(reading.text, block);
    const mark = missingIndicator.exec(written);
    if (!mark || section['noIndicator'] !== undefined) return false;
    section['noIndicator'] = written.slice(mark[0].length);
    reading.locations.set([...path, 'noIndicator'], spanOf(block));
    return true;
  }
  return false;
}
