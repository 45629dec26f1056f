import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  cancelCase,
  caseNow,
  completeCase,
  recordEvent,
  recordReminded,
  recordSigned,
  remindable,
} from '../../src/case/case-events.js';
import { reminderText } from '../../src/case/reminder.js';
import { prepareSigning } from '../../src/case/sign-in-case.js';
import { Failure } from '../../src/core/failure.js';
import type { Host } from '../../src/core/host.js';
import { text } from '../../src/core/text.js';
import { signFile } from '../../src/sign/sign-file.js';
import { refusal } from '../sign/helpers.js';
import { baseObjects, writeFile } from '../verify/support/pdf-writer.js';
import { clockHost, document, lines, open, read, sample, sign, start, workspace } from './helpers.js';

let path: string;
let host: Host;
let trust: Uint8Array[];
beforeEach(async () => {
  ({ path, host, trust } = await workspace());
});

const kinds = (): string[] => lines(path).map((line) => (JSON.parse(line) as { kind: string }).kind);
const whole = (file: string): Buffer => readFileSync(join(path, file));

describe('opening', () => {
  it('takes the signers that the document names, and binds the roadmap', async () => {
    const { model } = await open(host, { due: '2022-04-01', actor: { role: 'Registrator', name: 'Åsa Öberg' } });
    expect(model.signers).toEqual([
      { role: 'Direktionens ordförande', name: 'Karin Åkerström Exempel', field: 'ordforande' },
      { role: 'Förbundsdirektör och sekreterare', name: 'Per-Östen Provberg', field: 'sekreterare' },
    ]);
    expect(model.roadmap).toMatchObject({ id: 'fardplan-exempel', version: '2.0', sha256: sample.roadmap.sha256 });
    expect(model.document).toMatchObject({ file: 'beslut.pdf', size: whole('beslut.pdf').length });
    const { open: again, state } = await caseNow(host, 'arende.yaml');
    expect(again.model).toEqual(model);
    expect(state.signers.map((each) => each.state)).toEqual(['turn', 'waiting']);
    expect(lines(path)).toHaveLength(1);
  });

  it('takes signers as they are given, with or without their field and address', async () => {
    const { model } = await open(host, {
      signers: ['Sekreterare = Bo Prov <bo@exempel.example> @sekreterare', 'Direktionens ordförande=Åsa Ö'],
      order: 'parallel',
    });
    expect(model.signers).toEqual([
      { role: 'Sekreterare', name: 'Bo Prov', field: 'sekreterare', email: 'bo@exempel.example' },
      { role: 'Direktionens ordförande', name: 'Åsa Ö', field: 'ordforande' },
    ]);
    // The address is for whoever reminds, and is kept nowhere else.
    expect(read(path, 'arende.events.jsonl')).not.toContain('bo@exempel.example');
  });

  it.each<[string, string[], RegExp]>([
    ['without a name', ['Ordförande'], /cannot be read as a signer/],
    ['of a role without a field', ['Kassör=Bo Prov'], /no free field for the role Kassör/],
    ['in a field that is not there', ['Kassör=Bo Prov@kassor'], /no free field/],
    ['twice in a role', ['A=Bo@ordforande', 'a=Bo@sekreterare'], /role a stands twice/i],
    ['twice in a field', ['A=Bo@ordforande', 'B=Bo@ordforande'], /two signers/],
  ])('refuses a signer %s', async (_, signers, said) => {
    expect((await refusal(open(host, { signers }))).text.en).toMatch(said);
    expect(existsSync(join(path, 'arende.yaml'))).toBe(false);
  });

  it('refuses a file that is prepared, certified, damaged or no PDF, and leaves nothing behind', async () => {
    writeFileSync(join(path, 'beslut.pdf'), writeFile());
    expect((await refusal(open(host))).text.en).toMatch(/can show something else[\s\S]*Helvetica.*\(font\)/);
    const catalog = String(baseObjects()[1]);
    const perms = {
      ...baseObjects(),
      1: catalog.replace('/Pages', '/Perms << /DocMDP 40 0 R >> /Pages'),
      40: '<< /Type /Sig >>',
    };
    writeFileSync(join(path, 'beslut.pdf'), writeFile(perms));
    expect((await refusal(open(host))).text.en).toMatch(/already certified/);
    for (const bytes of [whole('beslut.pdf').subarray(0, -20), 'hej', '']) {
      writeFileSync(join(path, 'beslut.pdf'), bytes);
      expect((await refusal(open(host))).text.en).toMatch(/cannot be signed/);
    }
    expect(existsSync(join(path, 'arende.yaml')) || existsSync(join(path, 'arende.events.jsonl'))).toBe(false);
  });

  it('never replaces a case, or a log', async () => {
    await open(host);
    const before = read(path, 'arende.events.jsonl');
    expect((await refusal(open(host))).text.en).toMatch(/exists already/);
    rmSync(join(path, 'arende.yaml'));
    expect((await refusal(open(host))).text.en).toMatch(/exists already/);
    expect(read(path, 'arende.events.jsonl')).toBe(before);
  });
});

describe('signing', () => {
  it('goes in turn, is recorded, and can be completed', async () => {
    await open(host, { due: '2022-04-01' });
    await sign(host, 'karin', 'beslut.pdf', 'b1.pdf');
    await sign(host, 'per', 'b1.pdf', 'b2.pdf', { role: 'sekreterare', ip: '192.0.2.7' });
    const done = await completeCase(host, 'arende.yaml', undefined, { trust });
    expect(done.verdict.indication).toBe('TOTAL-PASSED');
    expect(done.state.state).toBe('completed');
    expect(kinds()).toEqual(['created', 'signed', 'signed', 'completed']);
    const [, first, second] = done.open.events;
    expect(first?.signature).toMatchObject({
      field: 'ordforande',
      signer: 'Karin Åkerström Exempel (TEST)',
      late: false,
    });
    expect(first?.signature?.certificate).toMatch(/^[0-9a-f]{64}$/);
    expect([first?.ip, second?.ip]).toEqual([undefined, '192.0.2.7']);
    expect(Buffer.from(whole('b2.pdf')).subarray(0, whole('beslut.pdf').length).equals(whole('beslut.pdf'))).toBe(true);
    expect((await refusal(sign(host, 'per', 'b2.pdf', 'b3.pdf'))).text.en).toMatch(/completed/);
  });

  it('refuses the wrong order, the wrong role, and who has signed', async () => {
    await open(host);
    expect((await refusal(sign(host, 'per', 'beslut.pdf', 'b1.pdf', { role: 'sekreterare' }))).text.en).toMatch(
      /not the turn of .*: Direktionens ordförande is to sign first/,
    );
    const unknown = await refusal(sign(host, 'per', 'beslut.pdf', 'b1.pdf', { role: 'sekreterate' }));
    expect(unknown.text.en).toMatch(/no signer with the role/);
    await sign(host, 'karin', 'beslut.pdf', 'b1.pdf');
    expect((await refusal(sign(host, 'karin', 'b1.pdf', 'b2.pdf', { role: 'ordforande' }))).text.en).toMatch(
      /has signed already/,
    );
    expect(existsSync(join(path, 'b2.pdf'))).toBe(false);
  });

  it('takes everyone in any order when that is the order, but has to be told who', async () => {
    await open(host, { order: 'parallel' });
    expect((await refusal(sign(host, 'per', 'beslut.pdf', 'b1.pdf'))).help?.en).toMatch(/Add --role/);
    await sign(host, 'per', 'beslut.pdf', 'b1.pdf', { role: 'sekreterare' });
    await sign(host, 'karin', 'b1.pdf', 'b2.pdf');
    expect((await caseNow(host, 'arende.yaml')).state.state).toBe('all-signed');
  });

  it('notes that it is late', async () => {
    await open(host, { due: '2022-03-16' });
    await sign(host, 'karin', 'beslut.pdf', 'b1.pdf');
    const { open: now, state } = await caseNow(host, 'arende.yaml');
    expect(now.events[1]?.signature?.late).toBe(true);
    expect(state.overdue).toBe(true);
  });

  it('counts the last day in Swedish time', async () => {
    await open(host, { due: '2022-03-17' });
    const evening = (at: string) => clockHost(path, new Date(at));
    expect((await caseNow(evening('2022-03-17T22:59:00Z'), 'arende.yaml')).state.overdue).toBe(false);
    expect((await caseNow(evening('2022-03-17T23:01:00Z'), 'arende.yaml')).state.overdue).toBe(true);
  });

  it('refuses another document, a changed one, and one that others have signed since', async () => {
    await open(host);
    writeFileSync(join(path, 'annan.pdf'), await document({ ...sample, title: 'En annan' }));
    expect((await refusal(sign(host, 'karin', 'annan.pdf', 'b1.pdf'))).text.en).toMatch(
      /not the document that the case/,
    );
    const changed = Buffer.from(whole('beslut.pdf'));
    changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1;
    writeFileSync(join(path, 'andrad.pdf'), changed);
    expect((await refusal(sign(host, 'karin', 'andrad.pdf', 'b1.pdf'))).text.en).toMatch(/another one, or changed/);
    writeFileSync(join(path, 'tillagd.pdf'), Buffer.concat([whole('beslut.pdf'), Buffer.from('%x\n')]));
    expect((await refusal(sign(host, 'karin', 'tillagd.pdf', 'b1.pdf'))).text.en).toMatch(/cannot be signed|changed/);
    await sign(host, 'karin', 'beslut.pdf', 'b1.pdf');
    expect((await refusal(sign(host, 'per', 'beslut.pdf', 'b2.pdf'))).help?.en).toBe('Sign b1.pdf.');
    expect(kinds()).toEqual(['created', 'signed']);
  });

  it('lets one of two win who sign at once, and writes nothing for the other', async () => {
    await open(host, { order: 'parallel' });
    const one = prepareSigning(host, { casePath: 'arende.yaml', input: 'beslut.pdf', role: 'ordforande' });
    const two = prepareSigning(host, { casePath: 'arende.yaml', input: 'beslut.pdf', role: 'sekreterare' });
    const finish = async (key: string, output: string, prepared: typeof one) => {
      const { signer, place } = await prepared;
      await signFile(host, {
        input: 'beslut.pdf',
        output,
        field: signer.field,
        signerOptions: { file: `nycklar/${key}.p12` },
        place: async (bytes, _, write) => void (await place(bytes, output, write)),
      });
    };
    await Promise.all([one, two]);
    const results = await Promise.allSettled([finish('karin', 'b1.pdf', one), finish('per', 'b2.pdf', two)]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect([existsSync(join(path, 'b1.pdf')), existsSync(join(path, 'b2.pdf'))].filter(Boolean)).toHaveLength(1);
    expect(kinds()).toEqual(['created', 'signed']);
    expect(existsSync(join(path, 'arende.events.jsonl.lock'))).toBe(false);
  });

  it('that was made outside the case is recorded, in the order of the case', async () => {
    await open(host);
    const outside = (key: string, field: string, input: string, output: string) =>
      signFile(host, { input, output, field, signerOptions: { file: `nycklar/${key}.p12` } });
    await outside('karin', 'ordforande', 'beslut.pdf', 'b1.pdf');
    await outside('per', 'sekreterare', 'b1.pdf', 'b2.pdf');
    expect((await refusal(sign(host, 'per', 'b1.pdf', 'b3.pdf', { role: 'ordforande' }))).help?.en).toMatch(
      /case record signed/,
    );
    const { state, open: now } = await recordSigned(host, 'arende.yaml', 'b2.pdf');
    expect(state.state).toBe('all-signed');
    expect(now.events.map(({ document: file }) => file?.size)).toEqual(
      ['beslut.pdf', 'b1.pdf', 'b2.pdf'].map((file) => whole(file).length),
    );
    expect((await refusal(recordSigned(host, 'arende.yaml', 'b2.pdf'))).text.en).toMatch(/does not know/);
  });

  it('outside the case in the wrong order is not', async () => {
    await open(host);
    await signFile(host, {
      input: 'beslut.pdf',
      output: 'b1.pdf',
      field: 'sekreterare',
      signerOptions: { file: 'nycklar/per.p12' },
    });
    expect((await refusal(recordSigned(host, 'arende.yaml', 'b1.pdf'))).text.en).toMatch(/not the turn/);
    expect(kinds()).toEqual(['created']);
  });
});

describe('events', () => {
  it('viewed, sent, reminded and declined are told of', async () => {
    await open(host);
    await recordEvent(host, 'arende.yaml', 'sent', { by: 'ordforande' });
    await recordEvent(host, 'arende.yaml', 'viewed', { by: 'Direktionens ordförande', ip: '2001:db8::1' });
    expect(
      (await refusal(recordEvent(host, 'arende.yaml', 'viewed', { by: 'ordforande', ip: '300.1.1.1' }))).text.en,
    ).toMatch(/no IP address/);
    const { open: now, state, whom } = await remindable(host, 'arende.yaml');
    expect(whom.map(({ signer }) => signer.field)).toEqual(['ordforande']);
    const [first] = whom;
    if (!first) throw new Error('nobody');
    const letter = reminderText(now, state, first, { today: '2022-03-18', replyTo: 'registrator@exempel.example' });
    expect(letter).toContain('**Till:** Karin Åkerström Exempel, Direktionens ordförande');
    expect(letter).toContain('Öppnad av dig: 2022-03-17');
    expect(letter).toContain(now.model.document.sha256);
    expect((await recordReminded(host, now, whom)).state.signers[0]?.reminded).toHaveLength(1);
    expect((await refusal(recordEvent(host, 'arende.yaml', 'declined', { by: 'ordforande' }))).text.en).toMatch(
      /shall say why/,
    );
    const after = await recordEvent(host, 'arende.yaml', 'declined', { by: 'ordforande', reason: 'Jäv' });
    expect(after.state).toMatchObject({
      state: 'declined',
      signers: [{ state: 'declined', reason: 'Jäv' }, { state: 'waiting' }],
    });
    expect((await refusal(sign(host, 'per', 'beslut.pdf', 'b1.pdf', { role: 'sekreterare' }))).text.en).toMatch(
      /has declined/,
    );
    await cancelCase(host, 'arende.yaml', 'Ordföranden är jävig');
    expect((await refusal(recordEvent(host, 'arende.yaml', 'viewed', { by: 'ordforande' }))).text.en).toMatch(
      /cancelled/,
    );
  });

  it('completion waits for everyone, and for a verdict that passes', async () => {
    await open(host, { order: 'parallel' });
    expect((await refusal(completeCase(host, 'arende.yaml', undefined, { trust }))).text.en).toMatch(
      /Not everyone has signed/,
    );
    await sign(host, 'karin', 'beslut.pdf', 'b1.pdf', { role: 'ordforande' });
    await sign(host, 'per', 'b1.pdf', 'b2.pdf');
    expect(await completeCase(host, 'arende.yaml', undefined, { trust: [] })).toMatchObject({ code: 3 });
    const wrong = await refusal(completeCase(host, 'arende.yaml', 'b1.pdf', { trust }));
    expect(wrong.text.en).toMatch(/not the newest/);
    expect(kinds()).toEqual(['created', 'signed', 'signed']);
    expect((await refusal(cancelCase(host, 'arende.yaml', ' '))).text.en).toMatch(/shall say why/);
  });
});

describe('a case that was tampered with', () => {
  beforeEach(async () => {
    await open(host);
    await recordEvent(host, 'arende.yaml', 'sent', { by: 'ordforande' });
    await recordEvent(host, 'arende.yaml', 'viewed', { by: 'ordforande' });
  });
  const edit = (file: string, change: (text: string) => string): void =>
    writeFileSync(join(path, file), change(read(path, file)));

  it.each<[string, string, (text: string) => string, RegExp]>([
    [
      'its end is gone',
      'arende.events.jsonl',
      (text) => text.split('\n').slice(0, 2).join('\n') + '\n',
      /has lost its end: it has 2 events.* 3/,
    ],
    [
      'a line is edited',
      'arende.events.jsonl',
      (text) => text.replace('"sent"', '"sent" '),
      /line 2: .*changed by hand/,
    ],
    [
      'two lines change places',
      'arende.events.jsonl',
      (text) => [0, 2, 1].map((at) => text.split('\n')[at]).join('\n') + '\n',
      /line 2: .*moved/,
    ],
    ['the last line is half', 'arende.events.jsonl', (text) => text.slice(0, -30), /line 3: .*not whole.*after line 2/],
    [
      'another name signs',
      'arende.yaml',
      (text) => text.replace('Per-Östen Provberg', 'Per Annan'),
      /case file was changed.*the signers/,
    ],
    [
      'it is another document',
      'arende.yaml',
      (text) => text.replace(/(?<=sha256: )[0-9a-f]{8}/, '00000000'),
      /the document/,
    ],
    [
      'the day is moved',
      'arende.yaml',
      (text) => text.replace('öppnat:', 'senast: 2030-01-01\nöppnat:'),
      /the last day/,
    ],
    ['the order is another', 'arende.yaml', (text) => text.replace('i tur och ordning', 'valfri'), /the order/],
  ])('is refused when %s', async (_, file, change, said) => {
    edit(file, change);
    const failure = await refusal(caseNow(host, 'arende.yaml'));
    expect(failure.text.en).toMatch(said);
    expect(failure.code).toBe(1);
    expect((await refusal(sign(host, 'karin', 'beslut.pdf', 'b1.pdf'))).text.en).toMatch(said);
  });

  it('but not when git has turned its line ends, or somebody has added a comment', async () => {
    edit('arende.events.jsonl', (text) => text.replaceAll('\n', '\r\n'));
    edit('arende.yaml', (text) => `# Ärendet om färdplanen\r\n${text.replaceAll('\n', '\r\n')}`);
    await sign(host, 'karin', 'beslut.pdf', 'b1.pdf');
    expect((await caseNow(host, 'arende.yaml')).open.events).toHaveLength(4);
    expect(read(path, 'arende.events.jsonl')).not.toMatch(/[^\r]\n/);
    expect(read(path, 'arende.yaml')).toContain('# Ärendet om färdplanen');
  });
});

describe('places that cannot be written to', () => {
  it('a lock that somebody else holds is told of, and nothing happens', async () => {
    await open(host);
    writeFileSync(join(path, 'arende.events.jsonl.lock'), '2022-03-17T09:00:00Z\n');
    const failure = await refusal(sign(host, 'karin', 'beslut.pdf', 'b1.pdf'));
    expect(failure.help?.en).toMatch(/remove .*arende\.events\.jsonl\.lock/);
    expect(existsSync(join(path, 'b1.pdf'))).toBe(false);
    expect(kinds()).toEqual(['created']);
  });

  it('a disk that cannot be written to', async () => {
    await open(host);
    const refused = new Failure(text('Platsen är skrivskyddad', 'The place is read-only'));
    const readOnly = { ...host, files: { ...host.files, write: () => Promise.reject(refused) } };
    expect(await refusal(recordEvent(readOnly, 'arende.yaml', 'sent', { by: 'ordforande' }))).toBe(refused);
    expect(await refusal(sign(readOnly, 'karin', 'beslut.pdf', 'b1.pdf'))).toBe(refused);
    expect(kinds()).toEqual(['created']);
  });
});

describe('a run that is stopped', () => {
  /** A host whose files stop working before the operation with this number, as when the process is killed there. */
  function stopping(at: number): { host: Host; count: () => number } {
    let count = 0;
    const inner = clockHost(path, new Date(start.getTime() + 3_600_000));
    const guarded =
      <A extends unknown[], R>(work: (...given: A) => Promise<R>) =>
      (...given: A): Promise<R> => {
        count += 1;
        return count > at ? Promise.reject(new Error('killed')) : work(...given);
      };
    const { files } = inner;
    return {
      host: { ...inner, files: { ...files, write: guarded(files.write), remove: guarded(files.remove) } },
      count: () => count,
    };
  }

  it('leaves the input as it was, the output whole or absent, and a log that is whole', async () => {
    await open(host);
    const input = whole('beslut.pdf');
    for (let at = 0; ; at += 1) {
      const { host: killed, count } = stopping(at);
      const output = `ut-${at}.pdf`;
      const stopped = await sign(killed, 'karin', 'beslut.pdf', output).then(
        () => false,
        (error: unknown) => {
          if (error instanceof Error && error.message === 'killed') return true;
          throw error;
        },
      );
      expect(whole('beslut.pdf').equals(input)).toBe(true);
      rmSync(join(path, 'arende.events.jsonl.lock'), { force: true });
      const { open: now } = await caseNow(host, 'arende.yaml');
      if (existsSync(join(path, output))) {
        // Written, but perhaps not recorded: then it can be.
        if (now.events.length === 1) {
          await recordSigned(host, 'arende.yaml', output);
          expect((await caseNow(host, 'arende.yaml')).state.signers[0]?.state).toBe('signed');
        } else expect(now.events[1]?.document?.file).toBe(output);
        break;
      }
      expect(now.events).toHaveLength(1);
      if (!stopped) throw new Error(`nothing was written after ${count()} operations`);
    }
  });

  it('between the log and the case file loses nothing', async () => {
    await open(host);
    // Lock, log, then the case file.
    const { host: killed } = stopping(2);
    await expect(recordEvent(killed, 'arende.yaml', 'sent', { by: 'ordforande' })).rejects.toThrow('killed');
    rmSync(join(path, 'arende.events.jsonl.lock'));
    await recordEvent(host, 'arende.yaml', 'viewed', { by: 'ordforande' });
    expect(kinds()).toEqual(['created', 'sent', 'viewed']);
    expect((await caseNow(host, 'arende.yaml')).open.model.head.events).toBe(3);
  });
});
