import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anchorCase } from '../../src/case/anchor.js';
import { caseNow, completeCase } from '../../src/case/case-events.js';
import { eventLine, lineHash } from '../../src/case/event-log.js';
import { judgeAudit } from '../../src/case/judge-audit.js';
import { prepareSigning } from '../../src/case/sign-in-case.js';
import type { Host } from '../../src/core/host.js';
import type { AuditVerdict } from '../../src/model/audit-verdict.js';
import type { Case } from '../../src/model/case.js';
import type { CaseEvent } from '../../src/model/case-event.js';
import { signFile } from '../../src/sign/sign-file.js';
import { timeStamping } from '../../src/sign/time-stamping.js';
import { verifyPdf } from '../../src/verify/verify.js';
import { openPki, type Pki } from '../pki/pki.js';
import { startServers, type Servers } from '../pki/servers.js';
import { clockHost, document, lines, open, sample, sign, start, workspace } from './helpers.js';

let path: string;
let host: Host;
let trust: Uint8Array[];
let model: Case;
const whole = (file: string): Uint8Array => new Uint8Array(readFileSync(join(path, file)));

beforeAll(async () => {
  ({ path, host, trust } = await workspace());
  await open(host);
  await sign(host, 'karin', 'beslut.pdf', 'b1.pdf');
  await sign(host, 'per', 'b1.pdf', 'b2.pdf');
  ({ model } = (await completeCase(host, 'arende.yaml', undefined, { trust })).open);
  ({ model } = (await caseNow(host, 'arende.yaml')).open);
});

/** The verdict on a log and a file; what is left out is the real thing. */
async function audit(
  given: { log?: readonly string[]; pdf?: Uint8Array; model?: Case | undefined; trust?: Uint8Array[]; at?: Date } = {},
): Promise<AuditVerdict> {
  const pdf = given.pdf ?? whole('b2.pdf');
  const verdict = await verifyPdf(pdf, { file: 'b2.pdf', trust, at: host.now() });
  return judgeAudit({
    name: 'logg',
    log: Buffer.from((given.log ?? lines(path)).map((line) => `${line}\n`).join('')),
    model: 'model' in given ? given.model : model,
    pdf,
    verdict,
    trust: given.trust ?? trust,
    at: given.at ?? start,
  });
}

const said = ({ reasons }: AuditVerdict): string => reasons.map(({ en }) => en).join('\n');

/** A log of the same events with some of them changed, properly chained anew: what a careful forger makes. */
async function rechained(change: (event: CaseEvent, index: number) => CaseEvent | undefined): Promise<string[]> {
  const made: string[] = [];
  let previous = '0'.repeat(64);
  for (const [index, line] of lines(path).entries()) {
    const event = change(JSON.parse(line) as CaseEvent, index);
    if (!event) continue;
    const written = eventLine({ ...event, number: made.length + 1, previous });
    made.push(written);
    previous = await lineHash(written);
  }
  return made;
}

it('passes a log that is whole and about this file', async () => {
  const verdict = await audit();
  expect(said(verdict)).toBe('');
  expect(verdict).toMatchObject({
    indication: 'TOTAL-PASSED',
    state: 'completed',
    events: 4,
    chainHolds: true,
    endKnown: true,
    belongsToFile: true,
    signatures: [
      { event: 2, field: 'ordforande', matches: true },
      { event: 3, field: 'sekreterare', matches: true },
    ],
  });
});

it('passes a completed log without its case file, and cannot settle an open one', async () => {
  expect((await audit({ model: undefined })).indication).toBe('TOTAL-PASSED');
  const cut = await audit({ model: undefined, log: lines(path).slice(0, 3) });
  expect(cut).toMatchObject({ indication: 'INDETERMINATE', endKnown: false });
  expect(said(cut)).toMatch(/lines are missing at the end cannot be told/);
});

describe('fails', () => {
  it('a log about another file', async () => {
    const other = await audit({ pdf: await document({ ...sample, title: 'En annan' }) });
    expect(other).toMatchObject({ indication: 'TOTAL-FAILED', belongsToFile: false });
    expect(said(other)).toMatch(/does not belong to this file/);
  });

  it('a file with fewer signatures than the log', async () => {
    expect(said(await audit({ pdf: whole('b1.pdf') }))).toMatch(
      /Event 3: the signature in the field sekreterare is not the one/,
    );
    expect((await audit({ pdf: whole('beslut.pdf') })).indication).toBe('TOTAL-FAILED');
  });

  it('a log whose end is gone, when the case file knows it', async () => {
    expect(said(await audit({ log: lines(path).slice(0, 3) }))).toMatch(/has lost its end/);
  });

  it.each<[string, (event: CaseEvent, index: number) => CaseEvent | undefined, RegExp]>([
    [
      'an event is left out',
      (event, index) => (index === 1 ? undefined : event),
      /lost its end|Direktionens ordförande/,
    ],
    ['a reason is added', (event, index) => (index === 2 ? { ...event, reason: 'x' } : event), /was rewritten/],
    [
      'a signature is that of another file',
      (event, index) =>
        index === 1 && event.document ? { ...event, document: { ...event.document, sha256: 'ab'.repeat(32) } } : event,
      /is not the one in the file/,
    ],
  ])('a log that was chained anew after %s', async (_, change, named) => {
    const verdict = await audit({ log: await rechained(change) });
    expect(verdict).toMatchObject({ indication: 'TOTAL-FAILED', chainHolds: true });
    expect(said(verdict)).toMatch(named);
  });

  it('a log that could not have come about, even without the case file', async () => {
    const early = await rechained((event, index) => (index === 1 ? undefined : event));
    expect(said(await audit({ log: early, model: undefined }))).toMatch(/was to sign before[\s\S]*had not signed/);
    const after = [...lines(path)];
    const last = JSON.parse(after.at(-1) ?? '') as CaseEvent;
    after.push(
      eventLine({ ...last, number: 5, previous: await lineHash(after.at(-1) ?? ''), kind: 'cancelled', reason: 'x' }),
    );
    expect(said(await audit({ log: after, model: undefined }))).toMatch(/Event 5: the case was already closed/);
  });

  it('a broken chain, and says nothing of what comes after', async () => {
    const broken = lines(path).map((line, index) => (index === 1 ? line.replace('Karin', 'Maria') : line));
    const verdict = await audit({ log: broken });
    expect(verdict).toMatchObject({ indication: 'TOTAL-FAILED', chainHolds: false });
    expect(verdict.reasons).toHaveLength(1);
    expect(said(verdict)).toMatch(/line 3: .*does not belong to the line before/);
  });
});

it('cannot settle a signature that the log does not tell of', async () => {
  const verdict = await audit({ log: lines(path).slice(0, 2), model: undefined });
  expect(verdict.indication).toBe('INDETERMINATE');
  expect(said(verdict)).toMatch(/field sekreterare is in the file but not in the event log/);
});

it('remarks on clocks that differ, and on what was added to the file afterwards', async () => {
  const back = await rechained((event, index) => (index === 2 ? { ...event, at: '2020-01-01T00:00:00Z' } : event));
  expect(said(await audit({ log: back, model: undefined }))).toMatch(/Note: event 3 has a time before/);
});

describe('a time-stamp over the end of the log', () => {
  let pki: Pki;
  let servers: Servers;
  beforeAll(async () => {
    pki = await openPki();
    servers = await startServers(pki);
    await anchorCase({ ...clockHost(path, pki.now), now: () => pki.now }, 'arende.yaml', servers.tsa());
    ({ model } = (await caseNow(host, 'arende.yaml')).open);
  });
  afterAll(() => servers.stop());

  it('holds, and is trusted by those who trust its issuer', async () => {
    const question = { trust: [...trust, pki.root], at: pki.now };
    const verdict = await audit(question);
    expect(verdict.anchors).toMatchObject([{ event: 5, holds: true, trusted: true }]);
    expect(verdict.anchors[0]?.authority).toBe('Fardplan Test TSA (TEST)');
    expect(verdict.indication).toBe('TOTAL-PASSED');
    expect(said(verdict)).not.toMatch(/trusted issuers/);
    expect(said(await audit())).toMatch(/not in your list of trusted issuers/);
  });

  it('fails over any other line', async () => {
    const moved = await rechained((event, index) => (index === 3 ? { ...event, at: '2022-03-17T12:00:00Z' } : event));
    const verdict = await audit({ log: moved, model: undefined });
    expect(verdict.indication).toBe('TOTAL-FAILED');
    expect(said(verdict)).toMatch(/Event 5: the time-stamp is not over this log/);
  });

  it('in a signature is the time of its event', async () => {
    const { path: folder } = await workspace();
    const now = { ...clockHost(folder), now: () => pki.now };
    await open(now);
    const { signer, place } = await prepareSigning(now, { casePath: 'arende.yaml', input: 'beslut.pdf' });
    await signFile(now, {
      input: 'beslut.pdf',
      output: 'b1.pdf',
      field: signer.field,
      level: 'B-T',
      stamping: timeStamping(now, { url: servers.tsa() }),
      signerOptions: { file: 'nycklar/karin.p12' },
      place: async (bytes, _, write) => void (await place(bytes, 'b1.pdf', write)),
    });
    const event = (await caseNow(now, 'arende.yaml')).open.events[1];
    expect(event).toMatchObject({ kind: 'signed', timeSource: 'timestamp', signature: { level: 'PAdES-B-T' } });
    expect(Math.abs(Date.parse(event?.at ?? '') - pki.now.getTime())).toBeLessThan(120_000);
  });

  it('is not taken from an authority that lies', async () => {
    const lying = servers.tsa({ lie: 'wrong-nonce' });
    const now = lines(path).length;
    await expect(
      anchorCase({ ...clockHost(path, pki.now), now: () => pki.now }, 'arende.yaml', lying),
    ).rejects.toThrow();
    expect(lines(path)).toHaveLength(now);
  });
});
