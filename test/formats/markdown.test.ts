import { expect, it } from 'vitest';
import { markdown } from '../../src/formats/markdown.js';
import type { DecisionDocument } from '../../src/model/document.js';

const document: DecisionDocument = {
  language: 'sv-SE',
  title: 'Beslut om *planen*',
  kindLabel: 'Ordförandebeslut',
  organisation: 'Exempellän',
  unit: 'Samrådet',
  address: ['registrator@lan.example'],
  subject: '',
  author: '',
  date: '2022-03-18',
  recipient: 'Kommunerna',
  layout: 'decision',
  blocks: [{ type: 'heading', level: 2, id: 'b', children: [{ type: 'text', text: 'Beslut' }] }],
  roadmap: { id: 'plan', title: 'Planen', version: '2.0', sha256: 'ab', draft: 'no-git', fileName: 'plan.md' },
  attachment: { name: 'plan.md', mediaType: 'text/markdown', description: '', bytes: new Uint8Array() },
};

it('begins with the title, the draft mark, the sender and the facts', async () => {
  const bytes = await markdown.render(document, { layout: new Map(), fonts: [] });
  expect(new TextDecoder().decode(bytes)).toBe(
    '# Beslut om \\*planen\\*\n\n**UTKAST**\n\n**Ordförandebeslut**\\\nExempellän\\\nSamrådet\\\n<registrator@lan.example>\n\n- **Datum:** 2022-03-18\n- **Mottagare:** Kommunerna\n\n## Beslut\n',
  );
});
