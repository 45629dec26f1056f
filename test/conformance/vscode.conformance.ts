import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fardplan, folder, root } from '../cli/run.js';
import { onPath, retry, spoilt, until } from './editor-session.js';

const cache = join(root, 'node_modules', '.cache', 'fardplan-conformance');
const server = join(cache, 'code-server', 'node_modules', 'code-server', 'lib', 'vscode');
const there =
  existsSync(join(server, 'node_modules/@vscode/ripgrep/bin/rg')) &&
  spawnSync('chromium', ['--version'], { stdio: 'ignore' }).error === undefined;

/** The server of VS Code on the loopback interface, on a port that it tells. */
const serve = `
import http from 'node:http';
const { loadCodeWithNls } = await import(process.env.VSCODE_SERVER + '/out/server-main.js');
const code = await (await loadCodeWithNls()).createServer(null, {
  _: [], 'accept-server-license-terms': true, compatibility: '1.64', 'without-connection-token': true,
  'user-data-dir': process.env.VSCODE_DATA, 'extensions-dir': process.env.VSCODE_EXTENSIONS,
  'disable-telemetry': true, 'disable-workspace-trust': true, 'disable-update-check': true,
});
const web = http.createServer((request, response) => code.handleRequest(request, response));
web.on('upgrade', (request, socket) => { code.handleUpgrade(request, socket); socket.resume(); });
web.listen(0, '127.0.0.1', () => console.log('port ' + web.address().port));
`;

/** An extension beside ours, which does what a user does and writes what it sees to a file. */
const probe = `
const vscode = require('vscode');
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const found = {};
const told = (name, value) => { found[name] = value; writeFileSync(join(__dirname, 'seen.json'), JSON.stringify(found)); };
const folder = () => vscode.workspace.workspaceFolders[0].uri.fsPath;
const pause = () => new Promise((settle) => setTimeout(settle, 200));
async function diagnostics(document, holds) {
  for (let turn = 0; turn < 150; turn += 1) {
    const list = vscode.languages.getDiagnostics(document.uri).map(({ code, source, range }) => ({ code, source, line: range.start.line + 1, range }));
    if (holds(list)) return list;
    await pause();
  }
  throw new Error('waited in vain for diagnostics');
}
exports.activate = async () => {
  try {
    const document = await vscode.workspace.openTextDocument(join(folder(), 'fardplan.md'));
    await vscode.window.showTextDocument(document);
    const at = (words) => document.positionAt(document.getText().indexOf(words));
    const has = (code) => (list) => list.some((each) => each.code === code);
    const seen = await diagnostics(document, has('composed-letters'));
    told('diagnostics', seen.map(({ code, source, line }) => ({ code, source, line })));
    const { range } = seen.find(({ code }) => code === 'composed-letters');
    let actions = [];
    // Whoever asks in the moment when the server has just started gets what others offer.
    for (let turn = 0; turn < 150 && !actions.some(({ isPreferred }) => isPreferred); turn += 1) {
      await pause();
      actions = await vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, range);
    }
    told('actions', actions.map(({ title }) => title));
    await vscode.workspace.applyEdit(actions.find(({ isPreferred }) => isPreferred).edit);
    const repair = new vscode.WorkspaceEdit();
    repair.replace(document.uri, new vscode.Range(at('verson:'), at('verson:').translate(0, 6)), 'version');
    await vscode.workspace.applyEdit(repair);
    await diagnostics(document, (list) => list.length === 0);
    told('mended', true);
    const edits = await vscode.commands.executeCommand('vscode.executeFormatDocumentProvider', document.uri, { tabSize: 2, insertSpaces: true });
    const format = new vscode.WorkspaceEdit();
    format.set(document.uri, edits);
    await vscode.workspace.applyEdit(format);
    const word = at('digital-plan').translate(0, 3);
    const hovers = await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, word);
    told('hover', hovers.flatMap(({ contents }) => contents.map((each) => each.value ?? each)).join(' '));
    const renamed = await vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', document.uri, word, 'plan-digital');
    await vscode.workspace.applyEdit(renamed);
    // Files that are not on view are opened for it, and are there to be saved a moment later.
    const other = join(folder(), 'consultation', 'dispositions.yaml');
    for (let turn = 0; turn < 150 && !readFileSync(other, 'utf8').includes('plan-digital'); turn += 1) {
      await vscode.workspace.saveAll();
      await pause();
    }
    const answer = await vscode.workspace.openTextDocument(join(folder(), 'consultation/responses/goteborg.md'));
    const line = answer.positionAt(answer.getText().indexOf('\\nhuvudman: ') + 1);
    const places = await vscode.commands.executeCommand('vscode.executeDefinitionProvider', answer.uri, line.translate(0, 12));
    told('definition', places.map((each) => (each.uri ?? each.targetUri).path.split('/').pop()));
    const keys = await vscode.commands.executeCommand('vscode.executeCompletionItemProvider', answer.uri, line);
    told('keys', keys.items.map(({ label }) => label.label ?? label));
    told('active', vscode.extensions.getExtension('fardplan.fardplan').isActive);
  } catch (error) {
    told('error', String(error.stack));
  }
  told('end', true);
};
`;

const observing = {
  name: 'observer',
  publisher: 'test',
  version: '0.0.1',
  engines: { vscode: '^1.91.0' },
  main: './probe.js',
  activationEvents: ['onStartupFinished'],
};

test.skipIf(!there)(
  `the extension in VS Code${there ? '' : ' (skipped without code-server, ripgrep or Chromium)'}`,
  { timeout: 300_000, retry },
  async () => {
    const { cwd, path, canonical } = spoilt();

    const home = folder();
    const packaged = join(cache, 'editors', 'vscode');
    mkdirSync(packaged, { recursive: true });
    cpSync(join(root, 'templates', 'editors', 'vscode'), packaged, { recursive: true });
    spawnSync('npm', ['install', '--silent', '--no-audit', '--no-fund'], { cwd: packaged });
    const vsce = join(packaged, 'node_modules', '@vscode', 'vsce', 'vsce');
    const vsix = join(home, 'fardplan.vsix');
    expect(spawnSync(process.execPath, [vsce, 'package', '--out', vsix], { cwd: packaged }).status).toBe(0);
    const data = join(home, 'data');
    const extensions = join(home, 'extensions');
    const observer = join(home, 'observer');
    for (const each of [join(data, 'Machine'), join(data, 'logs'), observer]) mkdirSync(each, { recursive: true });
    writeFileSync(join(observer, 'probe.js'), probe);
    writeFileSync(join(observer, 'package.json'), JSON.stringify(observing));
    const other = join(home, 'observer.vsix');
    const packing = [vsce, 'package', '--out', other, '--allow-missing-repository', '--skip-license'];
    const packed = spawnSync(process.execPath, packing, { cwd: observer, encoding: 'utf8' });
    expect(packed.status, packed.stderr).toBe(0);
    // In a file: what Node is started with, its children are started with too.
    const serving = join(home, 'serve.mjs');
    writeFileSync(serving, serve);
    const seen = join(extensions, 'test.observer-0.0.1', 'seen.json');
    const env = {
      ...onPath(home),
      VSCODE_SERVER: server,
      VSCODE_DATA: data,
      VSCODE_EXTENSIONS: extensions,
      CODE_SERVER_PARENT_PID: String(process.pid),
      // No shop is asked, and no login shell what the environment is.
      EXTENSIONS_GALLERY: '{"serviceUrl":"http://127.0.0.1:9"}',
    };
    writeFileSync(
      join(data, 'Machine', 'settings.json'),
      JSON.stringify({ 'fardplan.path': join(home, 'bin', 'fardplan'), 'fardplan.language': 'sv' }),
    );
    const install = `const { loadCodeWithNls } = await import(process.env.VSCODE_SERVER + '/out/server-main.js');
      await (await loadCodeWithNls()).spawnCli({ _: [], 'install-extension': ${JSON.stringify([vsix, other])}, 'extensions-dir': process.env.VSCODE_EXTENSIONS, 'user-data-dir': process.env.VSCODE_DATA });`;
    const installed = spawnSync(process.execPath, ['--input-type=module', '-e', install], {
      cwd: home,
      env,
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(installed.stdout, installed.stderr).toMatch(/'fardplan\.vsix' was success/);
    expect(installed.stdout).toMatch(/'observer\.vsix' was success/);

    const code = spawn(process.execPath, [serving], { cwd: home, env, stdio: ['ignore', 'pipe', 'ignore'] });
    onTestFinished(() => void code.kill('SIGKILL'));
    let said = '';
    code.stdout.on('data', (part) => {
      said += String(part);
    });
    await until(
      () => /port \d+/.test(said),
      'the server of VS Code',
      () => said,
    );
    const address = `http://127.0.0.1:${/port (\d+)/.exec(said)?.[1] ?? ''}/?folder=${encodeURIComponent(cwd)}`;
    const browser = spawn(
      'chromium',
      [
        '--headless=new',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--disable-component-update',
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
        `--user-data-dir=${join(home, 'browser')}`,
        '--remote-debugging-port=0',
        address,
      ],
      { env, stdio: 'ignore', detached: true },
    );
    onTestFinished(async () => {
      const ended = new Promise((settle) => browser.once('exit', settle));
      process.kill(-(browser.pid ?? 0), 'SIGKILL');
      await ended;
    });
    const told = () => (existsSync(seen) ? (JSON.parse(readFileSync(seen, 'utf8')) as Record<string, unknown>) : {});
    await until(
      () => told()['end'] === true,
      'what VS Code shows',
      () => JSON.stringify(told()) + said,
      150_000,
    );
    expect(told()).toMatchObject({
      diagnostics: expect.arrayContaining([
        { code: 'unknown-key', source: 'fardplan', line: 13 },
        expect.objectContaining({ code: 'composed-letters' }),
      ]) as unknown,
      actions: expect.arrayContaining([expect.stringContaining('Tillåt här')]) as unknown,
      mended: true,
      hover: expect.stringContaining('digital-plan') as unknown,
      definition: ['parties.yaml'],
      keys: expect.arrayContaining(['sammanfattning']) as unknown,
      active: true,
    });
    expect(readFileSync(path, 'utf8')).toBe(canonical.replaceAll('digital-plan', 'plan-digital'));
    expect(readFileSync(join(cwd, 'consultation/dispositions.yaml'), 'utf8')).toContain('plan-digital');
    expect(fardplan(['check', '--no-cache'], { cwd }).code).toBe(0);
  },
);
