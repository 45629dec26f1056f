import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { dss } from '../../scripts/conformance/dss.mjs';
import { pyHanko, pyHankoPython } from '../../scripts/conformance/pyhanko.mjs';
import { veraPdf } from '../../scripts/conformance/verapdf.mjs';
import { root } from '../cli/run.js';
import { twoAtATime } from './documents.js';
import type { Level } from './documents.js';

const start = promisify(execFile);

/** A file to be judged, and what shall be said of it. */
export interface Judged {
  file: string;
  /** The level that every signature shall have. */
  level: Level;
  signatures: number;
}

/** What one validator says of one file: `undefined` when all is as it shall be, else its own words. */
export type Finding = string | undefined;

/** A validator, with its name as a column and a way to judge many files at once. */
export interface Judge {
  name: string;
  /** Whether it is on this machine. */
  there: boolean;
  /** One finding per file, in their order. */
  judge(files: readonly Judged[], trust: string): Promise<Finding[]>;
}

const have = (command: string, option = '--version'): boolean =>
  spawnSync(command, [option], { stdio: 'ignore' }).error === undefined;

/** What a program printed, whatever its exit code. */
const said = (command: string, ...args: string[]): Promise<{ code: number; words: string }> =>
  start(command, args).then(
    ({ stdout, stderr }) => ({ code: 0, words: `${stdout}${stderr}` }),
    ({ code, stdout = '', stderr = '' }: { code?: number; stdout?: string; stderr?: string }) => ({
      code: typeof code === 'number' ? code : 127,
      words: `${stdout}${stderr}`,
    }),
  );

/** Revocation is asked for only where the level does not bring it along. */
const isOnline = (level: Level): boolean => level === 'B-B' || level === 'B-T';

const once = (findings: readonly string[]): Finding => [...new Set(findings)].join('; ') || undefined;

const flavour = (name: string, id: string): Judge => ({
  name,
  there: have('java', '-version') && have('mvn'),
  async judge(files) {
    const answer = await veraPdf(
      files.map(({ file }) => file),
      [id],
    );
    if (!answer.ran) throw new Error(answer.reason);
    return files.map(({ file }) => {
      const result = answer.results.find((each) => each.file === file);
      if (result?.compliant) return undefined;
      return (
        once((result?.failures ?? []).map(({ clause, description }) => `${clause}: ${description}`)) ?? 'no answer'
      );
    });
  },
});

const qpdf: Judge = {
  name: 'qpdf',
  there: have('qpdf'),
  judge: (files) =>
    twoAtATime(
      files.map(({ file }) => async () => {
        const { code, words } = await said('qpdf', '--check', file);
        return code === 0 ? undefined : words.trim();
      }),
    ),
};

const pdfsig: Judge = {
  name: 'pdfsig',
  there: have('pdfsig'),
  judge: (files) =>
    twoAtATime(
      files.map(({ file, signatures }) => async () => {
        const { words } = await said('pdfsig', '-nocert', file);
        // It lists document time-stamps too, but does not know how to judge their type.
        const listed = words.split(/^Signature #/m).filter((each) => each.includes('Signature Type: ETSI.CAdES'));
        const bad = listed.flatMap((each) => {
          const judgement = /Signature Validation: (.*)/.exec(each)?.[1] ?? 'not judged';
          return judgement === 'Signature is Valid.' ? [] : [judgement];
        });
        return once(bad) ?? (listed.length === signatures ? undefined : `${listed.length} signatures found`);
      }),
    ),
};

const pyhanko: Judge = {
  name: 'pyHanko',
  there: existsSync(pyHankoPython),
  async judge(files, trust) {
    const asked = files.map(({ file, level }) => ({ file, online: isOnline(level) }));
    const answer = await pyHanko(asked, trust);
    if (!answer.ran) throw new Error(answer.reason);
    return files.map(({ file, signatures, level }) => {
      const results = answer.results.filter((each) => each.file === file);
      const bad = results.flatMap((each) => {
        if (!each.valid) return [`${each.judgement}: ${each.why ?? 'not valid'}`];
        if (level !== 'B-B' && !each.timestamped) return ['no signature time-stamp found good'];
        if (level === 'B-LTA' && !each.archived) return ['no document time-stamp found good'];
        return [];
      });
      return once(bad) ?? (results.length === signatures ? undefined : `${results.length} signatures found`);
    });
  },
};

const eu: Judge = {
  name: 'DSS',
  there: have('javac') && have('mvn'),
  async judge(files, trust) {
    const asked = files.map(({ file, level }) => ({ file, online: isOnline(level) }));
    const answer = await dss(asked, trust);
    if (!answer.ran) throw new Error(answer.reason);
    return files.map(({ file, signatures, level }) => {
      const results = answer.results.filter((each) => each.file === file);
      const bad = results.flatMap(({ format, indication, subIndication, errors, timestamps }) => {
        if (indication !== 'TOTAL_PASSED') return [`${indication} ${subIndication}: ${errors}`];
        if (format !== `PAdES-BASELINE-${level.slice(2)}`) return [format];
        return /FAILED|INDETERMINATE/.test(timestamps) ? [`time-stamps: ${timestamps}`] : [];
      });
      return once(bad) ?? (results.length === signatures ? undefined : `${results.length} signatures found`);
    });
  },
};

/** What fardplan says of one file. */
export interface OwnVerdict {
  file: string;
  indication: string;
  subIndication: string | null;
  signatures: { level: string; indication: string; subIndication: string | null; reasons: unknown[] }[];
  reasons: unknown[];
}

/** Lets the program itself, as a process, judge many files; `online` where it may ask the servers that the certificates name. */
export async function verdicts(
  files: readonly { file: string; online?: boolean }[],
  trust: string,
  ...options: string[]
): Promise<OwnVerdict[]> {
  const found: OwnVerdict[] = [];
  for (const online of [false, true]) {
    const paths = files.filter((each) => (each.online ?? false) === online).map(({ file }) => file);
    if (paths.length === 0) continue;
    const asked = ['--trust', trust, '--format', 'ndjson', ...(online ? ['--online'] : []), ...options];
    const { words } = await said(process.execPath, join(root, 'bin', 'fardplan.js'), 'verify', ...paths, ...asked);
    found.push(...words.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as OwnVerdict] : [])));
  }
  return found;
}

const own: Judge = {
  name: 'fardplan',
  there: true,
  async judge(files, trust) {
    const asked = files.map(({ file, level }) => ({ file, online: isOnline(level) }));
    const results = await verdicts(asked, trust);
    return files.map(({ file, level, signatures }) => {
      const verdict = results.find((each) => each.file === file);
      if (!verdict) return 'no verdict';
      if (verdict.indication !== 'TOTAL-PASSED') return `${verdict.indication} ${verdict.subIndication ?? ''}`;
      const other = verdict.signatures.filter((each) => each.level !== `PAdES-${level}`);
      if (other.length > 0) return once(other.map((each) => `level ${each.level}`));
      return verdict.signatures.length === signatures ? undefined : `${verdict.signatures.length} signatures found`;
    });
  },
};

/** All validators, in the order of the table's columns. */
export const judges: readonly Judge[] = [
  flavour('PDF/A-3a', '3a'),
  flavour('PDF/UA-1', 'ua1'),
  qpdf,
  pdfsig,
  pyhanko,
  eu,
  own,
];
