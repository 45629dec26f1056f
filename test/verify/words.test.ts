import { describe, expect, it } from 'vitest';
import { readTrust } from '../../src/verify/trust.js';
import { plainAnswer, verdictText } from '../../src/verify/verdict-text.js';
import { verdictExit, verifyPdf } from '../../src/verify/verify.js';
import { at, once, people, trusting, twice, verify } from './support/files.js';
import { identity } from './support/identities.js';
import { baseObjects, sekreterare, signFile, update, writeFile } from './support/pdf-writer.js';

const { root, authority, anna, stranger } = people;

describe('the plain answer', () => {
  it('says who, whether untouched, and what is missing', async () => {
    expect(plainAnswer(await verify(once), 'sv')).toBe(
      'Undertecknad av Anna Exempel (TEST), orörd, och av betrodd utfärdare.',
    );
    expect(plainAnswer(await verify(once, trusting(stranger)), 'sv')).toBe(
      'Undertecknad av Anna Exempel (TEST), orörd – men undertecknaren finns inte i din lista över betrodda utfärdare.',
    );
    expect(plainAnswer(await verify(twice, trusting(stranger)), 'en')).toBe(
      'Signed by Anna Exempel (TEST) and Bo Prov (TEST), untouched, but the signers are not in your list of trusted issuers.',
    );
    expect(plainAnswer(await verify(writeFile()), 'sv')).toBe('Filen är inte undertecknad.');
    expect(plainAnswer(await verify(Buffer.from('hej')), 'sv')).toBe(
      'Går inte att godkänna: Filen är inte en PDF: den börjar inte med %PDF-1.x.',
    );
  });

  it('names the one of two signers whom it concerns', async () => {
    const eva = identity('Eva', authority, { until: new Date('2024-01-01') });
    const file = signFile(once, { signer: eva, chain: [authority], field: sekreterare, value: 21 });
    expect(plainAnswer(await verify(file), 'sv')).toBe(
      'Undertecknad av Anna Exempel (TEST) och Eva, orörd – men certifikatet har gått ut (Eva).',
    );
  });

  it('never calls a changed file untouched', async () => {
    const appended = await verify(Buffer.concat([once, Buffer.from('x')]));
    expect(plainAnswer(appended, 'sv')).toMatch(
      /^UNDERKÄND\. Undertecknad i namnet Anna Exempel \(TEST\), men: 1 byte efter byte \d+ hör inte till/,
    );
    const replaced = await verify(update(once, { 6: String(baseObjects()[5]) }));
    expect(plainAnswer(replaced, 'en')).toBe(
      'FAILED. Signed in the name of Anna Exempel (TEST), but: Changed: the content of page 2.',
    );
    for (const verdict of [appended, replaced])
      expect(verdictText(verdict, 'sv').split('\n')[0]).not.toContain('orörd');
  });

  it('is followed by what it rests on, certificate and document kept apart', async () => {
    expect(verdictText(await verify(twice), 'sv').split('\n')).toEqual([
      'beslut.pdf: Undertecknad av Anna Exempel (TEST) och Bo Prov (TEST), orörd, och av betrodd utfärdare.',
      'Underskrift ordforande: TOTAL-PASSED',
      '  Enligt certifikatet: Anna Exempel (TEST)',
      '  Enligt dokumentet: Anna Exempel, ordförande',
      '  Utfärdare: Exempelutfärdare (TEST)',
      '  Tid: 2024-03-18 09:16 (UTC+1) (undertecknarens egen uppgift)',
      '  Nivå: PAdES-B-B',
      '  Anmärkning: certifikatets utfärdare anger inte var man kan se om det har spärrats.',
      'Underskrift sekreterare: TOTAL-PASSED',
      '  Enligt certifikatet: Bo Prov (TEST)',
      '  Enligt dokumentet: Bo Prov, sekreterare',
      '  Utfärdare: Exempelutfärdare (TEST)',
      '  Tid: 2024-03-18 09:16 (UTC+1) (undertecknarens egen uppgift)',
      '  Nivå: PAdES-B-B',
      '  Anmärkning: certifikatets utfärdare anger inte var man kan se om det har spärrats.',
      'Efter den första underskriften:',
      '  version 3, tillåtet: Fältet sekreterare undertecknades.',
      'Färdplan: exempel, version 2.0',
      '  Bilagan är den fil som dokumentet anger.',
      '  Commit abababababab kunde inte slås upp här.',
    ]);
  });

  it('shows no character of a name that could fool the eye', async () => {
    const tricky = identity('Anna\u202e\u001b[2Jx', authority);
    const verdict = await verify(signFile(writeFile(), { signer: tricky, chain: [authority] }));
    expect(verdict.signatures[0]?.signer).toBe('Anna\ufffd\ufffd[2Jx');
  });
});

describe('exit codes', () => {
  it('are 0, 1 and 3', () => {
    expect(
      ['TOTAL-PASSED', 'TOTAL-FAILED', 'INDETERMINATE'].map((each) => verdictExit(each as 'TOTAL-PASSED')),
    ).toEqual([0, 1, 3]);
  });
});

describe('the roadmap a document is bound to', () => {
  const found = (answer: boolean | null) => ({ lookup: () => Promise.resolve(answer) });

  it('is looked up in the named commit, by hash and name', async () => {
    const asked: unknown[] = [];
    const verdict = await verify(once, { lookup: (...args) => Promise.resolve(asked.push(args) > 0) });
    expect(asked).toEqual([['ab'.repeat(20), verdict.roadmap?.sha256, 'fardplan.md']]);
    expect(verdict).toMatchObject({
      indication: 'TOTAL-PASSED',
      roadmap: { commitMatches: true, attachmentMatches: true },
    });
  });

  it('keeps the file from passing when the commit holds another text; not when it cannot be looked up', async () => {
    expect(await verify(once, found(false))).toMatchObject({
      indication: 'INDETERMINATE',
      roadmap: { commitMatches: false },
    });
    expect(await verify(once, found(null))).toMatchObject({
      indication: 'TOTAL-PASSED',
      roadmap: { commitMatches: null },
    });
  });

  it('fails the file when the attachment is another than the document names', async () => {
    const signed = signFile(writeFile(baseObjects({ sha256: '00'.repeat(32) })), { signer: anna, chain: [authority] });
    const verdict = await verify(signed);
    expect(verdict).toMatchObject({
      indication: 'TOTAL-FAILED',
      subIndication: 'HASH_FAILURE',
      roadmap: { attachmentMatches: false },
    });
    expect(verdictText(verdict, 'sv')).toContain('Bilagan är INTE den fil som dokumentet anger.');
  });

  it('is missed when it is not attached; a file without binding has none', async () => {
    const bare = { ...baseObjects(), 13: '<< /Type /Filespec >>' };
    expect(await verify(signFile(writeFile(bare), { signer: anna, chain: [authority] }))).toMatchObject({
      indication: 'INDETERMINATE',
      subIndication: 'SIGNED_DATA_NOT_FOUND',
      roadmap: { attachmentMatches: null },
    });
    const unbound = { ...baseObjects(), 11: '<< >>' };
    expect(await verify(signFile(writeFile(unbound), { signer: anna, chain: [authority] }))).toMatchObject({
      indication: 'TOTAL-PASSED',
      roadmap: null,
    });
  });
});

describe('trusted issuers', () => {
  const pem = (der: Uint8Array): string =>
    `-----BEGIN CERTIFICATE-----\r\n${Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\r\n')}\r\n-----END CERTIFICATE-----\r\n`;

  it('are read from DER and from PEM with any number, each once', () => {
    expect(readTrust(root.der, 'a').certificates).toEqual([new Uint8Array(root.der)]);
    const bundle = Buffer.from(`Rot\n${pem(root.der)}# mera\n${pem(authority.der)}${pem(root.der)}`);
    expect(readTrust(bundle, 'a')).toEqual({
      certificates: [root.der, authority.der].map((der) => new Uint8Array(der)),
      problems: [],
    });
  });

  it('are told about when they cannot be read', () => {
    const broken = pem(root.der.subarray(0, 100));
    expect(readTrust(Buffer.from(broken + pem(root.der)), 'ca.pem')).toMatchObject({
      certificates: [expect.anything()],
      problems: [{ sv: expect.stringMatching(/^Certifikat 1 i ca\.pem/) }],
    });
    for (const junk of ['', 'hej', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----']) {
      expect(readTrust(Buffer.from(junk), 'ca.pem')).toMatchObject({
        certificates: [],
        problems: [{ en: expect.stringMatching(/contains no certificate/) }],
      });
    }
  });

  it('do no harm when one of them is broken', async () => {
    const verdict = await verifyPdf(once, { file: 'x', at, trust: [Uint8Array.of(1, 2), root.der] });
    expect(verdict).toMatchObject({
      indication: 'TOTAL-PASSED',
      reasons: [{ en: expect.stringMatching(/cannot be read/) }, { en: 'Note: Bo Prov, sekreterare has not signed.' }],
    });
  });
});
