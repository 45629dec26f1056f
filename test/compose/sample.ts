import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { makeAttachment, makeBinding } from '../../src/compose/binding.js';
import { composeDecision, type ComposeInput } from '../../src/compose/compose.js';
import { plainText } from '../../src/compose/plain-text.js';
import { completeTemplate } from '../../src/compose/template.js';
import { diffRoadmaps } from '../../src/diff/diff-roadmaps.js';
import type { Change } from '../../src/model/change.js';
import type { Block, DecisionDocument } from '../../src/model/document.js';
import type { Kind, ModelOf } from '../../src/model/kinds.js';
import type { Template } from '../../src/model/template.js';
import { parseDocument } from '../../src/parse/parse-document.js';
import { isKind, type Parsed } from '../../src/parse/parsed.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

const profiles = readdirSync(`${root}templates/profiles`).flatMap((name) => {
  const document = parseDocument({ path: name, text: readFileSync(`${root}templates/profiles/${name}`, 'utf8') });
  return 'kind' in document && isKind(document, 'profile') ? [document.model] : [];
});

/** Parses a text that is to be of this kind; headings are matched with the built-in profiles. */
export function parsed<K extends Kind>(
  kind: K,
  text: string,
  path = kind === 'roadmap' || kind === 'decision' ? `${kind}.md` : `${kind}.yaml`,
): Parsed<ModelOf<K>> {
  const document = parseDocument({ path, text }, (id) => profiles.find((profile) => profile.id === id));
  if (!('kind' in document) || document.kind !== kind) throw new Error(JSON.stringify(document.diagnostics));
  return document as Parsed<ModelOf<K>>;
}

/** The built-in templates of decisions, as they stand on disk. */
export const builtIn: Template[] = readdirSync(`${root}templates/documents`).flatMap((name) => {
  const text = readFileSync(`${root}templates/documents/${name}`, 'utf8');
  return text.includes('fardplan: template/v1') ? [parsed('template', text, name).model] : [];
});

export const front = (lines: string, body = ''): string => `---\n${lines.trim()}\n---\n\n${body.trim()}\n`;

/** The facts of a small decision; `more` adds lines to the front matter, `drop` takes keys away. */
export function decisionText(more = '', body = '', drop: readonly string[] = []): string {
  const lines: Record<string, string> = {
    fardplan: 'decision/v1',
    id: 'beslut',
    typ: 'ordförandebeslut',
    status: 'beslut',
    titel: 'Ställningstagande till Plan för Exempellän',
    organisation: 'Exempellän',
    organ: 'Ordföranden i samrådet',
    diarienummer: 'EX 2022/00007',
    datum: '2022-03-18',
    färdplan: '{ källa: fardplan.md }',
    beslutspunkter: '[{ verb: ställer sig bakom, text: Ordföranden ställer sig bakom Plan för Exempellän. }]',
    lagrum: '6 kap. 39 § kommunallagen',
    brådska: 'Samrådet möts först i maj.',
    'anmäls till': 'Samrådet den 4 maj 2022',
    beslutsunderlag: '[{ titel: Plan för Exempellän, datum: 2022-02-24, färdplan: ja }]',
    'ärendets gång': '[{ datum: 2022-03-16, text: Beredning }]',
    'expedieras till': '[Kommunerna i Exempellän]',
    undertecknare: '[{ namn: Vega Norrby, roll: Ordförande }]',
  };
  const kept = Object.entries(lines).filter(([key]) => !drop.includes(key));
  return front(
    `${kept.map(([key, value]) => `${key}: ${value}`).join('\n')}\n${more}`,
    body || '## Ärendebeskrivning\n\nPlanen är klar.',
  );
}

export function roadmapText(version: string, body: string, more = ''): string {
  return front(
    `fardplan: roadmap/v1\nid: plan-exempel\ntitel: Plan för Exempellän\nprofil: generic\nversion: "${version}"\nperiod: { från: 2023, till: 2030 }\n${more}`,
    `# Plan för Exempellän\n\n${body}`,
  );
}

export const smallRoadmap = parsed('roadmap', roadmapText('2.0', '## Syfte {#syfte}\n\nAtt det ska hålla ihop.'));

/** Composes a decision written as text, with everything else given or small. */
export function composed(decision: string, more: Partial<ComposeInput> = {}) {
  const document = parsed('decision', decision);
  const roadmap = more.roadmap ?? smallRoadmap;
  const revision = {
    fileName: 'fardplan.md',
    bytes: new TextEncoder().encode(roadmap.source.text),
    commit: 'c0ffee'.padEnd(40, '0'),
  };
  const result = composeDecision({
    decision: document,
    roadmap,
    binding: makeBinding(roadmap.model, revision, 'ab'.repeat(32)),
    template: completeTemplate(document.model.kind, builtIn),
    attachment: makeAttachment(roadmap.model, revision),
    ...more,
  });
  return { ...result, source: document.source };
}

/** The changes between two bodies, with the causes given per item id. */
export function changesBetween(
  before: Parsed<ModelOf<'roadmap'>>,
  after: Parsed<ModelOf<'roadmap'>>,
  causes: Record<string, string[]> = {},
): Change[] {
  return diffRoadmaps(before, after).map((change) => ({ ...change, causes: causes[change.id] ?? [] }));
}

/** The text of the section under the heading of level 2, or undefined. */
export function section(document: DecisionDocument, title: string): Block[] | undefined {
  const start = document.blocks.findIndex(
    (block) => block.type === 'heading' && block.level === 2 && plainText(block.children) === title,
  );
  if (start < 0) return undefined;
  const rest = document.blocks.slice(start + 1);
  const end = rest.findIndex((block) => block.type === 'heading' && block.level === 2);
  return end < 0 ? rest : rest.slice(0, end);
}

export const headings = (document: DecisionDocument, level = 2): string[] =>
  document.blocks.flatMap((block) =>
    block.type === 'heading' && block.level === level ? [plainText(block.children)] : [],
  );
