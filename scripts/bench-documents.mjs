import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Two revisions of a made-up roadmap of 690 KB: the sections of a real one many times over, with 150 paragraphs edited and 20 sections moved. */
export function largePair(text) {
  const [, head, body] = text.split(/^---\n/m);
  const [lead, ...sections] = body.split(/^(?=## )/m);
  const parts = [];
  const size = () => parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  for (let copy = 0; size() < 690_000; copy += 1) {
    for (const section of sections) {
      const renamed = section.replace(/\{#([\w-]+)\}/g, `{#$1-${copy}}`).replace(/^(#+ .*?)( \{#|$)/gm, `$1 ${copy}$2`);
      parts.push(copy === 0 ? section : renamed);
    }
  }
  const paragraphs = parts.flatMap((part, at) =>
    part.split('\n\n').flatMap((each, index) => (/^\p{Lu}/u.test(each) && each.length > 150 ? [[at, index]] : [])),
  );
  const after = parts.map((part) => part.split('\n\n'));
  for (let count = 0; count < 150; count += 1) {
    const [at, index] = paragraphs[Math.floor((count * paragraphs.length) / 150)];
    const words = after[at][index].split(' ');
    words.splice(5 + (count % 7), count % 3, 'senast', String(2024 + (count % 6)));
    if (count % 4 === 0) words.push('Detta', 'följs', 'upp', 'varje', 'år.');
    after[at][index] = words.join(' ');
  }
  const later = after.map((part) => part.join('\n\n'));
  for (let count = 0; count < 20; count += 1) {
    const at = (count * 23 + 5) % (later.length - 8);
    const [section] = later.splice(at, 1);
    later.splice(at + 3 + (count % 5), 0, section);
  }
  return [parts, later].map((list) => `---\n${head}---\n${lead}${list.join('')}`);
}

/** A workspace with a round of consultation in which many parties comment on every section; gives the folder of the round. */
export function largeRound(folder, text, { parties, comments }) {
  const names = Array.from({ length: parties }, (_, index) => `part-${index + 1}`);
  const ids = [...text.matchAll(/^#{2,4} .*\{#([\w-]+)\}$/gm)].map(([, id]) => id);
  const round = join(folder, 'consultation');
  mkdirSync(join(round, 'responses'), { recursive: true });
  writeFileSync(join(folder, 'remiss.md'), text);
  writeFileSync(join(folder, 'fardplan.md'), text.replace(/dygnet runt/g, 'dag och natt'));
  writeFileSync(
    join(folder, 'parties.yaml'),
    `fardplan: parties/v1\nhuvudmän:\n${names.map((id) => `  - { id: ${id}, namn: Kommun ${id.slice(5)}, typ: kommun }\n`).join('')}`,
  );
  writeFileSync(
    join(round, 'round.yaml'),
    `fardplan: round/v1\nid: remiss\ntitel: Remiss\nfärdplan: fardplan-vastra-gotaland\nremissversion: { källa: ../remiss.md }\n` +
      `reviderad: { källa: ../fardplan.md }\nskickad: 2021-09-15\nsvar senast: 2021-12-31\n`,
  );
  const refs = [];
  const each = comments / parties;
  for (const party of names) {
    const sections = ids.map((id, at) => {
      const own = Array.from({ length: Math.ceil((each - at) / ids.length) }, (_, index) => `${id}-${index}`);
      refs.push(...own.map((name) => `${party}#${name}`));
      const lines = own.map(
        (name) => `- Vi vill att texten blir tydligare om vem som svarar för vad och när. {#${name}}`,
      );
      return own.length === 0 ? '' : `## Avsnitt {#${id}}\n\n${lines.join('\n')}\n`;
    });
    writeFileSync(
      join(round, 'responses', `${party}.md`),
      `---\nfardplan: response/v1\nhuvudman: ${party}\nremiss: remiss\ndatum: 2021-12-01\nståndpunkt: tillstyrker\n---\n\n${sections.join('\n')}`,
    );
  }
  const handled = refs.map((ref, index) => {
    const outcome = ['beaktas inte', 'noteras', 'hänskjuts'][index % 3];
    return `  - { synpunkter: ["${ref}"], hantering: ${outcome}, motivering: Se motiveringen i avsnittet. }\n`;
  });
  writeFileSync(
    join(round, 'dispositions.yaml'),
    `fardplan: dispositions/v1\nremiss: remiss\nhanteringar:\n${handled.join('')}`,
  );
  return round;
}
