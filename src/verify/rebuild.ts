import { dirname, join, resolve } from 'node:path';
import { gatherDecision } from '../compose/gather-decision.js';
import { loadLayout } from '../compose/load-template.js';
import { commitHost } from '../core/commit-host.js';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { Malformed } from '../core/malformed.js';
import { splitReference } from '../core/revision.js';
import { sha256 } from '../core/sha256.js';
import { text, type Text } from '../core/text.js';
import { pdf } from '../formats/pdf.js';
import type { DecisionDocument } from '../model/document.js';
import type { RebuildVerdict } from '../model/verdict.js';
import { documentOf } from '../pdf/read-stored-file.js';
import type { StoredFile } from '../pdf/stored-file.js';
import { layoutFacts, type Layout } from '../pdf/typeset.js';
import { comparePages } from './rebuild-compare.js';
import { readPages, type ReadPages } from './rebuild-pages.js';
import { answerTo, notBuilt } from './rebuild-words.js';

/** A document rendered again, and what it was made from. */
interface Made {
  source: 'commit' | 'attachment';
  commit: string | null;
  document: DecisionDocument;
  layout: Layout;
  notes: Text[];
}

/**
 * Renders what a PDF was made from again and compares it with the pages of the signed revision (the first that holds a signature; the last one of
 * an unsigned file). The named commit is looked for in the repositories of `folders` (absolute) unless `commit` is false; without it, what is
 * attached is rendered.
 */
export async function rebuildPdf(
  host: Host,
  bytes: Uint8Array,
  folders: readonly string[],
  { commit = true }: { commit?: boolean } = {},
): Promise<RebuildVerdict> {
  try {
    const read = readPages(bytes);
    if ('sv' in read) return notBuilt(read);
    const { stored } = read;
    if (!stored?.document.origin) return notBuilt(withoutSource);
    const named = commit ? await fromCommit(host, read, stored, folders) : undefined;
    const made = named ?? (await fromAttachment(host, read, stored, folders));
    const again = readPages(await pdf.render(made.document, { layout: made.layout.files, fonts: made.layout.fonts }));
    if ('sv' in again || !again.stored) return notBuilt(withoutSource);
    return answerTo({ ...made, signed: read.signed }, comparePages(again, read));
  } catch (error) {
    if (error instanceof Failure || error instanceof Malformed) return notBuilt(error.text);
    throw error;
  }
}

const withoutSource = text(
  'Filen har ingen bifogad källa som den kan framställas ur på nytt. Den är gjord av en äldre version av fardplan, eller av något annat.',
  'The file has no attached source that it could be rendered from again. It was made by an earlier version of fardplan, or by something else.',
);

/** The decision as the named commit has it; `undefined` when there is no such commit at hand, or the document is a copy or a draft. */
async function fromCommit(
  host: Host,
  { attached, binding }: ReadPages,
  stored: StoredFile,
  folders: readonly string[],
): Promise<Made | undefined> {
  const { origin, copy, supplement } = stored.document;
  const commit = binding?.commit;
  const path = binding?.decision;
  if (copy || commit === undefined || path === undefined || binding?.draft !== undefined) return undefined;
  if (!/^[0-9a-f]{40,64}$/.test(commit) || /(^|\/)\.\.?(\/|$)|^\/|\\|\0/.test(path)) return undefined;
  const top = await topWith(host, commit, folders);
  if (top === undefined) return undefined;
  const decision = supplement && attached.get(supplement.name);
  // A decision that was not in the commit is laid over it, if it is the one the file names.
  const laid =
    origin?.decision.draft !== undefined && decision && (await sha256(decision)) === origin.decision.sha256
      ? new Map([[path, decision]])
      : undefined;
  const there = await commitHost(host, { top, commit, over: laid });
  const at = join(top, path);
  // The receipt names the version that made it, and its checksum is printed.
  const { document, diagnostics } = await gatherDecision(there, at, { program: origin?.fardplan });
  const wrong = diagnostics.find(({ severity }) => severity === 'error');
  if (!document || wrong) throw unusable(commit, wrong?.message);
  const own: Text[] = laid
    ? [
        text(
          'Beslutets egen text var inte sparad i den commiten och är tagen ur bilagan; färdplanen är tagen ur commiten.',
          'The decision’s own text was not saved in that commit and is taken from the attachment; the roadmap is taken from the commit.',
        ),
      ]
    : [];
  return {
    source: laid ? 'attachment' : 'commit',
    commit,
    // What the commit cannot know: that its decision was not in it.
    document: laid && origin ? { ...document, origin } : document,
    layout: await layoutOf(there, dirname(at)),
    notes: [...own, ...moving(await there.files.read(at))],
  };
}

/** A decision may name other texts by tag or branch, which can be moved. */
function moving(decision: Uint8Array): Text[] {
  const named = [
    ...new TextDecoder().decode(decision).matchAll(/^\s+(?:källa|source|från|from):\s*["']?(\S+?)["']?\s*$/gmu),
  ]
    .map(([, value = '']) => splitReference(value)?.revision)
    .filter((revision) => revision !== undefined && !/^[0-9a-f]{40,64}$/.test(revision));
  const [first] = named;
  return first === undefined
    ? []
    : [
        text(
          `Anmärkning: beslutet hämtar en text ur ”${first}”, som kan ha flyttats sedan handlingen gjordes.`,
          `Note: the decision takes a text from “${first}”, which may have been moved since the document was made.`,
        ),
      ];
}

function unusable(commit: string, why: Text | undefined): Failure {
  const short = commit.slice(0, 12);
  return new Failure(
    text(
      `Beslutet i commit ${short} kan inte framställas: ${why?.sv ?? 'det går inte att läsa'}.`,
      `The decision in commit ${short} cannot be rendered: ${why?.en ?? 'it cannot be read'}.`,
    ),
  );
}

async function topWith(host: Host, commit: string, folders: readonly string[]): Promise<string | undefined> {
  for (const folder of new Set(folders)) {
    try {
      const known = await host.git(['cat-file', '-e', `${commit}^{commit}`], folder);
      const top = known.code === 0 ? await host.git(['rev-parse', '--show-toplevel'], folder) : known;
      if (top.code === 0) return resolve(new TextDecoder().decode(top.stdout).trimEnd());
    } catch (error) {
      // Without git the attachment has to do.
      if (!(error instanceof Failure)) throw error;
    }
  }
  return undefined;
}

async function layoutOf(host: Host, folder: string): Promise<Layout> {
  const { layout, fonts } = await loadLayout(host, folder);
  return { files: layout, fonts };
}

/** What is attached to the file itself, set with the layout it names if that stands at hand, else with the built-in one. */
async function fromAttachment(
  host: Host,
  { attached }: ReadPages,
  stored: StoredFile,
  folders: readonly string[],
): Promise<Made> {
  const wanted = JSON.stringify(stored.made.layout);
  const builtIn = await layoutOf(host, host.builtIn.templates);
  let layout = builtIn;
  for (const folder of folders) {
    const own = await layoutOf(host, folder);
    if (JSON.stringify(await layoutFacts(own)) === wanted) {
      layout = own;
      break;
    }
  }
  return { source: 'attachment', commit: null, document: documentOf(stored, attached), layout, notes: [] };
}
