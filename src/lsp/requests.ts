import { resolve } from 'node:path';
import {
  type ClientCapabilities,
  type Connection,
  LSPErrorCodes,
  type Position,
  ResponseError,
  type SymbolInformation,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { Source } from '../core/source.js';
import { codeActions, textEdit } from './code-actions.js';
import { complete, rangeBetween } from './complete.js';
import type { Editor } from './editor.js';
import { definitions, references } from './find-names.js';
import { formatted } from './format.js';
import { hover } from './hover.js';
import { folds, matchingNames, outline } from './outline.js';
import { shifted } from './places.js';
import { type Edits, rename, renamed } from './rename.js';
import type { Placed, View } from './workspace-run.js';

type Answered = <T>(work: () => Promise<T>) => Promise<T | ResponseError>;

/** A document as a request finds it. */
interface Here {
  path: string;
  view: View;
  source: Source;
  /** Characters before it that the client counts. */
  mark: 0 | 1;
  placed: Placed | undefined;
  offset(position: Position): number;
}

/** The most that a search over the workspace gives: nobody reads more. */
const mostSymbols = 500;

/** Answers what a client asks about its documents. */
export function answerRequests(
  connection: Connection,
  editor: Editor,
  capabilities: () => ClientCapabilities | undefined,
  answered: Answered,
): void {
  const here = async (uri: string): Promise<Here | undefined> => {
    const buffer = editor.buffer(uri);
    if (!buffer) return undefined;
    const { path } = buffer;
    const view = await editor.view(path);
    // A text that is no document yet is completed all the same.
    const source = (await view.source(path)) ?? { path, text: buffer.text.getText() };
    const { text } = buffer;
    const mark = editor.manner.mark(path);
    const offset = (position: Position) => Math.max(0, text.offsetAt(position) - mark);
    return { path, view, source, mark, placed: await view.placed(path), offset };
  };
  /** An answer about a document; nothing for one that is not open. */
  const about =
    <P extends { textDocument: { uri: string } }, T>(otherwise: T, work: (found: Here, params: P) => T | Promise<T>) =>
    (params: P, token: { isCancellationRequested: boolean }) =>
      answered<T | ResponseError>(async () => {
        const found = await here(params.textDocument.uri);
        if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
        return found ? work(found, params) : otherwise;
      });
  const change = (ours: ReadonlyMap<string, TextEdit[]>): WorkspaceEdit => {
    const edits = [...ours].map(([path, list]): [string, TextEdit[]] => [path, moved(list, editor.manner.mark(path))]);
    return capabilities()?.workspace?.workspaceEdit?.documentChanges
      ? {
          documentChanges: edits.map(([path, list]) => ({
            textDocument: { uri: editor.manner.uri(path), version: editor.bufferAt(path)?.text.version ?? null },
            edits: list,
          })),
        }
      : { changes: Object.fromEntries(edits.map(([path, list]) => [editor.manner.uri(path), list])) };
  };
  const locating = ({ folder }: View) => ({ folder, uri: (path: string) => editor.manner.uri(path) });
  connection.onCompletion(
    about([], async ({ source, offset, placed, view, mark }, { position }) => {
      const items = complete({
        source,
        offset: offset(position),
        document: placed?.document,
        workspace: placed?.workspace ?? (await view.workspaces()).find(({ documents }) => documents.length > 0),
        language: editor.manner.language,
        snippets: capabilities()?.textDocument?.completion?.completionItem?.snippetSupport ?? false,
      });
      if (mark === 0) return items;
      return items.map((item) =>
        item.textEdit && 'range' in item.textEdit
          ? { ...item, textEdit: { ...item.textEdit, range: shifted(item.textEdit.range, mark) } }
          : item,
      );
    }),
  );
  connection.onHover(
    about(
      null,
      async ({ source, offset, placed, view, path }, { position }) =>
        hover({ source, offset: offset(position), placed, language: editor.manner.language }, await view.judge(path)) ??
        null,
    ),
  );
  connection.onDefinition(
    about([], ({ placed, offset, view }, { position }) =>
      placed ? definitions(placed, offset(position), locating(view)) : [],
    ),
  );
  connection.onReferences(
    about([], ({ placed, offset, view }, { position, context }) =>
      placed ? references(placed, offset(position), { declaration: context.includeDeclaration }, locating(view)) : [],
    ),
  );
  connection.onPrepareRename(
    about(null, ({ placed, offset, source }, { position }) => {
      if (!placed) return null;
      const { found, holder } = renamed(placed, offset(position));
      const placeholder = holder.name.id;
      return { range: rangeBetween(source, found.span.start, found.span.end), placeholder };
    }),
  );
  connection.onRenameRequest(
    about(null, ({ placed, offset, view }, { position, newName }) =>
      placed ? change(changesOf(rename(placed, offset(position), newName), view)) : null,
    ),
  );
  connection.onDocumentSymbol(
    about([], ({ placed }) => (placed ? outline(placed.document, editor.manner.language) : [])),
  );
  connection.onFoldingRanges(about([], ({ placed }) => (placed ? folds(placed.document, editor.manner.language) : [])));
  connection.onDocumentFormatting(
    about([], async ({ source, placed, mark }) => moved(await formatted(source, placed), mark)),
  );
  connection.onCodeAction(
    about([], async ({ source, view, path, mark }, { range, context }) =>
      codeActions(
        {
          source,
          range: shifted(range, mark === 1 ? -1 : 0),
          findings: await view.judge(path),
          folder: view.folder,
          only: context.only,
          change: (edits) => change(new Map([[path, edits]])),
        },
        editor.manner,
      ),
    ),
  );
  connection.onWorkspaceSymbol(({ query }) =>
    answered(async () => {
      const found: SymbolInformation[] = [];
      for (const { folder, workspaces } of await editor.views()) {
        for (const document of (await workspaces()).flatMap(({ documents }) => documents)) {
          for (const { name, kind, span, within } of matchingNames(document, query)) {
            if (found.length >= mostSymbols) return found;
            const uri = editor.manner.uri(resolve(folder, document.source.path));
            const range = rangeBetween(document.source, span.start, span.end);
            found.push({ name, kind, containerName: within, location: { uri, range } });
          }
        }
      }
      return found;
    }),
  );
}

const moved = (edits: readonly TextEdit[], mark: 0 | 1): TextEdit[] =>
  edits.map((edit) => ({ ...edit, range: shifted(edit.range, mark) }));

const changesOf = (edits: Edits, { folder }: View): Map<string, TextEdit[]> =>
  new Map(
    [...edits].map(([{ source }, list]) => [resolve(folder, source.path), list.map((edit) => textEdit(source, edit))]),
  );
