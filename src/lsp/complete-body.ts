import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver/node';
import { type Language, slug } from '../core/text.js';
import { stance } from '../model/consultation.js';
import { metaOf } from '../model/field.js';
import type { Profile } from '../model/profile.js';
import type { Roadmap } from '../model/roadmap.js';
import { isKind } from '../parse/parsed.js';
import { recordKinds, type RecordName } from '../parse/tables.js';
import { mentionFieldAt, namesIn, placesFor } from '../rules/_names.js';
import { childrenOf, knownLists, missingSections, sectionsOf } from '../rules/_sections.js';
import type { Asked } from './complete.js';
import { rangeBetween, wordItems } from './complete.js';
import { idItems } from './complete-ids.js';
import { fieldNamed, innerOf, kindOf } from './schema-position.js';
import { rowAt } from './table-cells.js';

/** What may be written at a caret in the body of a document in Markdown. */
export function bodyCompletions(asked: Asked): CompletionItem[] {
  const { source, offset } = asked;
  const start = source.text.lastIndexOf('\n', offset - 1) + 1;
  const line = source.text.slice(start, offset);
  const kind = kindOf(source);
  const link = /\]\(#([^\s()]*)$/.exec(line);
  if (link && kind === 'roadmap') {
    return idItems(['section', 'statement', 'milestone', 'indicator'], asked, behind(asked, link[1]));
  }
  const mark = /^(#{1,6})[ \t]+(.*?)[ \t]*\{#([^{}\s]*)$/.exec(line);
  if (mark) return headingIds(asked, mark[2] ?? '', mark[3] ?? '');
  const heading = /^(#{1,6})[ \t]+(.*)$/.exec(line);
  if (heading) return headings(asked, heading[1]?.length ?? 0, heading[2] ?? '');
  if (kind === 'response') {
    const said = /^\s*(?:[-*+]\s+)?\*{0,2}(?:ståndpunkt|stance)\s*:\s*\*{0,2}\s*(.*)$/iu.exec(line);
    if (said) return wordItems(stance, asked.language, behind(asked, said[1]));
  }
  return kind === 'roadmap' && line.trimStart().startsWith('|') ? cells(asked) : [];
}

const behind = ({ source, offset }: Asked, written = '') => rangeBetween(source, offset - written.length, offset);

/** Ids for a heading: those of what was sent out for an answer; the one of the title for a roadmap. */
function headingIds(asked: Asked, title: string, written: string): CompletionItem[] {
  const { document, source } = asked;
  const range = behind(asked, written);
  if (kindOf(source) === 'response') return idItems(['section', 'statement', 'milestone', 'indicator'], asked, range);
  const made = slug(title.replace(/^[\d.)\s]+/, ''));
  const profile = document && isKind(document, 'roadmap') ? profileOf(asked, document.model) : undefined;
  const ids = document && isKind(document, 'roadmap') && profile ? missingHere(document.model, profile) : [];
  return [...(made === '' ? [] : [{ id: made, title }]), ...ids].map(({ id, title: detail }) => ({
    label: id,
    kind: CompletionItemKind.Reference,
    detail,
    textEdit: { range, newText: id },
  }));
}

const profileOf = ({ workspace }: Asked, roadmap: Roadmap): Profile | undefined => workspace?.profile(roadmap.profile);

/** Headings that the profile has and the roadmap lacks, with the depth that they stand at. */
function missingHere(roadmap: Roadmap, profile: Profile): { id: string; title: string; depth: number }[] {
  const present = new Set(sectionsOf(roadmap).map(({ section }) => section.id));
  const sections = profile.sections.filter(({ id }) => !present.has(id));
  const wanted = new Set(missingSections(roadmap, profile));
  const ordered = sections.toSorted((one, other) => Number(wanted.has(other)) - Number(wanted.has(one)));
  const items = [...knownLists(roadmap, profile)].flatMap((list) => {
    const held = new Set(childrenOf(list).map(({ section }) => section.id));
    const depth = list.parent.path.filter((step) => step === 'sections').length + 2;
    return (list.items.list ?? []).flatMap(({ id, title }) => (held.has(id) ? [] : [{ id, title, depth }]));
  });
  return [...ordered.map(({ id, title }) => ({ id, title, depth: 2 })), ...items];
}

function headings(asked: Asked, depth: number, written: string): CompletionItem[] {
  const { document, workspace, source } = asked;
  if (!document || !workspace) return [];
  const range = behind(asked, written);
  const item = (id: string, title: string, index: number): CompletionItem => ({
    label: title,
    kind: CompletionItemKind.Struct,
    detail: id,
    sortText: String(index).padStart(4, '0'),
    textEdit: { range, newText: `${title} {#${id}}` },
  });
  if (kindOf(source) === 'response') {
    const [roadmap] = placesFor(['section'], document, workspace);
    const names = roadmap ? [...namesIn(roadmap)].filter(({ kind }) => kind === 'section') : [];
    return names.map(({ id, title }, index) => item(id, title, index));
  }
  if (!isKind(document, 'roadmap')) return [];
  const profile = profileOf(asked, document.model);
  return (profile ? missingHere(document.model, profile) : [])
    .filter((each) => each.depth === depth || each.depth > 3)
    .map(({ id, title }, index) => item(id, title, index));
}

/** What a cell may hold, by its column. */
function cells(asked: Asked): CompletionItem[] {
  const { source, offset, language } = asked;
  const row = rowAt(source.text, offset);
  const index = row?.cells.findIndex(({ start, end }) => start <= offset && offset <= end) ?? -1;
  const column = row?.header[index];
  if (!row || column === undefined) return [];
  for (const [name, record] of Object.entries(recordKinds) as [RecordName, (typeof recordKinds)[RecordName]][]) {
    const known = (header: string) =>
      (record.columns as Record<string, string | undefined>)[header] ?? fieldNamed(record.schema, header)?.name;
    const fields = row.header.map(known);
    if (!record.signs.every((sign) => fields.includes(sign))) continue;
    const field = known(column);
    const schema = field === undefined ? undefined : innerOf(record.schema)?.shape?.[field];
    if (field === undefined || !schema) continue;
    const list = innerOf(schema)?.type === 'array';
    const written = /[^|,;\s]*$/.exec(source.text.slice(row.cells[index]?.start, offset))?.[0] ?? '';
    const mentions = mentionFieldAt('roadmap', list ? [name, 0, field, 0] : [name, 0, field]);
    if (mentions) return idItems(mentions.to, asked, behind(asked, written));
    if (metaOf(schema).words) return wordItems(schema, language as Language, behind(asked, written));
  }
  return [];
}
