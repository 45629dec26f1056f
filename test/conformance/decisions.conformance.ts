import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { dss } from '../../scripts/conformance/dss.mjs';
import { veraPdf } from '../../scripts/conformance/verapdf.mjs';
import { commitAll, fardplan, folder, root, workspace } from '../cli/run.js';

/** Runs a validator; `undefined` when it is not on the machine. */
function tool(command: string, ...args: string[]): { code: number | null; said: string } | undefined {
  const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return error ? undefined : { code: status, said: `${stdout}${stderr}` };
}

const have = (command: string): boolean => tool(command, '--version') !== undefined;
const pyhanko = join(root, 'node_modules/.cache/fardplan-conformance/pyhanko/bin/pyhanko');

const env = { FARDPLAN_PASSPHRASE: 'prov' };
const keys = folder();
const out = folder();

interface Document {
  name: string;
  file: string;
  signatures: number;
}

const unsigned: Document[] = [];
const signed: Document[] = [];

function run(args: string[], cwd: string): void {
  const { code, stderr, stdout } = fardplan(args, { cwd, env });
  if (code !== 0) throw new Error(`${args.join(' ')}: ${stderr}${stdout}`);
}

beforeAll(() => {
  run(['identity', 'create', 'Rut Rsa', '--key', 'rsa', '-o', keys], root);
  run(['identity', 'create', 'Elsa Ec', '--ca', join(keys, 'ca.p12'), '-o', keys], root);
  for (const [name, source] of [
    ['vastra-gotaland', 'decisions/ordforandebeslut.md'],
    ['vasterbotten', 'decisions/rekommendation.md'],
  ] as const) {
    for (const draft of [false, true]) {
      const cwd = workspace(name);
      if (!draft) commitAll(cwd);
      const stem = `${name}${draft ? '-utkast' : ''}`;
      const file = join(out, `${stem}.pdf`);
      run(['render', source, '-o', file], cwd);
      unsigned.push({ name: stem, file, signatures: 0 });
      if (draft) continue;
      const once = join(out, `${stem}-1.pdf`);
      const twice = join(out, `${stem}-2.pdf`);
      run(['sign', file, '--p12', join(keys, 'rut-rsa.p12'), '-o', once], cwd);
      run(['sign', once, '--p12', join(keys, 'elsa-ec.p12'), '-o', twice], cwd);
      signed.push(
        { name: `${stem}, one signature`, file: once, signatures: 1 },
        { name: `${stem}, two signatures`, file: twice, signatures: 2 },
      );
      if (name === 'vastra-gotaland') others(cwd, file, twice);
    }
  }
});

/** The report on a signing case, and the copy for publication; each as it is, and sealed. */
function others(cwd: string, file: string, original: string): void {
  const seal = join(keys, 'elsa-ec.p12');
  const made = join(out, 'case.yaml');
  run(['case', 'open', file, '-o', made], cwd);
  for (const [name, args, option] of [
    ['report', ['case', 'report', made], '--p12'],
    ['copy', ['publish', original], '--seal'],
  ] as const) {
    run([...args, '-o', join(out, `${name}.pdf`)], cwd);
    run([...args, option, seal, '-o', join(out, `${name}-sealed.pdf`)], cwd);
    unsigned.push({ name, file: join(out, `${name}.pdf`), signatures: 0 });
    signed.push({ name: `${name}, sealed`, file: join(out, `${name}-sealed.pdf`), signatures: 1 });
  }
}

/** One line per finding, so that a failure says what is wrong. */
const each = (documents: Document[], look: (document: Document) => string | undefined): string[] =>
  documents.flatMap((document) => {
    const found = look(document);
    return found === undefined ? [] : [`${document.name}: ${found}`];
  });

test.skipIf(!have('qpdf'))('qpdf finds no errors (skipped where qpdf is missing)', () => {
  expect(
    each([...unsigned, ...signed], ({ file }) =>
      tool('qpdf', '--check', file)?.code === 0 ? undefined : tool('qpdf', '--check', file)?.said,
    ),
  ).toEqual([]);
});

test.skipIf(!have('pdfinfo'))('pdfinfo: tagged, A4, titled (skipped where poppler is missing)', () => {
  expect(
    each([...unsigned, ...signed], ({ file }) => {
      const said = tool('pdfinfo', file)?.said ?? '';
      return /Tagged:\s+yes/.test(said) && /\(A4\)/.test(said) && /Title:\s+\S/.test(said) ? undefined : said;
    }),
  ).toEqual([]);
});

test.skipIf(!have('pdfsig'))('pdfsig: every signature is valid (skipped where poppler is missing)', () => {
  expect(
    each(signed, ({ file, signatures }) => {
      const said = tool('pdfsig', '-nocert', file)?.said ?? '';
      const valid = [...said.matchAll(/Signature Validation: Signature is Valid\./g)].length;
      return valid === signatures ? undefined : said;
    }),
  ).toEqual([]);
});

test('each signature is one incremental update that leaves the bytes before it untouched', () => {
  for (const name of ['vastra-gotaland', 'vasterbotten']) {
    const [none, one, two] = ['', '-1', '-2'].map((suffix) => readFileSync(join(out, `${name}${suffix}.pdf`)));
    expect(one?.subarray(0, none?.length).equals(none ?? Buffer.alloc(0))).toBe(true);
    expect(two?.subarray(0, one?.length).equals(one ?? Buffer.alloc(0))).toBe(true);
    const ends = [none, one, two].map((bytes) => bytes?.toString('latin1').match(/startxref\s+\d+\s+%%EOF/g)?.length);
    expect(ends).toEqual([1, 2, 3]);
  }
});

describe.skipIf(!(have('java') && have('mvn')))('veraPDF (skipped where Java or Maven is missing)', () => {
  const judged = async (files: string[], flavour: string) => {
    const answer = await veraPdf(files, [flavour]);
    if (!answer.ran) throw new Error(answer.reason);
    return answer.results;
  };

  test.each(['3a', 'ua1'])('PDF/%s, before and after signing', async (flavour) => {
    const files = [...unsigned, ...signed].map(({ file }) => file);
    const results = await judged(files, flavour);
    expect(results).toHaveLength(files.length);
    expect(results.filter(({ compliant }) => !compliant)).toEqual([]);
  });

  test('a file that does not conform is found out', async () => {
    const broken = join(out, 'trasig.pdf');
    const whole = readFileSync(unsigned[0]?.file ?? '').toString('latin1');
    const bytes = whole.replace('/DisplayDocTitle true', '/DisplayDocTitle null');
    expect(bytes).not.toBe(whole);
    writeFileSync(broken, Buffer.from(bytes, 'latin1'));
    expect(await judged([broken], 'ua1')).toMatchObject([{ compliant: false }]);
  });
});

test.skipIf(!existsSync(pyhanko))(
  'pyHanko: every signature valid and trusted, nothing touched since (skipped where it is missing)',
  () => {
    expect(
      each(signed, ({ file, signatures }) => {
        const options = ['--trust', join(keys, 'ca.pem'), '--trust-replace', '--no-revocation-check', '--pretty-print'];
        const said = tool(pyhanko, 'sign', 'validate', ...options, file)?.said ?? '';
        return [...said.matchAll(/The signature is judged VALID\./g)].length === signatures ? undefined : said;
      }),
    ).toEqual([]);
  },
);

test.skipIf(!(have('javac') && have('mvn')))(
  'the EU’s DSS: PAdES-BASELINE-B and TOTAL_PASSED for every signature (skipped where a JDK or Maven is missing)',
  async () => {
    const answer = await dss(
      signed.map(({ file }) => file),
      join(keys, 'ca.pem'),
    );
    if (!answer.ran) throw new Error(answer.reason);
    expect(answer.results).toHaveLength(signed.reduce((sum, { signatures }) => sum + signatures, 0));
    expect(
      answer.results.filter(({ format, indication }) => format !== 'PAdES-BASELINE-B' || indication !== 'TOTAL_PASSED'),
    ).toEqual([]);
  },
);

test('fardplan itself passes what it made', () => {
  expect(
    each(signed, ({ file }) => {
      const { code, stdout } = fardplan(['verify', file, '--trust', join(keys, 'ca.pem')], { env });
      return code === 0 ? undefined : stdout;
    }),
  ).toEqual([]);
});
