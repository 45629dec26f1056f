import { posix } from 'node:path';
import type { Dispositions, Response } from '../../src/model/consultation.js';
import type { Kind, ModelOf } from '../../src/model/kinds.js';
import type { Roadmap } from '../../src/model/roadmap.js';
import { parseDocument } from '../../src/parse/parse-document.js';
import { isKind, type Parsed } from '../../src/parse/parsed.js';

/** Parses one file, which must be a document. */
export function parsed(path: string, text: string): Parsed {
  const document = parseDocument({ path, text });
  if (!('kind' in document)) throw new Error(`${path}: ${document.diagnostics[0]?.message.en ?? ''}`);
  return document;
}

function of<K extends Kind>(kind: K, path: string, text: string): Parsed<ModelOf<K>> {
  const document = parsed(path, text);
  if (!isKind(document, kind)) throw new Error(`${path} is no ${kind}`);
  return document;
}

export const roadmapOf = (body: string, path = 'fardplan.md'): Parsed<Roadmap> =>
  of(
    'roadmap',
    path,
    `---\nfardplan: roadmap/v1\nid: exempel\ntitel: Färdplan\nprofil: ingen\nversion: "1"\nperiod: { från: 2023, till: 2030 }\n---\n\n${body}`,
  );

export const responseOf = (party: string, body: string, head = ''): Parsed<Response> =>
  of(
    'response',
    `consultation/responses/${party}.md`,
    `---\nfardplan: response/v1\nhuvudman: ${party}\ndatum: 2024-03-01\nståndpunkt: tillstyrker\n${head}---\n\n${body}`,
  );

export const dispositionsOf = (body: string): Parsed<Dispositions> =>
  of('dispositions', 'consultation/dispositions.yaml', `fardplan: dispositions/v1\nremiss: remiss\n${body}`);

/** Looks up what a document refers to among others, by path from its folder. */
export const referredAmong =
  (documents: readonly Parsed[]) =>
  (from: Parsed, source: string): Parsed | undefined => {
    const wanted = posix.join(posix.dirname(from.source.path), source);
    return documents.find((document) => document.source.path === wanted);
  };
