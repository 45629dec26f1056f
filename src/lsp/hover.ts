import { basename } from 'node:path';
import type { Hover } from 'vscode-languageserver/node';
import type { Diagnostic } from '../core/diagnostic.js';
import { place, type Source, type Span } from '../core/source.js';
import type { Language } from '../core/text.js';
import { rules } from '../check/run-rules.js';
import { wordFor } from '../model/field.js';
import { partyType } from '../model/party.js';
import { itemKinds, type Section } from '../model/section.js';
import { isKind } from '../parse/parsed.js';
import type { Holder } from '../rules/_names.js';
import { sectionsOf } from '../rules/_sections.js';
import { rangeBetween } from './complete.js';
import { kindWords } from './describe.js';
import { holdersAt, nameAt, placeOfName } from './name-places.js';
import { describedIn, fieldNamed, nameIn, schemaPosition } from './schema-position.js';
import type { Placed } from './workspace-run.js';

/** What is told about the place at `offset`: why a finding there matters, what an id is the id of, what a key is for. */
export function hover(
  {
    source,
    offset,
    placed,
    language,
  }: { source: Source; offset: number; placed: Placed | undefined; language: Language },
  findings: readonly Diagnostic[],
): Hover | undefined {
  const parts: string[] = [];
  let span: Span | undefined;
  const { line, column } = place(source, { start: offset, end: offset });
  const told = new Set<string>();
  for (const finding of findings) {
    if (!covers(finding, line, column) || told.has(finding.rule)) continue;
    told.add(finding.rule);
    const rule = rules[finding.rule];
    if (rule)
      parts.push(`**${escaped(rule.title[language])}** (\`${finding.rule}\`)\n\n${escaped(rule.why[language])}`);
  }
  const found = placed && nameAt(placed.document, offset);
  const [holder] = found && placed ? holdersAt(found, placed.document, placed.workspace) : [];
  if (found && holder) {
    ({ span } = found);
    parts.push(about(holder, language));
  }
  const position = schemaPosition(source, offset);
  if (position?.on === 'key') {
    const key = source.text.slice(position.start, position.end).replace(/^(["'])(.*)\1$/, '$2');
    const field = fieldNamed(position.schema, key);
    const described = field && describedIn(field.schema, language);
    if (field) {
      span ??= position;
      const names = [...new Set([nameIn(field.name, field.schema, 'sv'), nameIn(field.name, field.schema, 'en')])];
      parts.push(
        [`**${names.map(escaped).join('** / **')}**`, ...(described === undefined ? [] : [escaped(described)])].join(
          '\n\n',
        ),
      );
    }
  }
  if (parts.length === 0) return undefined;
  return {
    contents: { kind: 'markdown', value: parts.join('\n\n---\n\n') },
    ...(span ? { range: rangeBetween(source, span.start, span.end) } : {}),
  };
}

function covers({ line, column, endLine, endColumn }: Diagnostic, atLine: number, atColumn: number): boolean {
  const after = atLine > line || (atLine === line && atColumn >= column);
  return after && (atLine < endLine || (atLine === endLine && atColumn <= endColumn));
}

/** What has an id: what it is, what it is called, where it stands. */
function about({ document, name }: Holder, language: Language): string {
  const { source } = document;
  const at = placeOfName({ document, name });
  const { line } = place(source, 'written' in at ? at.written : at.implied);
  const where = `${escaped(basename(source.path))}:${line}`;
  const head = (kind: string) => `**${escaped(name.title)}**\n\n${escaped(kind)} \`${name.id}\`, ${where}`;
  if (isKind(document, 'parties')) {
    const party = document.model.parties.find(({ id }) => id === name.id);
    const type = party && (language === 'sv' ? wordFor(partyType, party.type) : party.type);
    const more = [party?.code, party?.body, party?.contact].filter((each) => each !== undefined);
    return [head(type ?? kindWords.party[language]), ...more.map(escaped)].join('\n\n');
  }
  if (isKind(document, 'roadmap') && name.kind === 'section') {
    const section = sectionsOf(document.model).find(({ section }) => section.id === name.id)?.section;
    const kind = section && (language === 'sv' ? wordFor(itemKinds, section.kind) : section.kind);
    return [head(kind ?? kindWords.section[language]), ...beginning(section)].join('\n\n');
  }
  return head(kindWords[name.kind][language]);
}

/** The first words of a section. */
function beginning(section: Section | undefined): string[] {
  const first =
    section?.text
      .split(/\n\s*\n/)[0]
      ?.replace(/\s+/g, ' ')
      .trim() ?? '';
  if (first === '' || /^[|<`~]/.test(first)) return [];
  return [first.length > 240 ? `${escaped(first.slice(0, 240))} …` : escaped(first)];
}

const escaped = (value: string): string => value.replace(/[\\`*_[\]<>#|]/g, '\\$&');
