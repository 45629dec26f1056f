import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { exit, Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { type Language, text, type Text } from '../core/text.js';
import type { Indication, SubIndication } from '../model/verdict.js';
import type { Manner, Reporter } from '../reporters/_contract.js';
import { registry } from '../reporters/_registry.js';
import { harmless } from './harmless.js';
import { verdictCode } from './verdict-code.js';
import { fileFacts, readPdf, verifyFile } from './verify-file.js';
import type { VerifyPlan } from './verify-file.js';

/** How each file of a batch is shown, and whether its hash is asked for. */
export interface VerifyManner {
  format: string;
  hash: boolean;
}

/** What became of one file of a batch, as plain data. */
export interface VerifyResult {
  file: string;
  /** The exit code that this file alone would give. */
  code: number;
  /** `null` when the file could not be read. */
  indication: Indication | null;
  subIndication: SubIndication | null;
  /** What is printed for it. */
  shown: string;
  /** As the file was just before it was read; `null` when it could not be looked at. */
  size: number | null;
  modified: number | null;
  changed: number | null;
  /** In hex, when it was asked for. */
  sha256: string | null;
}

const isForPrograms = (format: string): boolean => format === 'json' || format === 'ndjson';

/** How a file that got no verdict is told of, in the form of the others. */
function shownProblem(file: string, message: Text, help: Text | undefined, manner: Manner, format: string): string {
  const { language, paint } = manner;
  const error = { message: message[language], ...(help ? { help: help[language] } : {}) };
  const object = { version: 1, file, indication: null, error };
  if (format === 'ndjson') return `${JSON.stringify(object)}\n`;
  if (format === 'json') return `${JSON.stringify(object, null, 2)}\n`;
  return harmless(`${paint.red(`✗ ${message[language]}`)}\n${help ? `  ${help[language]}\n` : ''}`);
}

const fault = (file: string, error: unknown): Text => {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text(
    `${file} kunde inte granskas: internt fel (${what}). Det är vårt, inte ditt.`,
    `${file} could not be verified: internal error (${what}). It is ours, not yours.`,
  );
};

/** A result for a file that no verdict came of: it could not be read, or we could not judge it. */
export function withoutVerdict(file: string, error: unknown, manner: Manner, format: string): VerifyResult {
  const isFailure = error instanceof Failure;
  const shown = isFailure
    ? shownProblem(file, error.text, error.help, manner, format)
    : shownProblem(file, fault(file, error), undefined, manner, format);
  const code = isFailure ? error.code : exit.bug;
  const none = { size: null, modified: null, changed: null, sha256: null };
  return { file, code, indication: null, subIndication: null, shown, ...none };
}

/** Verifies one file of a batch. Never rejects: what goes wrong is in the result, so that one file does not stop the others. */
export async function verifyResult(
  host: Host,
  manner: Manner,
  file: string,
  plan: VerifyPlan,
  { format, hash }: VerifyManner,
): Promise<VerifyResult> {
  try {
    const facts = fileFacts(resolve(host.cwd, file));
    const bytes = await readPdf(host, file);
    const verdict = await verifyFile(host, file, plan, bytes);
    const load = (registry as unknown as Record<string, () => Promise<Reporter<'verify'>>>)[`verify-${format}`];
    if (!load) throw new Error(`no reporter verify-${format}`);
    const shown = (await load())([verdict], manner);
    const { indication, subIndication } = verdict;
    return {
      file,
      code: verdictCode(verdict),
      indication,
      subIndication,
      shown: isForPrograms(format) ? shown : harmless(shown),
      size: facts?.size ?? null,
      modified: facts?.modified ?? null,
      changed: facts?.changed ?? null,
      sha256: hash ? createHash('sha256').update(bytes).digest('hex') : null,
    };
  } catch (error) {
    return withoutVerdict(file, error, manner, format);
  }
}

/** The parts of a {@link Manner} that can be sent to a thread. */
export interface PlainManner {
  language: Language;
  colour: boolean;
  width: number;
}
