import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeAction, CompletionItem, DocumentSymbol, Hover, Location } from 'vscode-languageserver-protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fardplan, folder, root, workspace } from '../cli/run.js';
import { type Client, startClient } from './client.js';

const told = (list: readonly { range: { start: { line: number; character: number } }; code?: unknown }[]): string[] =>
  list.map(({ range, code }) => `${range.start.line + 1}:${range.start.character + 1} ${String(code)}`);

/** What `check` says of each file of a folder. */
function checked(cwd: string): Map<string, string[]> {
  const { stdout } = fardplan(['check', '--no-cache', '--format', 'json'], { cwd });
  const files = new Map<string, string[]>();
  if (stdout === '') return files;
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { file: string; line: number; column: number; rule: string }[];
  };
  for (const { file, line, column, rule } of diagnostics) {
    files.set(file, [...(files.get(file) ?? []), `${line}:${column} ${rule}`]);
  }
  return files;
}

test('random edits: the server has the text that the editor has, and says what the check says', async () => {
  const cwd = workspace('vasterbotten');
  const client = await startClient(cwd, { locale: 'en' });
  const file = 'fardplan.md';
  client.open(file);
  const pieces = [
    'x',
    '\n',
    '\r\n',
    '## ',
    '| a | b |\n',
    '{#id}',
    '---\n',
    'å',
    'a\u0308',
    '👩‍⚕️',
    '\t',
    '[a](#b)',
    '"',
    ': ',
    '- ',
    '',
  ];
  const edits = fc.sample(
    fc.record({
      at: fc.double({ min: 0.15, max: 1, noNaN: true }),
      length: fc.nat(12),
      piece: fc.constantFrom(...pieces),
    }),
    { numRuns: 60, seed: 7 },
  );
  for (const [index, { at, length, piece }] of edits.entries()) {
    const whole = client.text(file);
    let start = Math.floor(at * whole.length);
    // An editor never cuts a pair of units in two.
    if (/[\udc00-\udfff]/.test(whole.charAt(start))) start -= 1;
    let end = Math.min(whole.length, start + length);
    if (/[\udc00-\udfff]/.test(whole.charAt(end))) end += 1;
    const before = (offset: number) => {
      const lines = whole.slice(0, offset).split(/\r\n|\r|\n/);
      return { line: lines.length - 1, character: (lines.at(-1) ?? '').length };
    };
    client.edit(file, [{ range: { start: before(start), end: before(end) }, text: piece }]);
    if (index % 20 !== 19) continue;
    writeFileSync(join(cwd, file), client.text(file));
    const wanted = checked(cwd).get(file) ?? [];
    const found = await client.diagnostics(file, (list) => told(list).join() === wanted.join());
    expect(told(found)).toEqual(wanted);
  }
  expect(await client.end()).toBe(0);
  expect(client.noise).toEqual([]);
}, 120_000);

describe('nothing stops the server', () => {
  const ask = async (client: Client, file: string): Promise<void> => {
    const textDocument = { uri: client.uri(file) };
    for (const position of [
      { line: 0, character: 0 },
      { line: 1, character: 3 },
      { line: 99_999, character: 99_999 },
    ]) {
      const at = { textDocument, position };
      await client.request<CompletionItem[]>('textDocument/completion', at);
      await client.request<Hover>('textDocument/hover', at);
      await client.request<Location[]>('textDocument/definition', at);
      await client.request<Location[]>('textDocument/references', { ...at, context: { includeDeclaration: true } });
      await client.request('textDocument/prepareRename', at).catch(() => undefined);
      await client.request('textDocument/rename', { ...at, newName: 'x' }).catch(() => undefined);
    }
    await client.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
    await client.request('textDocument/foldingRange', { textDocument });
    await client
      .request('textDocument/formatting', { textDocument, options: { tabSize: 2, insertSpaces: true } })
      .catch(() => undefined);
    await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument,
      range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } },
      context: { diagnostics: [] },
    });
  };

  test('odd texts, in any order of messages', async () => {
    const client = await startClient(folder());
    const texts = [
      '',
      '---',
      '---\nfardplan: roadmap/v1\n',
      'fardplan: plan/v1\naktiviteter:\n  - { id: a, mål: [',
      '---\nfardplan: roadmap/v1\n---\n\n## a\n'.replace(/\n/g, '\r\n'),
      '---\nfardplan: response/v1\nhuvudman: a\n---\n# b\n## c {#',
      '\u0000\ufeff\ud800',
      '---\nfardplan: roadmap/v1\nid: &a [*a]\n---\n| \n|\n|||',
      `---\nfardplan: roadmap/v1\nprofil: generic\n---\n${'> '.repeat(2000)}x\n`,
      '# 👩‍⚕️ {#a}\n## {#}\n[x](#)',
    ];
    for (const [index, text] of texts.entries()) {
      const file = index % 2 === 0 ? `a${index}.md` : `a${index}.yaml`;
      client.open(file, text);
      await ask(client, file);
      client.edit(file, [
        { range: { start: { line: 0, character: 0 }, end: { line: 99_999, character: 0 } }, text: 'x' },
      ]);
      client.close(file);
      await client.request('textDocument/hover', {
        textDocument: { uri: client.uri(file) },
        position: { line: 0, character: 0 },
      });
    }
    client.notify('textDocument/didChange', {
      textDocument: { uri: client.uri('no.md'), version: 3 },
      contentChanges: [],
    });
    client.notify('textDocument/didClose', { textDocument: { uri: client.uri('no.md') } });
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: 'untitled:x', type: 3 }] });
    expect(client.log).toEqual([]);
    expect(await client.end()).toBe(0);
    expect(client.noise).toEqual([]);
  }, 60_000);

  test('a file of 10 MB is left out, with a message; the folder may go', async () => {
    const cwd = workspace('stockholm');
    const client = await startClient(cwd);
    client.open('stor.md', `---\nfardplan: roadmap/v1\n---\n\n${'Ord. '.repeat(2_000_000)}\n`);
    const [found] = await client.diagnostics('stor.md', (list) => list.length > 0);
    expect(found?.message).toContain('kontrolleras inte medan du skriver');
    client.close('stor.md');
    client.open('handlingsplan.md');
    await client.diagnostics('handlingsplan.md');
    rmSync(cwd, { recursive: true });
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri(''), type: 3 }] });
    client.type('handlingsplan.md', '\n## ', '\n\n## ');
    await client.diagnostics('handlingsplan.md');
    expect(client.log).toEqual([]);
    expect(await client.end()).toBe(0);
  }, 60_000);

  test('it ends when the client is gone', async () => {
    const client = await startClient(folder());
    const ended = new Promise<number | null>((settle) => client.process.on('exit', settle));
    client.process.stdin?.end();
    expect(await ended).toBe(1);
  });
});

test('unsaved files, files outside every folder, and files that others change', async () => {
  const cwd = workspace('stockholm');
  const client = await startClient(cwd);
  client.open(
    'plans/ny.yaml',
    'fardplan: plan/v1\nid: ny\ntitel: Ny\nfärdplan: finns-inte\når: "2027"\naktiviteter: []\n',
  );
  const found = await client.diagnostics('plans/ny.yaml', (list) => list.length > 0);
  expect(found.map(({ code }) => code)).toContain('broken-reference');

  const elsewhere = folder();
  writeFileSync(join(elsewhere, 'ensam.yaml'), 'fardplan: parties/v1\nhuvudmän: []\nokänd: 1\n');
  const path = join('..', elsewhere.split('/').at(-1) ?? '', 'ensam.yaml');
  client.open(path);
  const alone = await client.diagnostics(path, (list) => list.length > 0);
  expect(alone.map(({ code }) => code)).toEqual(['unknown-key']);

  mkdirSync(join(cwd, 'mer'));
  writeFileSync(join(cwd, 'mer', 'parter.yaml'), 'fardplan: parties/v1\nhuvudmän: []\nokänd: 1\n');
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri('mer/parter.yaml'), type: 1 }] });
  const came = await client.diagnostics('mer/parter.yaml', (list) => list.length > 0);
  expect(came.map(({ code }) => code)).toContain('unknown-key');
  rmSync(join(cwd, 'mer'), { recursive: true });
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri('mer/parter.yaml'), type: 3 }] });
  await client.diagnostics('mer/parter.yaml', (list) => list.length === 0);
  expect(await client.end()).toBe(0);
});

test('a folder of several workspaces is judged as the check judges it, each by itself', async () => {
  const cwd = folder();
  for (const name of ['stockholm', 'vasterbotten', 'vastra-gotaland'])
    cpSync(join(root, 'roadmaps', name), join(cwd, name), { recursive: true });
  // One fault in each, and one that would be none if the workspaces were one.
  for (const name of ['stockholm/handlingsplan.md', 'vasterbotten/fardplan.md', 'vastra-gotaland/fardplan.md']) {
    const path = join(cwd, name);
    writeFileSync(path, readFileSync(path, 'utf8').replace('\nversion:', '\nversoin:'));
  }
  const wanted = checked(cwd);
  expect([...wanted.keys()].map((file) => file.split('/')[0])).toEqual(
    expect.arrayContaining(['stockholm', 'vasterbotten', 'vastra-gotaland']),
  );
  const client = await startClient(cwd, { locale: 'en' });
  client.open('vasterbotten/fardplan.md');
  for (const [file, findings] of wanted)
    expect(told(await client.diagnostics(file, (list) => told(list).join() === findings.join()))).toEqual(findings);
  // Typing in one says of the others what the check says then.
  client.type('vasterbotten/fardplan.md', '\nversoin:', '\nversion:');
  writeFileSync(join(cwd, 'vasterbotten/fardplan.md'), client.text('vasterbotten/fardplan.md'));
  for (const [file, findings] of checked(cwd))
    expect(told(await client.diagnostics(file, (list) => told(list).join() === findings.join()))).toEqual(findings);
  expect(await client.end()).toBe(0);
});

test('a buffer that begins with a byte order mark: places are those of the editor, which counts it', async () => {
  const cwd = workspace('vasterbotten');
  const client = await startClient(cwd, { locale: 'en' });
  const text = readFileSync(join(cwd, 'fardplan.md'), 'utf8').replace('\nversion:', '\nversoin:');
  client.open('fardplan.md', `\ufeff${text}`);
  const wrong = (list: readonly { code?: unknown }[]) => list.some(({ code }) => code === 'unknown-key');
  const found = (await client.diagnostics('fardplan.md', wrong)).find(({ code }) => code === 'unknown-key');
  const marked = TextDocument.create('', '', 0, client.text('fardplan.md'));
  expect(found && marked.getText(found.range)).toBe('versoin');
  client.edit('fardplan.md', [
    { range: { start: { line: 0, character: 1 }, end: { line: 0, character: 1 } }, text: '\n' },
  ]);
  client.edit('fardplan.md', [
    { range: { start: { line: 0, character: 1 }, end: { line: 1, character: 0 } }, text: '' },
  ]);
  expect(rulesIn(await client.diagnostics('fardplan.md', wrong))).toContain('unknown-key');
  // A document in YAML has its key on the first line.
  client.open('plans/med-bom.yaml', '\ufefffardplan: plan/v2\n');
  const [first] = await client.diagnostics('plans/med-bom.yaml', (list) => list.length > 0);
  const yaml = TextDocument.create('', '', 0, client.text('plans/med-bom.yaml'));
  expect(first && yaml.getText(first.range)).toBe('plan/v2');
  expect(await client.end()).toBe(0);
});

const rulesIn = (list: readonly { code?: unknown }[]): unknown[] => list.map(({ code }) => code);
