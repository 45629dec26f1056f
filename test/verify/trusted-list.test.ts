import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Malformed } from '../../src/core/malformed.js';
import { anchorsFor } from '../../src/verify/anchors.js';
import { readTrustedList } from '../../src/verify/trusted-list.js';
import type { TrustedList } from '../../src/verify/trusted-list.js';
import { openPki } from '../pki/pki.js';
import type { Pki } from '../pki/pki.js';
import { runs } from '../setup/runs.js';
import { listXml, signXml } from './support/trusted-lists.js';
import type { ListOptions, XmlSigning } from './support/trusted-lists.js';

const now = new Date('2026-03-18T08:16:11Z');
let pki: Pki;
let options: ListOptions;
beforeAll(async () => {
  pki = await openPki({ now });
  options = {
    services: [
      {
        name: 'Signatures',
        type: 'CA/QC',
        certificate: pki.get('issuer').certificate,
        statuses: [
          { status: 'granted', from: '2025-06-01T00:00:00Z' },
          { status: 'withdrawn', from: '2025-01-01T00:00:00Z' },
          { status: 'undersupervision', from: '2012-01-01T00:00:00Z' },
        ],
      },
      {
        name: 'Time-stamps',
        type: 'TSA/QTST',
        certificate: pki.get('tsa').certificate,
        statuses: [{ status: 'granted', from: '2020-01-01T00:00:00Z' }],
      },
      {
        name: 'Gone',
        type: 'CA/QC',
        certificate: pki.get('other-root').certificate,
        statuses: [{ status: 'withdrawn', from: '2020-01-01T00:00:00Z' }],
      },
      {
        name: 'Registered post',
        type: 'EDS/Q',
        certificate: pki.get('issuer-rsa').certificate,
        statuses: [{ status: 'granted', from: '2020-01-01T00:00:00Z' }],
      },
    ],
  };
});

const operator = 'rsa-3072';
const signed = (xml = listXml(options), signing: XmlSigning = {}, by = operator): string =>
  signXml(xml, pki.get(by), signing);
const read = (xml: string | Uint8Array, by = operator, at = now): TrustedList =>
  readTrustedList(typeof xml === 'string' ? Buffer.from(xml) : xml, [pki.get(by).certificate], at);

describe('a trusted list', () => {
  it('gives anchors with purpose and time', () => {
    const list = read(signed());
    expect(list).toMatchObject({
      territory: 'SE',
      operator: 'Test & Trial Agency',
      sequence: '7',
      problems: [],
      listOfLists: false,
    });
    expect(list.anchors.map(({ service, purposes }) => [service?.name, service?.qualified, purposes])).toEqual([
      ['Signatures', true, ['sign', 'ocsp', 'crl']],
      ['Time-stamps', true, ['timestamp']],
    ]);
    const names = (purpose: 'sign' | 'timestamp', at: string): (string | null)[] =>
      anchorsFor(list.anchors, purpose, new Date(at)).map(({ subjectName }) => subjectName);
    expect(names('sign', '2026-01-01')).toEqual(['Fardplan Test Issuer (TEST)']);
    expect(names('sign', '2025-03-01')).toEqual([]);
    expect(names('sign', '2013-03-01')).toEqual(['Fardplan Test Issuer (TEST)']);
    expect(names('sign', '2011-03-01')).toEqual([]);
    expect(names('timestamp', '2026-01-01')).toEqual(['Fardplan Test TSA (TEST)']);
    expect(names('timestamp', '2019-01-01')).toEqual([]);
  });

  it('may be signed with SHA-512, or by the identifier of its root', () => {
    expect(read(signed(listXml(options), { hash: 'sha512' })).anchors).toHaveLength(2);
    expect(read(signed(listXml(options), { byId: true })).anchors).toHaveLength(2);
  });

  it('that should have been replaced, or that is closed, is said', () => {
    const late = read(signed(), operator, new Date('2026-09-01'));
    expect(late.problems.map(({ en }) => en)).toEqual([
      'The list of SE was to be replaced on 2026-07-01; get a newer one.',
    ]);
    expect(late.anchors).toHaveLength(2);
    expect(read(signed(listXml({ ...options, nextUpdate: null }))).problems[0]?.en).toMatch(/closed/);
  });

  it('of lists points to others', () => {
    const signer = pki.get('rsa-2048').certificate;
    const pointers = [
      { territory: 'FI', url: 'https://fi.example/tl.xml', signer },
      { territory: 'NO', url: 'https://no.example/tl.pdf', signer, mime: 'application/pdf' },
    ];
    const list = read(signed(listXml({ pointers, type: 'EUlistofthelists', territory: 'EU' })));
    expect(list.listOfLists).toBe(true);
    expect(list.pointers).toEqual([{ territory: 'FI', url: 'https://fi.example/tl.xml', signers: [signer] }]);
  });
});

describe('a list that is not to be relied on', () => {
  const refused = (xml: string | Uint8Array, why: RegExp, by = operator): void => {
    expect(() => read(xml, by)).toThrow(Malformed);
    expect(() => read(xml, by)).toThrow(why);
  };

  it.each<[string, () => string, RegExp]>([
    ['without a signature', () => listXml(options), /missing/],
    ['signed by somebody else', () => signed(listXml(options), {}, 'rsa-2048'), /any of the given certificates/],
    ['signed with SHA-1', () => signed(listXml(options), { hash: 'sha1' }), /too weak/],
    ['changed', () => signed().replace('withdrawn', 'granted'), /any of the given certificates/],
    [
      'with another key in its signature',
      () => signed().replace(/<ds:SignatureValue>..../, '<ds:SignatureValue>AAAA'),
      /any of the given/,
    ],
    [
      'signed in part',
      () =>
        signed(listXml({ ...options, id: 'other' }).replace('<SchemeInformation>', '<SchemeInformation Id="part">'), {
          about: "//*[@Id='part']",
          byId: true,
        }),
      /whole document|transforms/,
    ],
    [
      'wrapped in another',
      () => {
        const inner = signed(listXml(options), { byId: true }).replace(/^<\?xml[^>]*>\s*/, '');
        return listXml({ ...options, id: 'outer' }).replace(
          '</TrustServiceStatusList>',
          `${inner}</TrustServiceStatusList>`,
        );
      },
      /exactly one/,
    ],
    [
      'with its signature moved to another root',
      () => {
        const signature =
          /<ds:Signature [\s\S]*<\/ds:Signature>/.exec(signed(listXml(options), { byId: true }))?.[0] ?? '';
        const inner = listXml(options).replace(/^<\?xml[^>]*>\s*/, '');
        return listXml({ services: [], id: 'outer' }).replace(
          '</TrustServiceStatusList>',
          `<x>${inner}</x>${signature}</TrustServiceStatusList>`,
        );
      },
      /transforms the content/,
    ],
    [
      'with two signatures',
      () => {
        const signature = /<ds:Signature [\s\S]*<\/ds:Signature>/.exec(signed())?.[0] ?? '';
        return signed().replace('</TrustServiceStatusList>', `${signature}</TrustServiceStatusList>`);
      },
      /not the only one/,
    ],
    ['with a document type', () => signed().replace('?>', '?>\n<!DOCTYPE x [<!ENTITY a "b">]>'), /document type/],
    [
      'with a bomb',
      () => signed().replace('?>', '?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'),
      /document type/,
    ],
    [
      'nested without end',
      () => signed().replace('<SchemeInformation>', `<SchemeInformation>${'<a>'.repeat(100_000)}`),
      /too deeply/,
    ],
    ['with another element', () => signed(`<a><b/></a>`), /not a trusted list/],
    ['of an unknown version', () => signed(listXml({ ...options, version: '4' })), /unknown version/],
    [
      'from before its signer’s certificate',
      () => signed(listXml({ ...options, issued: '2001-01-01T00:00:00Z' })),
      /not valid then/,
    ],
    ['that is no XML', () => 'inte XML', /missing|ill-formed/],
    ['that is empty', () => '', /ill-formed/],
  ])('%s', (_, make, why) => refused(make(), why));

  it('in another encoding', () => {
    refused(Buffer.from(signed(), 'utf16le'), /not in UTF-8/);
    refused(signed().replace('encoding="UTF-8"', 'encoding="ISO-8859-1"'), /UTF-8/);
  });

  it('whatever is done to it: the same, or refused', () => {
    const whole = Buffer.from(signed());
    const sound = JSON.stringify(read(whole));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.constantFrom('set', 'cut', 'double'), (at, byte, how) => {
        const changed = Buffer.from(whole);
        if (how === 'set') changed[at] = byte;
        const bytes =
          how === 'cut'
            ? Buffer.concat([whole.subarray(0, at), whole.subarray(at + 1 + (byte % 40))])
            : how === 'double'
              ? Buffer.concat([whole.subarray(0, at), whole.subarray(Math.max(0, at - byte), at), whole.subarray(at)])
              : changed;
        try {
          expect(JSON.stringify(read(bytes))).toBe(sound);
        } catch (error) {
          if (!(error instanceof Malformed)) throw error;
        }
      }),
      runs(120),
    );
  });
});
