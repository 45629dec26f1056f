// The language server, as an editor meets it: keystrokes of different kinds in a roadmap of 35 KB, in a workspace of 100 documents; the time
// from each to the diagnostics of that version. Run by itself: node scripts/bench-lsp.mjs
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

const root = fileURLToPath(new URL('..', import.meta.url));

const methods = Array.from({ length: 20 }, (_, index) => ({
  id: `arbetssatt-${index + 1}`,
  title: `Utveckla arbetssätt ${index + 1}`,
}));

/** A roadmap of about 35 KB with every part that rules look at. */
function roadmap() {
  const prose = (index) =>
    `Arbetssättet innebär att kommunerna och regionen planerar tillsammans för den som har stora behov. Teamet möter personen hemma, följer upp varje kontakt och lämnar över skriftligt. Vården ges nära, och den som arbetar får stöd av en gemensam rutin. Samma plan används av alla som deltar, och den följs upp efter ${index + 2} månader.`;
  const parts = methods.map(
    ({ id, title }, index) =>
      `### ${index + 1}. ${title} {#${id}}\n\n${Array.from({ length: 4 }, (_, at) => prose(index + at)).join('\n\n')}\n\nSe även [nästa arbetssätt](#${methods[(index + 1) % methods.length].id}).\n`,
  );
  const times = methods.map(
    ({ id, title }, index) =>
      `| ${2024 + (index % 7)} | Avstämning av ${title.toLowerCase()} | avstämning | Kansliet | ${id} | tid-${index + 1} |`,
  );
  const measures = methods.map(
    ({ id }, index) =>
      `| Andel personer med plan, del ${index + 1} | Lokal källa | region | öka | % | 62 (2023) | 80 (2030) | ${id} |`,
  );
  return `---
fardplan: roadmap/v1
id: fardplan-bench
titel: Färdplan – gemensam strategi för nära vård
profil: generic
version: "2.0"
status: utkast
period: { från: 2024, till: 2030 }
---

# Färdplan – gemensam strategi för nära vård

Färdplanen visar vägen till en nära vård.

## Målbild

- Vården är nära, trygg och samordnad. {#trygg}
- Den som arbetar i vården har tid för varje person. {#tid}

## Förändrade arbetssätt

${parts.join('\n')}
## Tidsplan

| När | Vad | Typ | Ansvarig | Beror på | Id |
| --- | --- | --- | --- | --- | --- |
${times.join('\n')}

## Uppföljning

| Indikator | Källa | Nivå | Riktning | Enhet | Nuläge | Målvärde | Mäter |
| --- | --- | --- | --- | --- | --- | --- | --- |
${measures.join('\n')}
`;
}

function workspaceOf100(folder) {
  const write = (path, text) => writeFileSync(join(folder, path), text);
  for (const name of ['plans', 'consultation/responses']) mkdirSync(join(folder, name), { recursive: true });
  const text = roadmap();
  write('fardplan.md', text);
  const parties = Array.from({ length: 50 }, (_, index) => `kommun-${index + 1}`);
  write(
    'parties.yaml',
    `fardplan: parties/v1\nhuvudmän:\n${parties.map((id, index) => `  - { id: ${id}, namn: Kommun ${index + 1}, typ: kommun }`).join('\n')}\n`,
  );
  write(
    'consultation/round.yaml',
    'fardplan: round/v1\nid: remiss\ntitel: Remiss\nfärdplan: fardplan-bench\nremissversion: { källa: ../fardplan.md, version: "2.0" }\nskickad: 2024-01-10\nsvar senast: 2024-04-30\n',
  );
  for (const [index, id] of parties.entries()) {
    const { id: item, title } = methods[index % methods.length];
    write(
      `consultation/responses/${id}.md`,
      `---\nfardplan: response/v1\nhuvudman: ${id}\nremiss: remiss\ndatum: 2024-03-01\nståndpunkt: tillstyrker\n---\n\n# Yttrande\n\nVi ställer oss bakom färdplanen.\n\n## ${title} {#${item}}\n\nTeamen behövs även på natten.\n`,
    );
  }
  write(
    'consultation/dispositions.yaml',
    `fardplan: dispositions/v1\nremiss: remiss\nhanteringar:\n${parties.map((id, index) => `  - { synpunkter: ["${id}#${methods[index % methods.length].id}"], hantering: noteras, motivering: Tas med i planeringen. }`).join('\n')}\n`,
  );
  write(
    'adoption.yaml',
    `fardplan: adoption/v1\nfärdplan: { id: fardplan-bench, version: "2.0" }\nregister: parties.yaml\nbeslut:\n${parties.map((id) => `  - { huvudman: ${id}, status: ej behandlad }`).join('\n')}\n`,
  );
  for (let index = 0; index < 45; index += 1) {
    write(
      `plans/plan-${index + 1}.yaml`,
      `fardplan: plan/v1\nid: plan-${index + 1}\ntitel: Plan ${index + 1}\nfärdplan: fardplan-bench\når: "${2024 + (index % 7)}"\naktiviteter:\n  - { id: aktivitet-${index + 1}, titel: Planera, mål: [${methods[index % methods.length].id}], ansvarig: Kansliet, leverans: En plan }\n`,
    );
  }
  return text;
}

/** Keystrokes as people make them: words in prose, in headings and tables, half keys, ids that break and are mended, lines that come and go. */
function keystrokes(text) {
  const bursts = [
    ['Teamet möter personen hemma', ' och i skolan'],
    ['### 3. Utveckla arbetssätt 3', ' med alla'],
    ['| Avstämning av utveckla arbetssätt 7', ' x'],
    ['status: utkast', '\ndokumentan'],
    ['{#arbetssatt-9', '-ny'],
    ['(#arbetssatt-12', 'b'],
    ['## Tidsplan', '\n\nTiderna gäller alla.'],
    ['Vården är nära', ', lätt att nå'],
    ['| 62 (2023)', '1'],
    ['Färdplanen visar vägen', '\n\n- en punkt\n- en till'],
  ];
  const strokes = [];
  for (const [mark, typed] of bursts) {
    const index = text.indexOf(mark);
    if (index < 0) throw new Error(`${mark} is not in the text`);
    const at = index + mark.length;
    for (const [step, letter] of [...typed].entries()) strokes.push({ at: at + step, remove: 0, text: letter });
    for (let step = typed.length; step > 0; step -= 1) strokes.push({ at: at + step - 1, remove: 1, text: '' });
  }
  return strokes;
}

/**
 * Milliseconds that a process’s first thread has had of the processors, where the system tells: what a keystroke takes on a machine with nothing
 * else to do.
 */
function cpuOf(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return NaN;
  }
}

/** Types in a fresh workspace; gives the milliseconds of each keystroke. `pause` is what a person takes between two, in milliseconds. */
export async function benchLsp({ strokes: wanted = 200, pause = 60 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'fardplan-bench-lsp-'));
  let text = workspaceOf100(folder);
  const bytes = Buffer.byteLength(text);
  const server = spawn(process.execPath, [join(root, 'bin', 'fardplan.js'), 'lsp'], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const uri = pathToFileURL(join(folder, 'fardplan.md')).href;
  let waiting;
  const files = new Set();
  connection.onNotification('textDocument/publishDiagnostics', (told) => {
    files.add(told.uri);
    if (told.uri === uri && told.version === waiting?.version) waiting.settle();
  });
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  const told = (version) => new Promise((settle) => (waiting = { version, settle }));
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    locale: 'sv',
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'bench' }],
    capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } },
  });
  await connection.sendNotification('initialized', {});
  const opened = performance.now();
  const first = told(1);
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'markdown', version: 1, text },
  });
  await first;
  const start = performance.now() - opened;
  const place = (offset) => {
    const before = text.slice(0, offset).split('\n');
    return { line: before.length - 1, character: before.at(-1).length };
  };
  const busy = [];
  const times = [];
  const all = keystrokes(text);
  let version = 1;
  for (let index = 0; index < wanted; index += 1) {
    const { at, remove, text: typed } = all[index % all.length];
    version += 1;
    const range = { start: place(at), end: place(at + remove) };
    text = text.slice(0, at) + typed + text.slice(at + remove);
    await new Promise((settle) => setTimeout(settle, pause));
    const answer = told(version);
    const before = cpuOf(server.pid);
    const began = performance.now();
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text: typed }],
    });
    await answer;
    times.push(performance.now() - began);
    busy.push(cpuOf(server.pid) - before);
  }
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  connection.dispose();
  rmSync(folder, { recursive: true, force: true });
  const part = (list, share) =>
    list.toSorted((one, other) => one - other)[Math.min(list.length - 1, Math.ceil(list.length * share) - 1)];
  const figures = (list) => ({ p50: part(list, 0.5), p95: part(list, 0.95), max: part(list, 1) });
  return { strokes: times.length, bytes, start, wall: figures(times), processor: figures(busy) };
}

/** Prints the row of the language server; `true` if it keeps the limit. */
export async function printLsp(limit = 50) {
  const { strokes, bytes, start, wall, processor } = await benchLsp();
  const ms = (value) => `${value.toFixed(1)} ms`;
  const row = ({ p50, p95, max }) => `p50 ${ms(p50)}   p95 ${ms(p95)}   max ${ms(max)}`;
  console.log(
    `lsp      ${strokes} keystrokes in ${(bytes / 1024).toFixed(0)} KB, 100 documents   ${row(wall)}   first ${ms(start)}   limit p95 ${limit} ms   ${wall.p95 < limit ? 'ok' : 'OVER'}`,
  );
  console.log(`         of that, on the processor${' '.repeat(25)}${row(processor)}`);
  return wall.p95 < limit;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = (await printLsp()) ? 0 : 1;
