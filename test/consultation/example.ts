import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assembleRound } from '../../src/consultation/assemble-round.js';
import { findings } from '../../src/consultation/findings.js';
import { trace, type Trace } from '../../src/consultation/trace.js';
import type { Diagnostic } from '../../src/core/diagnostic.js';
import type { Kind, ModelOf } from '../../src/model/kinds.js';
import type { Profile } from '../../src/model/profile.js';
import { parseDocument } from '../../src/parse/parse-document.js';
import { isKind, type Parsed } from '../../src/parse/parsed.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = 'roadmaps/vastra-gotaland';

/** The text of a file of the example, by its path in the workspace. */
export const exampleText = (path: string): string => readFileSync(`${root}/${folder}/${path}`, 'utf8');

function read<K extends Kind>(kind: K, path: string, text: string, profile?: Profile): Parsed<ModelOf<K>> {
  const document = parseDocument({ path, text }, () => profile);
  if (!('kind' in document) || !isKind(document, kind)) throw new Error(`${path} is no ${kind}`);
  return document;
}

const profile = read(
  'profile',
  'profile.yaml',
  readFileSync(`${root}/templates/profiles/vastra-gotaland.yaml`, 'utf8'),
).model;

const answers = readdirSync(`${root}/${folder}/consultation/responses`).map((name) => {
  const path = `consultation/responses/${name}`;
  return read('response', path, exampleText(path), profile);
});
const sent = read('roadmap', 'revisions/remiss.md', exampleText('revisions/remiss.md'), profile);
const round = read('round', 'consultation/round.yaml', exampleText('consultation/round.yaml'));

/** The trace of the example, with some of its texts replaced. */
export function traceExample(
  texts: { roadmap?: string; dispositions?: string } = {},
): Trace & { diagnostics: Diagnostic[]; roadmap: Parsed } {
  const path = 'consultation/dispositions.yaml';
  const dispositions = read('dispositions', path, texts.dispositions ?? exampleText(path));
  const after = read('roadmap', 'fardplan.md', texts.roadmap ?? exampleText('fardplan.md'), profile);
  const assembled = assembleRound([round, dispositions, ...answers], 'consultation');
  if (!assembled) throw new Error('the example has no round');
  const revisions = { before: sent, after, profile };
  const traced = trace(assembled, revisions);
  const diagnostics = findings(traced.gaps, {
    round,
    responses: answers,
    comments: traced.comments,
    disposing: true,
    revisions,
  });
  return { ...traced, diagnostics, roadmap: after };
}
