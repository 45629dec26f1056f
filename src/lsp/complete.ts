import { formOf } from '../core/form.js';
import { type CompletionItem, CompletionItemKind, InsertTextFormat, type Range } from 'vscode-languageserver/node';
import { place, type Source } from '../core/source.js';
import type { Language } from '../core/text.js';
import { kinds, markdownKinds } from '../model/kinds.js';
import type { Workspace } from '../check/run-rules.js';
import { rules } from '../check/run-rules.js';
import type { Parsed } from '../parse/parsed.js';
import { mentionFieldAt } from '../rules/_names.js';
import { bodyCompletions } from './complete-body.js';
import { idItems } from './complete-ids.js';
import { rangeOf } from './places.js';
import {
  describedIn,
  innerOf,
  nameIn,
  type Schema,
  type SchemaPosition,
  schemaPosition,
  wordsOf,
} from './schema-position.js';

/** What completion looks at. The document is as it was last read: half a line may keep it from being one now. */
export interface Asked {
  source: Source;
  offset: number;
  document: Parsed | undefined;
  workspace: Workspace | undefined;
  language: Language;
  /** The client fills in places of a text. */
  snippets: boolean;
}

/** What may be written at a caret. */
export function complete(asked: Asked): CompletionItem[] {
  const { source, offset } = asked;
  const suppression = suppressionAt(source.text, offset);
  if (suppression !== undefined) return ruleItems(asked, rangeBetween(source, suppression, offset), '');
  const position = schemaPosition(source, offset);
  if (!position) return bodyCompletions(asked);
  // Quotes stay where they are.
  const word = source.text.slice(position.start, position.end);
  const open = /^["']/.test(word) ? 1 : 0;
  const shut = open === 1 && word.length > 1 && word.endsWith(word.charAt(0)) ? 1 : 0;
  const range = rangeBetween(source, position.start + open, position.end - shut);
  return position.on === 'key' ? keys(asked, position, range) : values(asked, position, range);
}

/** A range of the protocol between two offsets. */
export const rangeBetween = (source: Source, start: number, end: number): Range =>
  rangeOf(place(source, { start, end }));

const suppression =
  /(?:<!--|#)[ \t]*fardplan:[ \t]*(?:tillåt(?:[ \t]+i[ \t]+filen)?|allow(?:[ \t]+in[ \t]+file)?)[ \t]+(?:[\w-]+[ \t]*,[ \t]*)*([\w-]*)$/u;

/** Where the name of a rule begins, in a comment that allows what a rule finds. */
function suppressionAt(text: string, offset: number): number | undefined {
  const match = suppression.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset));
  return match ? offset - (match[1]?.length ?? 0) : undefined;
}

function ruleItems({ language }: Asked, range: Range, after: string): CompletionItem[] {
  return Object.entries(rules).map(([id, { code, title, why }]) => ({
    label: id,
    kind: CompletionItemKind.EnumMember,
    detail: code === undefined ? title[language] : `${code}: ${title[language]}`,
    documentation: why[language],
    filterText: code === undefined ? id : `${id} ${code}`,
    textEdit: { range, newText: id + after },
  }));
}

function keys(asked: Asked, position: SchemaPosition, range: Range): CompletionItem[] {
  const { kind, schema, model, flow, used, indent } = position;
  if (!kind && position.path.length === 0) {
    return [
      {
        label: 'fardplan',
        kind: CompletionItemKind.Property,
        sortText: '0',
        textEdit: { range, newText: 'fardplan: ' },
      },
    ];
  }
  const colon = asked.source.text.slice(position.end).match(/^[ \t]*:/) !== null;
  if (model.at(-1) === 'severities') return ruleItems(asked, range, colon ? '' : ': ');
  const shape = innerOf(schema)?.shape;
  if (!shape) return [];
  const language = languageOf(used, shape, asked.language);
  const other = language === 'sv' ? 'en' : 'sv';
  return Object.entries(shape).flatMap(([name, field], index) => {
    const names = [...new Set([nameIn(name, field, language), nameIn(name, field, other)])];
    const present = names.some((each) => used.has(each));
    const typing = names.includes(asked.source.text.slice(position.start, position.end));
    if ((present && !typing) || (name === 'fardplan' && used.has(name))) return [];
    const required = (field._zod as { optin?: string }).optin !== 'optional';
    const documentation = describedIn(field, asked.language);
    return names.map((key, at): CompletionItem => {
      const newText = colon ? key : key + opening(field, { flow, indent, snippets: asked.snippets });
      return {
        label: key,
        kind: CompletionItemKind.Property,
        // Those of the document's own language first, in the order of the schema; what must be there before the rest.
        sortText: `${at}${required ? 0 : 1}${String(index).padStart(3, '0')}`,
        ...(documentation === undefined ? {} : { documentation }),
        textEdit: { range, newText },
        ...(newText.includes('$0') ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
      };
    });
  });
}

/** The language that keys are written in here, else that of the messages. */
function languageOf(used: ReadonlySet<string>, shape: Record<string, Schema>, otherwise: Language): Language {
  const differing = Object.entries(shape).filter(([name, field]) => nameIn(name, field, 'sv') !== name);
  const swedish = differing.filter(([name, field]) => used.has(nameIn(name, field, 'sv'))).length;
  const english = differing.filter(([name]) => used.has(name)).length;
  return swedish === english ? otherwise : swedish > english ? 'sv' : 'en';
}

/** What follows a key: a space, or the beginning of a list or a group on the next line. */
function opening(
  field: Schema,
  { flow, indent, snippets }: { flow: boolean; indent: number; snippets: boolean },
): string {
  const inner = innerOf(field);
  if (flow || !snippets) return ': ';
  const inset = ' '.repeat(indent + 2);
  if (inner?.type === 'array') return innerOf(inner.element)?.shape ? `:\n${inset}- $0` : ': [$0]';
  return inner?.shape ? `:\n${inset}$0` : ': ';
}

function values(asked: Asked, position: SchemaPosition, range: Range): CompletionItem[] {
  const { kind, model, schema } = position;
  const { language, source, workspace } = asked;
  if (model.length === 1 && model[0] === 'fardplan') {
    const markdown = formOf(source) === 'markdown';
    return kinds
      .filter((each) => !markdown || markdownKinds.includes(each))
      .map((each) => ({
        label: `${each}/v1`,
        kind: CompletionItemKind.EnumMember,
        textEdit: { range, newText: `${each}/v1` },
      }));
  }
  // After a dash stands either a value or the first key of a group.
  if (position.item && innerOf(schema)?.shape) return keys(asked, { ...position, on: 'key', used: new Set() }, range);
  const list = innerOf(schema)?.type === 'array' ? innerOf(schema)?.element : undefined;
  const at = list ? [...model, 0] : model;
  const field = kind && mentionFieldAt(kind, at);
  if (field) return idItems(field.to, asked, range);
  if (kind === 'roadmap' && model.length === 1 && model[0] === 'profile') {
    return (workspace?.profileIds ?? []).map((id) => {
      const title = workspace?.profile(id)?.title;
      return {
        label: id,
        kind: CompletionItemKind.Reference,
        ...(title ? { detail: title } : {}),
        textEdit: { range, newText: id },
      };
    });
  }
  return wordItems(list ?? schema, language, range);
}

/** The words of a closed choice. */
export const wordItems = (schema: Schema | undefined, language: Language, range: Range): CompletionItem[] =>
  wordsOf(schema, language).map(({ word, value, preferred }, index) => ({
    label: word,
    kind: CompletionItemKind.EnumMember,
    detail: value,
    sortText: `${preferred ? 0 : 1}${String(index).padStart(3, '0')}`,
    textEdit: { range, newText: word },
  }));
