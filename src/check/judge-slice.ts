import type { Diagnostic } from '../core/diagnostic.js';
import type { Host } from '../core/host.js';
import type { Source } from '../core/source.js';
import type { RoadmapName } from '../rules/_contract.js';
import { loadFiles } from './load-workspace.js';
import { plainReader, type Reader } from './reader.js';
import { judgeDocument } from './run-rules.js';
import { roadmapNames } from './what-rules-see.js';
import type { WorkspaceFiles } from './workspace-files.js';

/** What judging a part of a run gave. Plain data. */
export interface Judged {
  /** How many files are documents, or should be. */
  files: number;
  diagnostics: Diagnostic[];
  /** The texts that findings are in, for excerpts. */
  sources: Source[];
  /** The roadmaps among what was read, in short. */
  roadmaps: RoadmapName[];
}

/** How a slice is judged. */
export interface JudgeOptions {
  reader?: Reader;
  /** Is told which file is being parsed or judged. */
  at?: (path: string) => void;
}

/** Reads and judges some workspaces, or slices of them, one after the other. */
export async function judgeSlice(
  host: Host,
  slice: readonly WorkspaceFiles[],
  { reader = plainReader, at = () => undefined }: JudgeOptions = {},
): Promise<Judged> {
  const all: Judged = { files: 0, diagnostics: [], sources: [], roadmaps: [] };
  const telling: Reader = {
    decode: reader.decode,
    parse: (source, profiles) => {
      at(source.path);
      return reader.parse(source, profiles);
    },
  };
  for (const files of slice) {
    const loaded = await loadFiles(host, files, { reader: telling });
    const { workspace, judged = [] } = loaded;
    const found = [...loaded.diagnostics];
    for (const document of judged) {
      at(document.source.path);
      found.push(...judgeDocument(document, workspace));
    }
    const named = new Set(found.map(({ file }) => file));
    all.files += loaded.files;
    all.diagnostics.push(...found);
    for (const [path, source] of loaded.sources) if (named.has(path)) all.sources.push(source);
    all.roadmaps.push(...roadmapNames(workspace.documents, workspace));
  }
  return all;
}
