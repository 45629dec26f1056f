import { canonicalJson } from '../core/canonical-json.js';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { type Revision, splitReference } from '../core/revision.js';
import { sha256 } from '../core/sha256.js';
import type { Origin } from '../model/document.js';
import type { CompleteTemplate } from './template.js';

/** What a document was composed from and with; `folder` (absolute) is that of the decision. */
export async function originOf(
  host: Host,
  {
    decision,
    roadmap,
    folder,
    template,
  }: { decision: Revision; roadmap: Revision; folder: string; template: CompleteTemplate },
): Promise<Origin> {
  const path = decision.draft === 'no-git' ? undefined : await pathInRepository(host, decision, folder);
  // The document names one commit, that of the roadmap; only there can the decision be looked up again.
  const elsewhere = roadmap.commit !== undefined && decision.commit !== roadmap.commit ? 'uncommitted' : undefined;
  const draft = decision.draft ?? elsewhere;
  return {
    fardplan: host.builtIn.version,
    template: { id: template.id, sha256: await sha256(new TextEncoder().encode(canonicalJson(template))) },
    decision: {
      ...(path === undefined ? {} : { path }),
      sha256: await sha256(decision.bytes),
      ...(draft === undefined ? {} : { draft }),
    },
  };
}

async function pathInRepository(
  host: Pick<Host, 'git'>,
  decision: Revision,
  folder: string,
): Promise<string | undefined> {
  const split = splitReference(decision.path);
  if (split && decision.commit !== undefined && split.path.endsWith(decision.fileName)) {
    return split.path.replace(/\\/g, '/').replace(/^\.\//, '');
  }
  try {
    const { code, stdout } = await host.git(['rev-parse', '--show-prefix'], folder);
    return code === 0 ? `${new TextDecoder().decode(stdout).trimEnd()}${decision.fileName}` : undefined;
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
