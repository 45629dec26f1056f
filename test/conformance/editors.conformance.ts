import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'fardplan-conformance', 'editors');
const npm = (cwd: string, ...args: string[]) =>
  spawnSync('npm', [...args, '--silent', '--no-audit', '--no-fund'], { cwd });

describe('yaml-language-server', () => {
  const server = join(cache, 'node_modules', 'yaml-language-server', 'bin', 'yaml-language-server');
  beforeAll(() => {
    mkdirSync(cache, { recursive: true });
    if (!existsSync(join(cache, 'package.json'))) writeFileSync(join(cache, 'package.json'), '{"private":true}\n');
    if (!existsSync(server)) npm(cache, 'install', 'yaml-language-server@1.19.2');
    expect(existsSync(server)).toBe(true);
  });

  /** What it says of texts whose first line names one of our schemas. */
  async function said(texts: Record<string, string>): Promise<Record<string, string[]>> {
    const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const found: Record<string, string[]> = {};
    let heard = () => {};
    connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
      const list = diagnostics as { message: string; range: { start: { line: number } } }[];
      found[uri as string] = list.map(({ message, range }) => `${range.start.line + 1}: ${message}`);
      heard();
    });
    connection.onRequest('workspace/configuration', ({ items }) =>
      (items as unknown[]).map(() => ({ validate: true, schemaStore: { enable: false } })),
    );
    connection.onRequest('client/registerCapability', () => null);
    connection.listen();
    await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
    await connection.sendNotification('initialized', {});
    await connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { yaml: { validate: true, schemaStore: { enable: false } } },
    });
    for (const [name, text] of Object.entries(texts)) {
      const uri = pathToFileURL(join(cache, name)).href;
      const told = new Promise<void>((settle) => {
        heard = settle;
      });
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'yaml', version: 1, text },
      });
      await told;
    }
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    connection.dispose();
    return Object.fromEntries(Object.entries(found).map(([uri, list]) => [uri.replace(/^.*\//, ''), list]));
  }

  const modeline = (kind: string, language: string) =>
    `# yaml-language-server: $schema=${pathToFileURL(join(root, 'dist', 'schemas', `${kind}.${language}.json`)).href}\n`;
  const example = (path: string) => readFileSync(join(root, 'roadmaps', path), 'utf8');

  /** Good documents in the words of each language, and the same register three times with a fault. */
  const documents: Record<'sv' | 'en', { good: [kind: string, text: string][]; bad: Record<string, string> }> = {
    sv: {
      good: [
        ['parties', example('vastra-gotaland/parties.yaml')],
        ['adoption', example('vastra-gotaland/adoption.yaml')],
        ['round', example('vastra-gotaland/consultation/round.yaml')],
        ['dispositions', example('vastra-gotaland/consultation/dispositions.yaml')],
      ],
      bad: {
        key: 'fardplan: parties/v1\nhuvudmän: []\nokänd: 1\n',
        word: 'fardplan: parties/v1\nhuvudmän:\n  - { id: a, namn: A, typ: förening }\n',
        type: 'fardplan: parties/v1\nhuvudmän: nej\n',
      },
    },
    en: {
      good: [
        ['parties', 'fardplan: parties/v1\nparties:\n  - { id: a, name: A, type: municipality }\n'],
        ['adoption', 'fardplan: adoption/v1\nroadmap: { id: r, version: "1.0" }\nparties: parties.yaml\nentries: []\n'],
      ],
      bad: {
        key: 'fardplan: parties/v1\nparties: []\nunknown: 1\n',
        word: 'fardplan: parties/v1\nparties:\n  - { id: a, name: A, type: club }\n',
        type: 'fardplan: parties/v1\nparties: no-list\n',
      },
    },
  };

  test.each(['sv', 'en'] as const)(
    'accepts the schemas (%s): nothing on good documents, the fault on bad ones',
    async (language) => {
      const { good, bad } = documents[language];
      const texts = Object.fromEntries(good.map(([kind, text]) => [`${kind}.yaml`, modeline(kind, language) + text]));
      const faulty = Object.fromEntries(
        Object.entries(bad).map(([name, text]) => [`bad-${name}.yaml`, modeline('parties', language) + text]),
      );
      const found = await said({ ...texts, ...faulty });
      for (const name of Object.keys(texts)) expect(found[name], name).toEqual([]);
      expect(found['bad-key.yaml']?.join()).toMatch(/4: /);
      expect(found['bad-word.yaml']?.join()).toMatch(/^4: /);
      expect(found['bad-type.yaml']?.join()).toMatch(/^3: /);
    },
  );
});

test('the VS Code extension can be packaged', () => {
  const folder = join(cache, 'vscode');
  rmSync(join(folder, 'fardplan-0.1.0.vsix'), { force: true });
  cpSync(join(root, 'templates', 'editors', 'vscode'), folder, { recursive: true });
  if (!existsSync(join(folder, 'node_modules'))) npm(folder, 'install');
  const vsce = join(folder, 'node_modules', '@vscode', 'vsce', 'vsce');
  const { status, stdout } = spawnSync(process.execPath, [vsce, 'package'], { cwd: folder, encoding: 'utf8' });
  expect(status, stdout).toBe(0);
  expect(existsSync(join(folder, 'fardplan-0.1.0.vsix'))).toBe(true);
});
