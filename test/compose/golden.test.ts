import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { makeAttachment, makeBinding } from '../../src/compose/binding.js';
import { composeDecision } from '../../src/compose/compose.js';
import { completeTemplate } from '../../src/compose/template.js';
import { sha256 } from '../../src/core/sha256.js';
import { diffRoadmaps } from '../../src/diff/diff-roadmaps.js';
import { html } from '../../src/formats/html.js';
import { markdown } from '../../src/formats/markdown.js';
import type { Change } from '../../src/model/change.js';
import { builtIn, parsed } from './sample.js';

const folder = fileURLToPath(new URL('./fixtures/exempellan/', import.meta.url));
const read = (path: string) => readFileSync(`${folder}${path}`, 'utf8');

/** The whole document of a small county, made the way the program makes it. */
async function whole() {
  const before = parsed('roadmap', read('remiss.md'), 'remiss.md');
  const roadmap = parsed('roadmap', read('plan.md'), 'plan.md');
  const dispositions = parsed('dispositions', read('dispositions.yaml')).model;
  const causesOf = ({ id, within = '' }: Change): string[] => {
    const hit = (items: string[] | undefined) => items?.includes(id) || items?.includes(within);
    const comments = dispositions.dispositions.filter(({ items }) => hit(items)).flatMap(({ comments: list }) => list);
    return [...comments, ...(dispositions.own?.some(({ items }) => hit(items)) ? ['own'] : [])];
  };
  const bytes = new TextEncoder().encode(roadmap.source.text);
  const revision = { fileName: 'plan.md', bytes, commit: '3f786850e387550fdab836ed7e6dc881de23001b' };
  return composeDecision({
    decision: parsed('decision', read('beslut.md'), 'beslut.md'),
    roadmap,
    before,
    binding: makeBinding(roadmap.model, revision, await sha256(bytes)),
    attachment: makeAttachment(roadmap.model, revision),
    template: completeTemplate('chair-decision', builtIn),
    changes: diffRoadmaps(before, roadmap).map((change) => ({ ...change, causes: causesOf(change) })),
    dispositions,
    responses: readdirSync(`${folder}responses`).map(
      (name) => parsed('response', read(`responses/${name}`), name).model,
    ),
    parties: parsed('parties', read('parties.yaml')).model.parties,
  });
}

const resources = { layout: new Map(), fonts: [] };

it('a whole chair’s decision, as Markdown', async () => {
  const { document, diagnostics } = await whole();
  expect(diagnostics.map(({ severity, message }) => `${severity}: ${message.sv}`)).toEqual([
    'info: Mallen har inget avsnitt ”Tidigare ställningstaganden”',
  ]);
  const text = new TextDecoder().decode(await markdown.render(document, resources));
  await expect(text).toMatchFileSnapshot('fixtures/exempellan/beslut.golden.md');
});

it('the same decision as a page', async () => {
  const { document } = await whole();
  const text = new TextDecoder().decode(await html.render(document, resources));
  await expect(text).toMatchFileSnapshot('fixtures/exempellan/beslut.golden.html');
});
