import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/core/sha256.js';
import type { Verdict } from '../../src/model/verdict.js';
import { signPdf } from '../../src/sign/sign-pdf.js';
import { readTrust } from '../../src/verify/trust.js';
import { verifyPdf } from '../../src/verify/verify.js';
import { archive } from '../../src/pdf/archive.js';
import { typeset } from '../../src/pdf/typeset.js';
import { fonts, layout } from '../pdf/resources.js';
import { sample } from '../pdf/sample.js';
import { runs } from '../setup/runs.js';
import { at, identity, open, plainPdf } from '../sign/helpers.js';
import { said, unforeseen } from './support/files.js';

let trust: Uint8Array[] = [];
let files: { name: string; bytes: Buffer }[] = [];

const verify = (bytes: Uint8Array): Promise<Verdict> => verifyPdf(bytes, { file: 'beslut.pdf', trust, at });

/** A rendered decision; `sha256` is what it says of its attachment. */
async function decision(sha256: string): Promise<Uint8Array> {
  const document = { ...sample, roadmap: { ...sample.roadmap, sha256 } };
  return archive(await typeset(document, { files: layout, fonts: [...fonts] }), document);
}

/** What `sign` makes: a rendered decision with two visible fields, and plain files with tables and with streams, in both kinds of key. */
beforeAll(async () => {
  const first = await identity({ name: 'Åsa Exempelsson' });
  const second = await identity({ name: 'Örjan Prov', keyType: 'rsa' });
  trust = [first, second].flatMap(({ authorityPem }) => readTrust(Buffer.from(authorityPem), 'ca.pem').certificates);
  const both = async (pdf: Uint8Array): Promise<Buffer> => {
    const once = await signPdf(pdf, { signer: await open(first.p12), at });
    const twice = await signPdf(once.pdf, { signer: await open(second.p12), at });
    return Buffer.from(twice.pdf);
  };
  files = [
    { name: 'decision', bytes: await both(await decision(await sha256(sample.attachment.bytes))) },
    { name: 'table', bytes: await both(await plainPdf()) },
    { name: 'streams', bytes: await both(await plainPdf([{ name: 'a' }, { name: 'b' }], true)) },
  ];
});

describe('files that sign makes', () => {
  it('pass, with both signatures at PAdES B-B', async () => {
    for (const { name, bytes } of files) {
      const verdict = await verify(bytes);
      expect(verdict, name).toMatchObject({
        indication: 'TOTAL-PASSED',
        signatures: [
          {
            signer: expect.stringContaining('Åsa Exempelsson'),
            level: 'PAdES-B-B',
            untouched: true,
            signedAt: '2022-03-18T08:16:11Z',
          },
          { signer: expect.stringContaining('Örjan Prov'), level: 'PAdES-B-B', coversWholeFile: true },
        ],
        changesAfterSigning: [{ allowed: true }],
      });
    }
  });

  it('fail when the attached roadmap is not the one the document names, though nothing was changed', async () => {
    const { p12 } = await identity();
    const { pdf } = await signPdf(await decision('0'.repeat(64)), { signer: await open(p12), at });
    const verdict = await verify(pdf);
    expect(verdict).toMatchObject({ indication: 'TOTAL-FAILED', subIndication: 'HASH_FAILURE' });
    expect(verdict).toMatchObject({ roadmap: { attachmentMatches: false }, signatures: [{ untouched: true }] });
  });

  it('never pass with one byte changed, inserted or appended', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(2),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.nat(255),
        fc.constantFrom('change', 'insert', 'append'),
        async (index, where, byte, way) => {
          const bytes = files[index]?.bytes ?? Buffer.alloc(0);
          const place = way === 'append' ? bytes.length : Math.floor(where * bytes.length);
          const rest = bytes.subarray(place + (way === 'change' ? 1 : 0));
          const changed = Buffer.concat([bytes.subarray(0, place), Uint8Array.of(byte), rest]);
          const old = String.fromCharCode(bytes[place] ?? 0);
          fc.pre(
            !changed.equals(bytes) &&
              !(way === 'change' && /[0-9a-f]/.test(old) && old.toUpperCase().charCodeAt(0) === byte),
          );
          const verdict = await verify(changed);
          expect(verdict.indication).not.toBe('TOTAL-PASSED');
          expect(said(verdict)).not.toBe('');
          expect(said(verdict)).not.toContain(unforeseen);
          if (way === 'append') expect(said(verdict)).toMatch(/1 bytes? /);
        },
      ),
      runs(150),
    );
  });
});
