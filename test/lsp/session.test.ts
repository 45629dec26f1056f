import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  CodeAction,
  CompletionItem,
  DocumentSymbol,
  Hover,
  Location,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { expect, test } from 'vitest';
import { fardplan, workspace } from '../cli/run.js';
import { type Client, startClient } from './client.js';

const asList = (found: CompletionItem[] | { items: CompletionItem[] }): CompletionItem[] =>
  Array.isArray(found) ? found : found.items;
const rulesOf = (found: readonly { code?: unknown }[]): unknown[] => found.map(({ code }) => code);
const labels = async (client: Client, params: unknown): Promise<string[]> =>
  asList(await client.request('textDocument/completion', params)).map(({ label }) => label);

/** What `check` calls errors, run as a command. */
function errors(cwd: string): string[] {
  const { diagnostics } = JSON.parse(fardplan(['check', '--no-cache', '--format', 'json'], { cwd }).stdout) as {
    diagnostics: { file: string; line: number; severity: string; message: string }[];
  };
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ file, line, message }) => `${file}:${line} ${message}`);
}

test('an editor session: a fault is seen and mended, ids are completed, found and renamed, and the file is formatted', async () => {
  const folder = workspace('vastra-gotaland');
  const client = await startClient(folder);
  expect(client.started.serverInfo?.name).toBe('fardplan');
  client.open('fardplan.md');
  expect((await client.diagnostics('fardplan.md')).filter(({ severity }) => severity === 1)).toEqual([]);

  // A key that is misspelled, told in the language of the client, at the key.
  client.type('fardplan.md', '\nversion:', '\nversoin:');
  const found = await client.diagnostics('fardplan.md', (list) => rulesOf(list).includes('unknown-key'));
  const fault = found.find(({ code }) => code === 'unknown-key');
  expect(fault).toMatchObject({ source: 'fardplan', severity: 1 });
  expect(fault?.message).toContain('versoin');
  const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: client.uri('fardplan.md') },
    range: fault?.range,
    context: { diagnostics: [fault] },
  });
  expect(actions.map(({ title }) => title)).not.toEqual([]);
  client.type('fardplan.md', '\nversoin:', '\nversion:');
  await client.diagnostics('fardplan.md', (list) => !rulesOf(list).includes('unknown-key'));

  // What is safe is offered first, and all of it at once.
  client.type('fardplan.md', '## Målbild', '## Ma\u030albild');
  const composed = await client.diagnostics('fardplan.md', (list) => rulesOf(list).includes('composed-letters'));
  const at1 = composed.find(({ code }) => code === 'composed-letters')?.range;
  const offered = await client.request<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: client.uri('fardplan.md') },
    range: at1,
    context: { diagnostics: composed },
  });
  const [preferred] = offered.filter(({ isPreferred }) => isPreferred);
  expect(offered.map(({ kind }) => kind)).toContain('source.fixAll.fardplan');
  expect(offered.some(({ title }) => title.startsWith('Tillåt här'))).toBe(true);
  client.apply(preferred?.edit ?? {});
  expect(client.text('fardplan.md')).toContain('## Målbild');
  await client.diagnostics('fardplan.md', (list) => !rulesOf(list).includes('composed-letters'));

  // An answer’s heading, completed in the middle of a line.
  const answer = 'consultation/responses/goteborg.md';
  client.open(answer);
  const hover = await client.request<Hover | null>('textDocument/hover', client.at(answer, 'huvudman:', 2));
  expect(JSON.stringify(hover)).toContain('huvudman');
  const party = await client.request<Hover | null>('textDocument/hover', client.at(answer, 'huvudman:', 12));
  expect(JSON.stringify(party)).toContain('kommun');
  const [register] = await client.request<Location[]>('textDocument/definition', client.at(answer, 'huvudman:', 12));
  expect(register?.uri).toBe(client.uri('parties.yaml'));
  client.type(answer, '\ndatum:', '\nstå\ndatum:');
  expect(await labels(client, client.at(answer, '\nstå\n', 4))).toContain('sammanfattning');
  client.type(answer, '\nstå\n', '\n');

  const outline = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', {
    textDocument: { uri: client.uri('fardplan.md') },
  });
  expect(outline.length).toBeGreaterThan(4);

  // Renaming an item follows it through the workspace, and the check finds nothing that was left behind.
  const required = client.at('fardplan.md', '{#mobila-team', 4);
  await expect(client.request('textDocument/prepareRename', required)).rejects.toThrow('kräver att');
  const at = client.at('fardplan.md', 'digital-plan', 4);
  const references = await client.request<Location[]>('textDocument/references', {
    ...at,
    context: { includeDeclaration: true },
  });
  expect(new Set(references.map(({ uri }) => uri)).size).toBeGreaterThan(1);
  const prepared = await client.request<{ placeholder: string }>('textDocument/prepareRename', at);
  expect(prepared.placeholder).toBe('digital-plan');
  const refused = (newName: string) => expect(client.request('textDocument/rename', { ...at, newName })).rejects;
  await refused('två ord').toThrow('kan inte vara ett id');
  await refused('malbild').toThrow('används redan');
  const edit = await client.request<WorkspaceEdit>('textDocument/rename', { ...at, newName: 'plan-digitalt' });
  expect(edit.documentChanges?.length).toBeGreaterThan(1);
  client.apply(edit);
  expect(client.text('fardplan.md')).toContain('plan-digitalt');
  expect(client.text('fardplan.md')).not.toContain('digital-plan');
  writeFileSync(join(folder, 'fardplan.md'), client.text('fardplan.md'));
  expect(errors(folder)).toEqual([]);

  // An id that follows from the name of the principal is followed too.
  const gbg = { ...client.at(answer, 'huvudman:', 12), newName: 'gbg' };
  client.apply(await client.request<WorkspaceEdit>('textDocument/rename', gbg));
  writeFileSync(join(folder, answer), client.text(answer));
  expect(readFileSync(join(folder, 'consultation/dispositions.yaml'), 'utf8')).toMatch(/gbg#/);
  expect(readFileSync(join(folder, 'adoption.yaml'), 'utf8')).toContain('huvudman: gbg');
  expect(errors(folder)).toEqual([]);

  const formatting = await client.request<TextEdit[]>('textDocument/formatting', {
    textDocument: { uri: client.uri(answer) },
    options: { tabSize: 2, insertSpaces: true },
  });
  expect(Array.isArray(formatting)).toBe(true);
  client.close(answer);
  client.close('fardplan.md');
  expect(await client.end()).toBe(0);
  expect(client.noise).toEqual([]);
});

test('what the server says of every file is what the check says', async () => {
  const folder = workspace('vastra-gotaland');
  const spoilt = readFileSync(join(folder, 'fardplan.md'), 'utf8').replace('\nversion:', '\nversoin:');
  writeFileSync(join(folder, 'fardplan.md'), spoilt);
  const client = await startClient(folder, { locale: 'en' });
  client.open('fardplan.md');
  await client.diagnostics('fardplan.md', (list) => list.length > 0);
  const checked = JSON.parse(fardplan(['check', '--format', 'json'], { cwd: folder }).stdout) as {
    diagnostics: { file: string; line: number; column: number; rule: string }[];
  };
  for (const file of new Set(checked.diagnostics.map((each) => each.file))) {
    const wanted = checked.diagnostics
      .filter((each) => each.file === file)
      .map(({ line, column, rule }) => `${line}:${column} ${rule}`);
    const told = (list: readonly { range: { start: { line: number; character: number } }; code?: unknown }[]) =>
      list.map(({ range, code }) => `${range.start.line + 1}:${range.start.character + 1} ${String(code)}`);
    const found = await client.diagnostics(file, (list) => told(list).join() === wanted.join());
    expect(told(found)).toEqual(wanted);
  }
  expect(await client.end()).toBe(0);
});
