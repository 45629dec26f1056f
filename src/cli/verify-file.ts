import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { type Language, text } from '../core/text.js';
import type { Verdict } from '../model/verdict.js';
import type { TrustAnchor } from '../verify/anchors.js';
import { gitLookup } from '../verify/git-lookup.js';
import type { FetchMaterial } from '../verify/context.js';
import type { OwnProgram } from '../verify/changes.js';
import type { Lookup } from '../verify/roadmap.js';
import { verifyPdf } from '../verify/verify.js';

/** Larger files are no decisions, and are not taken into memory. */
const largestPdf = 200 * 1024 * 1024;

/** What all files of one run are verified against: plain data, since threads are given it as a copy. */
export interface VerifyPlan {
  /** Trusted issuers. */
  trust: readonly TrustAnchor[];
  /** The time of verification. */
  at: Date;
  /** Fetch revocation information and issuers that the file lacks. */
  online?: boolean;
  /** Show personal numbers in certificates as they are. */
  showPersonalNumbers?: boolean;
  /** For what is told on the way. */
  language?: Language;
  /** Give everything that was observed. */
  diagnostic?: boolean;
  /** Render what the file was made from again, and compare. */
  rebuild?: boolean;
}

/** The size of a file, its times in milliseconds; `undefined` when it cannot be looked at. */
export function fileFacts(path: string): { size: number; modified: number; changed: number } | undefined {
  try {
    const { size, mtimeMs, ctimeMs } = statSync(path);
    return { size, modified: mtimeMs, changed: ctimeMs };
  } catch {
    // Reading it will say why.
    return undefined;
  }
}

/** The bytes of a PDF; a `Failure` for one that cannot be read, or is too large: that is seen without reading it. */
export async function readPdf(host: Host, file: string): Promise<Uint8Array<ArrayBuffer>> {
  const size = fileFacts(resolve(host.cwd, file))?.size ?? 0;
  if (size > largestPdf) {
    const megabytes = Math.round(size / 1024 / 1024);
    throw new Failure(
      text(
        `${file} är för stor för att granskas (${megabytes} MB)`,
        `${file} is too large to verify (${megabytes} MB)`,
      ),
      text(`Gränsen är ${largestPdf / 1024 / 1024} MB.`, `The limit is ${largestPdf / 1024 / 1024} MB.`),
    );
  }
  return host.files.read(file);
}

/** The verdict on one file; a `Failure` for one that cannot be read. */
export async function verifyFile(host: Host, file: string, plan: VerifyPlan, bytes?: Uint8Array): Promise<Verdict> {
  const lookup = remembered(host, [dirname(resolve(host.cwd, file)), host.cwd]);
  const content = bytes ?? (await readPdf(host, file));
  const { trust, at, showPersonalNumbers, diagnostic } = plan;
  const fetch = plan.online === true ? await fetching(host, plan.language ?? 'en') : undefined;
  const program = programAt(host, dirname(resolve(host.cwd, file)));
  const verdict = await verifyPdf(content, {
    file,
    trust,
    at,
    lookup,
    program,
    fetch,
    showPersonalNumbers,
    diagnostic,
  });
  if (plan.rebuild !== true) return verdict;
  // Rendering takes libraries that nothing else here needs.
  const { rebuildFile } = await import('./commands/verify-again.js');
  return { ...verdict, rebuild: await rebuildFile(host, file, content) };
}

/** This program, with what stands beside the file to judge a receipt of changes by; nothing is read before there is one. */
export function programAt(host: Host, folder: string): OwnProgram {
  const atHand = async () => (await import('./commands/judge-receipt.js')).atHand(host, folder);
  return {
    version: host.builtIn.version,
    template: async (id) => (await atHand()).template(id),
    layout: async () => (await atHand()).layout(),
  };
}

const fetchers = new WeakMap<Host, Promise<FetchMaterial>>();

/** One for all files of a run, so that nobody is asked twice; what cannot be had is told on the way. */
function fetching(host: Host, language: Language): Promise<FetchMaterial> {
  const known = fetchers.get(host);
  if (known) return known;
  const made = import('../verify/fetch-material.js').then(({ fetchMaterial }) =>
    fetchMaterial(host, (problem) => host.note(problem[language])),
  );
  fetchers.set(host, made);
  return made;
}

const mostRemembered = 2000;
const answers = new Map<string, Promise<boolean | null>>();

/** Files of one batch tend to name the same commit of the same repository, and asking git takes longer than all the rest. */
function remembered(host: Host, folders: readonly string[]): Lookup {
  const ask = gitLookup(host, folders);
  return (commit, sha256, fileName) => {
    const key = JSON.stringify([folders, commit, sha256, fileName]);
    const known = answers.get(key);
    if (known) return known;
    if (answers.size >= mostRemembered) answers.clear();
    const answer = ask(commit, sha256, fileName);
    answers.set(key, answer);
    return answer;
  };
}
