import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeHost } from '../../src/cli/node-host.js';
import { gatherDecision } from '../../src/compose/gather-decision.js';
import { loadLayout } from '../../src/compose/load-template.js';
import type { Host } from '../../src/core/host.js';
import type { DecisionDocument } from '../../src/model/document.js';
import { archive } from '../../src/pdf/archive.js';
import { typeset, type LayoutFacts } from '../../src/pdf/typeset.js';
import { signPdf } from '../../src/sign/sign-pdf.js';
import { commitAll, folder, root } from '../cli/run.js';
import { at, identity, open } from '../sign/helpers.js';

/** The decision of the workspace that {@link repository} makes. */
export const decisionFile = 'decisions/rekommendation.md';

/** A copy of the Västerbotten workspace in a fresh git repository, each file changed as asked before it is committed. */
export function repository(changes: Record<string, (text: string) => string> = {}, { commit = true } = {}): string {
  const top = folder();
  cpSync(join(root, 'roadmaps/vasterbotten'), top, { recursive: true });
  for (const [path, change] of Object.entries(changes)) rewrite(top, path, change);
  if (commit) commitAll(top);
  return top;
}

/** Changes one file; refuses a change that changes nothing. */
export function rewrite(top: string, path: string, change: (text: string) => string): void {
  const before = readFileSync(join(top, path), 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`nothing changed in ${path}`);
  writeFileSync(join(top, path), after);
}

export const hostIn = (top: string): Host => nodeHost({ cwd: top });

/** The composed decision of a workspace. */
export async function composed(top: string, path = decisionFile): Promise<DecisionDocument> {
  const { document, diagnostics } = await gatherDecision(hostIn(top), path);
  const wrong = diagnostics.filter(({ severity }) => severity === 'error');
  if (!document || wrong.length > 0) throw new Error(wrong.map(({ message }) => message.en).join('; '));
  return document;
}

/** What a file may claim to be although it is not. */
export interface Claims {
  /** The document that is printed, when it is another than the one that goes along. */
  printed?: DecisionDocument;
  /** Layout files that are used instead of those it says. */
  layout?: (files: Map<string, Uint8Array>) => void;
  /** What it says it was set with. */
  says?: (facts: LayoutFacts) => LayoutFacts;
}

/** A PDF as `render` makes it, or one that lies about itself. */
export async function rendered(top: string, document: DecisionDocument, claims: Claims = {}): Promise<Uint8Array> {
  const host = hostIn(top);
  const { layout, fonts } = await loadLayout(host, join(top, 'decisions'));
  const honest = await typeset(document, { files: layout, fonts });
  claims.layout?.(layout);
  const set = await typeset(claims.printed ?? document, { files: layout, fonts });
  return archive({ ...set, layout: claims.says ? claims.says(honest.layout) : honest.layout }, document);
}

const made = identity();

/** The file with one more signature, in its next field. */
export async function signed(pdf: Uint8Array): Promise<Uint8Array> {
  const { p12 } = await made;
  return (await signPdf(pdf, { signer: () => open(p12), at })).pdf;
}
