import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPki } from '../pki/pki.js';
import type { Pki } from '../pki/pki.js';
import { startServers } from '../pki/servers.js';
import type { Servers } from '../pki/servers.js';
import { kinds, levels, outputFolder, rendered, twoAtATime } from './documents.js';
import type { Level } from './documents.js';
import { judges } from './judges.js';
import type { Finding, Judged } from './judges.js';
import { signerKinds } from './signing.js';
import type { Signing } from './signing.js';
import { markdownTable, quoted, writeSection } from './table.js';

const counts = [1, 2, 5] as const;

interface Case extends Judged {
  kind: string;
  signer: string;
}

const folder = outputFolder('levels');
const trust = join(folder, 'root.pem');
const cases: Case[] = [];
/** What could not even be signed, by the case's name. */
const unsigned = new Map<string, string>();
const nameOf = ({ kind, level, signer, signatures }: Case): string => `${kind} ${level} ${signer} ${signatures}`;

let pki: Pki;
let servers: Servers;
const ways: Signing[] = [];

/** Signs a document five times over, and keeps what there was after one, two and five. */
async function signed(kind: string, level: Level, way: Signing, document: string): Promise<void> {
  let before = document;
  for (let nth = 1; nth <= Math.max(...counts); nth += 1) {
    const file = join(folder, `${kind}-${level}-${way.name}-${nth}.pdf`);
    const wanted = counts.find((count) => count === nth);
    const one: Case = { kind, level, signer: way.name, signatures: nth, file };
    try {
      await way.sign({ input: before, output: file, nth: nth - 1, level, tsa: servers.tsa() });
    } catch (error) {
      for (const signatures of counts) {
        if (signatures >= nth)
          unsigned.set(nameOf({ ...one, signatures }), error instanceof Error ? error.message : '?');
      }
      return;
    }
    if (wanted) cases.push(one);
    before = file;
  }
}

beforeAll(async () => {
  pki = await openPki();
  pki.write(folder);
  writeFileSync(trust, pki.rootPem);
  servers = await startServers(pki);
  for (const kind of signerKinds) {
    const way = await kind({ pki, folder });
    if (way) ways.push(way);
  }
  const documents = await rendered(folder);
  await twoAtATime(
    [...documents].flatMap(([kind, document]) =>
      levels.flatMap((level) => ways.map((way) => () => signed(kind, level, way, document))),
    ),
  );
});

afterAll(async () => {
  await Promise.all(ways.map((way) => way.stop?.()));
  await servers.stop();
});

test('every document is signed at every level, by every signer, once, twice and five times', () => {
  expect(Object.fromEntries(unsigned)).toEqual({});
  expect(cases).toHaveLength(kinds.length * levels.length * ways.length * counts.length);
});

/** By validator, then by case. */
const findings = new Map<string, Map<string, Finding>>();

describe.each([...judges])('$name', ({ name, there, judge }) => {
  test.skipIf(!there)('agrees with every file (skipped where it is missing)', async () => {
    const found = await judge(cases, trust);
    findings.set(name, new Map(cases.map((each, index) => [nameOf(each), found[index]])));
    const bad = cases.flatMap((each, index) =>
      found[index] === undefined ? [] : [`${nameOf(each)}: ${found[index]}`],
    );
    expect(bad).toEqual([]);
  });
});

test('the table in README.md says what the validators said', () => {
  // A table with holes would hide what was known before.
  if (judges.some(({ name }) => !findings.has(name)) || ways.length < signerKinds.length) return;
  const notes: string[] = [];
  const noteOf = (words: string): string => {
    const short = quoted(words);
    if (!notes.includes(short)) notes.push(short);
    return `${notes.indexOf(short) + 1}`;
  };
  const cell = (name: string, one: Case): string => {
    const finding = unsigned.get(nameOf(one)) ?? findings.get(name)?.get(nameOf(one));
    return finding === undefined ? `${one.signatures} ✓` : `**${one.signatures} ✗** (${noteOf(finding)})`;
  };
  const rows = kinds.flatMap(({ kind }) =>
    levels.flatMap((level) =>
      ways.map((way) => {
        const row = counts.map((signatures) => ({ kind, level, signer: way.name, signatures, file: '' }));
        return [kind, level, way.name, ...judges.map(({ name }) => row.map((one) => cell(name, one)).join(' · '))];
      }),
    ),
  );
  const head = ['document', 'level', 'signer', ...judges.map(({ name }) => name)];
  const words = notes.map((note, index) => `${index + 1}. ${note}`).join('\n');
  writeSection('levels', `${markdownTable(head, rows)}\n\n${words}`);
});
