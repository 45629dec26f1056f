import { describe, expect, it } from 'vitest';
import { at, once, people, trusting, twice, verify } from './support/files.js';
import { identity, ids, rsaKey } from './support/identities.js';
import { nil, oid, seq } from './support/der-writer.js';
import { ordforande, sekreterare, signFile, writeFile } from './support/pdf-writer.js';

const { root, authority, anna, bo } = people;

describe('sound signatures', () => {
  it('pass, cover the whole file, and say who and when', async () => {
    const verdict = await verify(once);
    expect(verdict).toMatchObject({ indication: 'TOTAL-PASSED', subIndication: null, changesAfterSigning: [] });
    expect(verdict.signatures).toMatchObject([
      {
        field: 'ordforande',
        signer: 'Anna Exempel (TEST)',
        declaredSigner: 'Anna Exempel, ordförande',
        issuer: 'Exempelutfärdare (TEST)',
        level: 'PAdES-B-B',
        signedAt: '2024-03-18T08:16:11Z',
        timeSource: 'claimed',
        indication: 'TOTAL-PASSED',
        subIndication: null,
        coversWholeFile: true,
        untouched: true,
        revision: 2,
        claimedAt: '2024-03-18T08:16:11Z',
        signerMatches: true,
        permissions: { certification: null, locks: [] },
        timestamps: [],
        chain: [
          { anchor: false, revocation: 'no-source' },
          { anchor: false },
          { anchor: true, revocation: 'not-asked' },
        ],
        reasons: [expect.objectContaining({ en: expect.stringMatching(/^Note: .*revoked/) })],
      },
    ]);
  });

  it('pass when a second person signs after the first', async () => {
    const verdict = await verify(twice);
    expect(verdict.indication).toBe('TOTAL-PASSED');
    expect(verdict.signatures.map(({ signer, coversWholeFile }) => [signer, coversWholeFile])).toEqual([
      ['Anna Exempel (TEST)', false],
      ['Bo Prov (TEST)', true],
    ]);
    expect(verdict.changesAfterSigning).toMatchObject([
      { revision: 3, allowed: true, what: { en: 'The field sekreterare was signed.' } },
    ]);
  });

  it('pass in a new invisible field, in a form that was not there before', async () => {
    const bodies = {
      1: '<< /Type /Catalog /Pages 2 0 R >>',
      2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
      14: '<< >>',
    };
    const first = signFile(writeFile(bodies), {
      signer: anna,
      chain: [authority],
      field: { ...ordforande, number: 30 },
      more: {
        1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [30 0 R] /SigFlags 3 >> >>',
        3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [30 0 R] >>',
      },
    });
    const second = signFile(first, {
      signer: bo,
      chain: [authority],
      field: { ...sekreterare, number: 31 },
      value: 21,
      more: {
        1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [30 0 R 31 0 R] /SigFlags 3 >> >>',
        3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [30 0 R 31 0 R] >>',
      },
    });
    expect(await verify(second)).toMatchObject({
      indication: 'TOTAL-PASSED',
      signatures: [{ signer: anna.name }, { signer: bo.name }],
    });
  });

  it.each([
    ['RSA', {}],
    ['RSA-PSS', { pss: true }],
    ['RSA with SHA-512', { hash: 'sha512' }],
    ['rsaEncryption with CMSAlgorithmProtection', { protection: true, signatureIdentifier: seq(oid(ids.rsa), nil) }],
    ['CMSAlgorithmProtection', { protection: true }],
  ] as const)('pass with %s', async (_, cms) => {
    const signer = identity('Rut RSA', authority, { key: rsaKey() });
    const verdict = await verify(signFile(writeFile(), { signer, chain: [authority], cms }));
    expect(verdict.signatures).toMatchObject([{ indication: 'TOTAL-PASSED', level: 'PAdES-B-B', signer: 'Rut RSA' }]);
  });

  it('are plain CMS without signing-certificate-v2, or with a signing-time', async () => {
    const unbound = await verify(
      signFile(writeFile(), { signer: anna, chain: [authority], cms: { ess: null }, subFilter: 'adbe.pkcs7.detached' }),
    );
    expect(unbound.signatures).toMatchObject([{ indication: 'TOTAL-PASSED', level: 'CMS' }]);
    const timed = await verify(signFile(writeFile(), { signer: anna, chain: [authority], cms: { signingTime: true } }));
    expect(timed.signatures).toMatchObject([{ indication: 'TOTAL-PASSED', level: 'CMS' }]);
  });

  it('are untouched but unsettled when nobody known vouches for the signer', async () => {
    const verdict = await verify(twice, trusting(people.stranger));
    expect(verdict).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' });
    expect(verdict.signatures.every(({ untouched }) => untouched)).toBe(true);
    expect(await verify(twice, { trust: [] })).toMatchObject({
      indication: 'INDETERMINATE',
      subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
    });
  });

  it('pass by any certificate of the path that is trusted, as long as everything in the signature is vouched for', async () => {
    const full = signFile(writeFile(), { signer: anna, chain: [authority, root] });
    for (const issuer of [root, authority]) {
      expect(await verify(full, trusting(issuer)), issuer.name).toMatchObject({ indication: 'TOTAL-PASSED' });
    }
    const alone = signFile(writeFile(), { signer: anna, chain: [] });
    expect(await verify(alone, trusting(anna))).toMatchObject({ indication: 'TOTAL-PASSED' });
    expect(await verify(alone, trusting(authority))).toMatchObject({ indication: 'TOTAL-PASSED' });
    expect(await verify(alone, trusting(root))).toMatchObject({ subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' });
    // Nothing signed says that this copy of the authority's certificate is the real one.
    expect(await verify(once, trusting(anna))).toMatchObject({ subIndication: 'SIG_CONSTRAINTS_FAILURE' });
  });

  it('say when the certificate names another than the document', async () => {
    const verdict = await verify(signFile(writeFile(), { signer: bo, chain: [authority] }));
    expect(verdict.signatures).toMatchObject([
      { signer: bo.name, declaredSigner: 'Anna Exempel, ordförande', indication: 'TOTAL-PASSED' },
    ]);
    expect(verdict.signatures[0]?.reasons.map(({ en }) => en).join()).toContain(
      'the certificate belongs to “Bo Prov (TEST)”',
    );
  });

  it('are judged at the time that is asked about', async () => {
    const late = await verify(once, { at: new Date('2041-01-01') });
    expect(late).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'OUT_OF_BOUNDS_NO_POE' });
    const early = await verify(once, { at: new Date('2019-01-01') });
    expect(early).toMatchObject({ indication: 'TOTAL-FAILED', subIndication: 'NOT_YET_VALID' });
    expect((await verify(once, { at })).indication).toBe('TOTAL-PASSED');
  });
});
