'use strict';
// A thin client: all that is known of documents is known by `fardplan lsp`.
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { commands, window, workspace } = require('vscode');
const { LanguageClient, TransportKind } = require('vscode-languageclient/node');

let client;

/** The program to start: the one that is set, else the workspace’s own, else the one on the PATH. */
function program() {
  const chosen = workspace.getConfiguration('fardplan').get('path');
  if (chosen) return { command: chosen, args: ['lsp'] };
  for (const { uri } of workspace.workspaceFolders ?? []) {
    const own = join(uri.fsPath, 'node_modules', 'fardplan', 'bin', 'fardplan.js');
    if (uri.scheme === 'file' && existsSync(own)) return { command: 'node', args: [own, 'lsp'] };
  }
  // On Windows npm makes a batch file, which only a shell can start.
  return { command: 'fardplan', args: ['lsp'], options: { shell: process.platform === 'win32' } };
}

async function start() {
  client = new LanguageClient(
    'fardplan',
    'fardplan',
    { ...program(), transport: TransportKind.stdio },
    {
      documentSelector: ['markdown', 'yaml'].flatMap((language) => [
        { scheme: 'file', language },
        { scheme: 'untitled', language },
      ]),
      initializationOptions: { language: workspace.getConfiguration('fardplan').get('language') },
      outputChannelName: 'fardplan',
    },
  );
  try {
    await client.start();
  } catch (error) {
    const sv = /^sv/i.test(require('vscode').env.language);
    // Not waited for: until somebody has closed it, the extension would be one that is being started.
    void window.showErrorMessage(
      sv
        ? `Språkservern startade inte (${error.message}). Installera den med ”npm install -g fardplan”, eller ange fardplan.path.`
        : `The language server did not start (${error.message}). Install it with “npm install -g fardplan”, or set fardplan.path.`,
    );
  }
}

async function stop() {
  const running = client;
  client = undefined;
  if (running?.needsStop()) await running.stop();
}

async function restart() {
  await stop();
  await start();
}

exports.activate = async (context) => {
  context.subscriptions.push(
    commands.registerCommand('fardplan.restart', restart),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('fardplan.path') || change.affectsConfiguration('fardplan.language')) void restart();
    }),
  );
  await start();
};

exports.deactivate = stop;
