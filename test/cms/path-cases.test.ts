import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { findPath } from '../../src/cms/chain.js';
import type { CertificatePath, PathSearch } from '../../src/cms/chain.js';
import { readStrictCertificate } from '../../src/cms/verify-certificate.js';
import type { ReadCertificate } from '../../src/cms/verify-certificate.js';
import { bits, bool, context, extension, int, octets, oid, primitive, seq, set, time, tlv, utf8 } from '../pki/der.js';

/** Cases in the manner of NIST's Public Key Interoperability Test Suite: small hierarchies, each with one thing about it. */

const at = new Date('2026-01-01T00:00:00Z');
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const algorithm = seq(oid('1.2.840.10045.4.3.2'));
const policy = (number: number): string => `2.16.840.1.101.3.2.1.48.${number}`;
const any = '2.5.29.32.0';

type Attribute = [type: string, value: string, tag?: number];
const name = (...rdns: Attribute[]): Uint8Array =>
  seq(...rdns.map(([type, value, tag = 0x0c]) => set(seq(oid(type), tlv(tag, Buffer.from(value))))));
const cn = (value: string, tag?: number): Uint8Array => name(['2.5.4.3', value, tag ?? 0x0c]);

interface Made {
  subject: Uint8Array;
  der: Uint8Array;
}
interface Making {
  ca?: boolean | { path?: number };
  usage?: number;
  policies?: string[];
  mappings?: [string, string][];
  explicit?: number;
  inhibitMapping?: number;
  inhibitAny?: number;
  permitted?: Uint8Array[];
  excluded?: Uint8Array[];
  names?: Uint8Array[];
  more?: Uint8Array[];
  issuerName?: Uint8Array;
  from?: Uint8Array;
  key?: typeof other;
}

function extensionsFor({
  ca,
  usage,
  policies,
  mappings,
  explicit,
  inhibitMapping,
  inhibitAny,
  permitted,
  excluded,
  names,
  more,
}: Making): Uint8Array[] {
  const subtrees = (bases: Uint8Array[] | undefined, tag: number): Uint8Array[] =>
    bases ? [context(tag, ...bases.map((base) => seq(base)))] : [];
  const limits = [
    ...(explicit === undefined ? [] : [primitive(0, Uint8Array.of(explicit))]),
    ...(inhibitMapping === undefined ? [] : [primitive(1, Uint8Array.of(inhibitMapping))]),
  ];
  return [
    ...(ca
      ? [
          extension(
            '2.5.29.19',
            true,
            seq(bool(true), ...(typeof ca === 'object' && ca.path !== undefined ? [int(ca.path)] : [])),
          ),
        ]
      : []),
    extension(
      '2.5.29.15',
      true,
      bits(Uint8Array.of(usage ?? (ca ? 0x06 : 0xc0)), usage === undefined ? (ca ? 1 : 6) : 0),
    ),
    ...(policies ? [extension('2.5.29.32', false, seq(...policies.map((each) => seq(oid(each)))))] : []),
    ...(mappings ? [extension('2.5.29.33', true, seq(...mappings.map(([from, to]) => seq(oid(from), oid(to)))))] : []),
    ...(limits.length > 0 ? [extension('2.5.29.36', true, seq(...limits))] : []),
    ...(inhibitAny === undefined ? [] : [extension('2.5.29.54', true, int(inhibitAny))]),
    ...(permitted || excluded
      ? [extension('2.5.29.30', true, seq(...subtrees(permitted, 0), ...subtrees(excluded, 1)))]
      : []),
    ...(names ? [extension('2.5.29.17', false, seq(...names))] : []),
    ...(more ?? []),
  ];
}

let serial = 0;
function make(subject: Uint8Array, issuer: Made | null, making: Making = {}): Made {
  serial += 1;
  const key = making.key ?? { privateKey, publicKey };
  const extensions = extensionsFor(making);
  const body = seq(
    context(0, int(2)),
    int(serial),
    algorithm,
    making.issuerName ?? issuer?.subject ?? subject,
    seq(making.from ?? time(new Date('2020-01-01')), time(new Date('2030-01-01'))),
    subject,
    key.publicKey.export({ type: 'spki', format: 'der' }),
    context(3, seq(...extensions)),
  );
  return { subject, der: seq(body, algorithm, bits(sign('sha256', body, privateKey))) };
}

const anchor = make(cn('Trust Anchor'), null, { ca: true });
const ca = (label: string, issuer: Made, making: Making = {}): Made => make(cn(label), issuer, { ca: true, ...making });
const end = (issuer: Made, making: Making = {}, subject = cn('EE')): Made => make(subject, issuer, making);
const read = ({ der }: Made): ReadCertificate => readStrictCertificate(der);

const path = (leaf: Made, others: Made[], options: Partial<PathSearch> = {}): Promise<CertificatePath> =>
  findPath({ leaf: read(leaf), others: others.map(read), anchors: [read(anchor)], at, ...options });
const holds = async (leaf: Made, others: Made[], options: Partial<PathSearch> = {}): Promise<boolean> => {
  const { path: found, problems } = await path(leaf, others, options);
  return found !== null && problems.length === 0;
};

describe('names that chain (4.3)', () => {
  const printable = 0x13;
  const named = (value: string, tag?: number): Promise<boolean> => {
    const middle = ca('Good CA', anchor);
    return holds(end(middle, { issuerName: cn(value, tag) }), [middle]);
  };
  it('without regard to case, spaces and kind of string', async () => {
    expect(await named('Good CA')).toBe(true);
    expect(await named('  good   ca ')).toBe(true);
    expect(await named('GOOD CA', printable)).toBe(true);
    expect(await named('Good CA Root')).toBe(false);
    expect(await named('GoodCA')).toBe(false);
  });
  it('in the same order', async () => {
    const forward = name(['2.5.4.10', 'A'], ['2.5.4.11', 'B']);
    const middle = make(forward, anchor, { ca: true });
    expect(await holds(end(middle, { issuerName: forward }), [middle])).toBe(true);
    expect(await holds(end(middle, { issuerName: name(['2.5.4.11', 'B'], ['2.5.4.10', 'A']) }), [middle])).toBe(false);
  });
  it('and a signature by that very key', async () => {
    const middle = ca('Good CA', anchor, { key: other });
    expect((await path(end(middle), [middle])).path).toBeNull();
  });
});

describe('periods (4.2)', () => {
  it('of this century and the last', async () => {
    const utc = (value: string): Uint8Array => tlv(0x17, Buffer.from(value));
    expect(await holds(end(anchor, { from: utc('500101120100Z') }), [])).toBe(true);
    expect(await holds(end(anchor, { from: utc('270101120100Z') }), [])).toBe(false);
    for (const wrong of ['261301000000Z', '260230000000Z', '260101240000Z', '2601010000Z'])
      expect(() => read(end(anchor, { from: utc(wrong) }))).toThrow(/invalid time/);
  });
});

describe('basic constraints and key usage (4.6, 4.7)', () => {
  const chain = (...makings: (Making & { label?: string })[]): Promise<boolean> => {
    const cas: Made[] = [];
    let issuer = anchor;
    makings.forEach((making, index) => {
      issuer = ca(making.label ?? `CA ${index}`, issuer, making);
      cas.push(issuer);
    });
    return holds(end(issuer), cas);
  };
  it('only CAs issue', async () => {
    expect(await chain({})).toBe(true);
    expect(await chain({ ca: false, usage: 0x06 })).toBe(false);
    expect(await chain({ usage: 0x02 })).toBe(false);
  });
  it('as deep as they may', async () => {
    expect(await chain({ ca: { path: 0 } })).toBe(true);
    expect(await chain({ ca: { path: 0 } }, {})).toBe(false);
    expect(await chain({ ca: { path: 1 } }, {})).toBe(true);
    expect(await chain({ ca: { path: 6 } }, { ca: { path: 0 } }, {})).toBe(false);
    expect(await chain({ ca: { path: 6 } }, { ca: { path: 1 } }, { ca: { path: 0 } })).toBe(true);
  });
  it('not counting those they issue to themselves', async () => {
    const first = ca('Same', anchor, { ca: { path: 0 } });
    const again = ca('Same', first);
    expect(await holds(end(again), [again, first])).toBe(true);
  });
});

describe('unknown extensions (4.16)', () => {
  const unknown = (critical: boolean): Uint8Array =>
    extension('2.16.840.1.101.2.1.12.2', critical, octets(Uint8Array.of(1)));
  it('matter when they are critical', async () => {
    expect(await holds(end(anchor, { more: [unknown(false)] }), [])).toBe(true);
    expect(await holds(end(anchor, { more: [unknown(true)] }), [])).toBe(false);
    const middle = ca('CA', anchor, { more: [unknown(true)] });
    expect(await holds(end(middle), [middle])).toBe(false);
  });
  it('and may stand only once', () => {
    expect(() => read(end(anchor, { more: [unknown(false), unknown(false)] }))).toThrow(/stands twice/);
  });
});

describe('certificate policies (4.8 to 4.12)', () => {
  /** Policies that hold, or `null` for a path that does not, from the CAs' and the leaf's makings, top first. */
  const outcome = async (makings: Making[], wanted?: string[], labels: string[] = []): Promise<string[] | null> => {
    const made: Made[] = [];
    let issuer = anchor;
    makings.forEach((making, index) => {
      const last = index === makings.length - 1;
      issuer = last ? end(issuer, making) : ca(labels[index] ?? `CA ${index}`, issuer, making);
      made.push(issuer);
    });
    const leaf = made.at(-1) ?? anchor;
    const { problems, policies, path: found } = await path(leaf, made.slice(0, -1), wanted ? { policies: wanted } : {});
    return found && problems.length === 0 ? policies.toSorted() : null;
  };
  const [p1, p2, p3] = [policy(1), policy(2), policy(3)];

  it('hold when the whole path names them', async () => {
    expect(await outcome([{ policies: [p1] }, { policies: [p1] }])).toEqual([p1]);
    expect(await outcome([{ policies: [p1] }, { policies: [p1] }], [p1])).toEqual([p1]);
    expect(await outcome([{ policies: [p1] }, { policies: [p1] }], [p2])).toBeNull();
    expect(await outcome([{ policies: [p1, p2] }, { policies: [p2, p3] }])).toEqual([p2]);
    expect(await outcome([{}, { policies: [p1] }])).toEqual([]);
    expect(await outcome([{ policies: [p1] }, { policies: [p2] }])).toEqual([]);
    expect(await outcome([{ policies: [p1] }, { policies: [p2] }], [any])).toBeNull();
  });
  it('any stands for all', async () => {
    expect(await outcome([{ policies: [any] }, { policies: [p1] }])).toEqual([p1]);
    expect(await outcome([{ policies: [p1] }, { policies: [any] }])).toEqual([p1]);
    expect(await outcome([{ policies: [any] }, { policies: [any] }])).toEqual([any]);
    expect(await outcome([{ policies: [any] }, { policies: [any] }], [p2])).toEqual([p2]);
  });
  it('twice the same is ill-formed', () => {
    expect(() => read(end(anchor, { policies: [p1, p1] }))).toThrow(/stands twice/);
  });
  it('may be required', async () => {
    const four = (first: number, last: Making = {}): Promise<string[] | null> =>
      outcome([{ policies: [p1], explicit: first }, { policies: [p1] }, {}, last]);
    expect(await four(10)).toEqual([]);
    expect(await four(4)).toEqual([]);
    expect(await four(2)).toBeNull();
    expect(await four(0)).toBeNull();
    expect(await outcome([{ policies: [p1] }, { policies: [p1], explicit: 0 }])).toEqual([p1]);
    expect(await outcome([{ policies: [p1] }, { explicit: 0 }])).toBeNull();
    expect(
      await outcome([
        { policies: [p1], explicit: 7 },
        { policies: [p1], explicit: 2 },
        { policies: [p1], explicit: 4 },
        {},
      ]),
    ).toBeNull();
    expect(await outcome([{ policies: [p1], explicit: 1 }, { policies: [p1], explicit: 2 }, {}])).toBeNull();
  });
  it('may be mapped', async () => {
    const mapped: Making = { policies: [p1], mappings: [[p1, p2]], explicit: 0 };
    expect(await outcome([mapped, { policies: [p2] }])).toEqual([p1]);
    expect(await outcome([mapped, { policies: [p2] }], [p1])).toEqual([p1]);
    expect(await outcome([mapped, { policies: [p2] }], [p2])).toBeNull();
    expect(await outcome([mapped, { policies: [p1] }])).toBeNull();
    expect(
      await outcome([
        {
          policies: [p1, p2],
          mappings: [
            [p1, p3],
            [p2, p3],
          ],
          explicit: 0,
        },
        { policies: [p3] },
      ]),
    ).toEqual([p1, p2]);
    expect(await outcome([{ policies: [any], mappings: [[p1, p2]], explicit: 0 }, { policies: [p2] }])).toEqual([p1]);
    expect(
      await outcome([
        { policies: [p1], mappings: [[p1, p2]] },
        { policies: [p2], mappings: [[p2, p3]], explicit: 0 },
        { policies: [p3] },
      ]),
    ).toEqual([p1]);
  });
  it('but not to any, nor from it', async () => {
    expect(await outcome([{ policies: [p1], mappings: [[p1, any]] }, { policies: [p2] }])).toBeNull();
    expect(await outcome([{ policies: [p1], mappings: [[any, p1]] }, { policies: [p2] }])).toBeNull();
  });
  it('mapping may be forbidden', async () => {
    const below: Making = { policies: [p1], mappings: [[p1, p2]] };
    expect(await outcome([{ policies: [p1], inhibitMapping: 0, explicit: 0 }, below, { policies: [p2] }])).toBeNull();
    expect(await outcome([{ policies: [p1], inhibitMapping: 1, explicit: 0 }, below, { policies: [p2] }])).toEqual([
      p1,
    ]);
    expect(
      await outcome([
        { policies: [p1], inhibitMapping: 1, explicit: 0 },
        { policies: [p1] },
        below,
        { policies: [p2] },
      ]),
    ).toBeNull();
    expect(
      await outcome([
        { policies: [p1], inhibitMapping: 0, explicit: 0 },
        { policies: [p1, p3], mappings: [[p3, p2]] },
        { policies: [p1] },
      ]),
    ).toEqual([p1]);
  });
  it('any may be forbidden', async () => {
    expect(await outcome([{ policies: [p1], inhibitAny: 0, explicit: 0 }, { policies: [any] }])).toBeNull();
    expect(await outcome([{ policies: [p1], inhibitAny: 1, explicit: 0 }, { policies: [any] }])).toEqual([p1]);
    expect(
      await outcome([{ policies: [p1], inhibitAny: 1, explicit: 0 }, { policies: [p1] }, { policies: [any] }]),
    ).toBeNull();
    // Self-issued certificates of CAs are exempt, but not counted.
    expect(
      await outcome(
        [{ policies: [p1], inhibitAny: 0, explicit: 0 }, { policies: [any] }, { policies: [p1] }],
        undefined,
        ['Same', 'Same'],
      ),
    ).toEqual([p1]);
    expect(
      await outcome(
        [{ policies: [p1], inhibitAny: 1, explicit: 0 }, { policies: [p1] }, { policies: [any] }],
        undefined,
        ['Same', 'Same'],
      ),
    ).toEqual([p1]);
  });
  it('many mappings do not make many policies', async () => {
    // Each of these would double a tree; a graph it leaves as it is (RFC 9618, 1).
    const both: Making = {
      policies: [p1, p2],
      mappings: [
        [p1, p1],
        [p1, p2],
        [p2, p1],
        [p2, p2],
      ],
    };
    const started = performance.now();
    expect(await outcome([both, both, both, both, both, both, both, { policies: [p1] }])).toEqual([p1, p2]);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('name constraints (4.13)', () => {
  const mail = (value: string): Uint8Array => primitive(1, Buffer.from(value));
  const dns = (value: string): Uint8Array => primitive(2, Buffer.from(value));
  const uri = (value: string): Uint8Array => primitive(6, Buffer.from(value));
  const ip = (...bytes: number[]): Uint8Array => primitive(7, Uint8Array.from(bytes));
  const directory = (value: Uint8Array): Uint8Array => context(4, value);
  const under = (
    limits: Pick<Making, 'permitted' | 'excluded'>,
    leaf: Making,
    subject?: Uint8Array,
  ): Promise<boolean> => {
    const middle = ca('Limited CA', anchor, limits);
    return holds(end(middle, leaf, subject), [middle]);
  };
  const org = (value: string, ...more: Attribute[]): Uint8Array => name(['2.5.4.10', value], ...more);

  it('of directory names', async () => {
    const permitted = [directory(org('Region Exempel'))];
    const excluded = [directory(org('Region Exempel', ['2.5.4.11', 'Hemlig']))];
    expect(await under({ permitted }, {}, org('Region Exempel', ['2.5.4.3', 'Anna']))).toBe(true);
    expect(await under({ permitted }, {}, org('REGION  EXEMPEL', ['2.5.4.3', 'Anna']))).toBe(true);
    expect(await under({ permitted }, {}, org('Region', ['2.5.4.3', 'Anna']))).toBe(false);
    expect(await under({ permitted }, {}, name(['2.5.4.3', 'Anna'], ['2.5.4.10', 'Region Exempel']))).toBe(false);
    expect(await under({ permitted, excluded }, {}, org('Region Exempel', ['2.5.4.11', 'Öppen']))).toBe(true);
    expect(
      await under({ permitted, excluded }, {}, org('Region Exempel', ['2.5.4.11', 'hemlig'], ['2.5.4.3', 'Anna'])),
    ).toBe(false);
    expect(await under({ permitted }, { names: [directory(org('Annan'))] }, org('Region Exempel'))).toBe(false);
  });
  it('of every CA above', async () => {
    const first = ca('First', anchor, { permitted: [mail('exempel.example')] });
    const second = ca('Second', first, { permitted: [mail('.exempel.example'), mail('exempel.example')] });
    expect(await holds(end(second, { names: [mail('anna@exempel.example')] }), [first, second])).toBe(true);
    expect(await holds(end(second, { names: [mail('anna@post.exempel.example')] }), [first, second])).toBe(false);
  });
  it.each<[string, Uint8Array, Uint8Array, boolean]>([
    ['mail at a host', mail('exempel.example'), mail('Anna@EXEMPEL.example'), true],
    ['mail at a host below', mail('exempel.example'), mail('anna@post.exempel.example'), false],
    ['mail in a domain', mail('.exempel.example'), mail('anna@post.exempel.example'), true],
    ['mail at the domain itself', mail('.exempel.example'), mail('anna@exempel.example'), false],
    ['one mailbox', mail('anna@exempel.example'), mail('anna@exempel.example'), true],
    ['another mailbox', mail('anna@exempel.example'), mail('bo@exempel.example'), false],
    ['a name without at', mail('exempel.example'), mail('exempel.example'), false],
    ['a host', dns('exempel.example'), dns('exempel.example'), true],
    ['a host below', dns('exempel.example'), dns('www.Exempel.example'), true],
    ['a host that only ends so', dns('exempel.example'), dns('illexempel.example'), false],
    ['any host', dns(''), dns('x.example'), true],
    ['an address at a host', uri('exempel.example'), uri('https://anna@exempel.example:443/x'), true],
    ['an address below', uri('exempel.example'), uri('https://www.exempel.example/x'), false],
    ['an address in a domain', uri('.exempel.example'), uri('https://www.exempel.example/x'), true],
    ['an address without a host', uri('.exempel.example'), uri('mailto:anna@www.exempel.example'), false],
    ['an address that hides its host', uri('.exempel.example'), uri('https://www.exempel.example@ill.example/'), false],
    ['an address with a number for host', uri('.exempel.example'), uri('https://10.0.0.1/'), false],
    ['a number', ip(10, 1, 0, 0, 255, 255, 0, 0), ip(10, 1, 2, 3), true],
    ['another number', ip(10, 1, 0, 0, 255, 255, 0, 0), ip(10, 2, 2, 3), false],
    ['a number of another kind', ip(10, 1, 0, 0, 255, 255, 0, 0), ip(...Array.from({ length: 16 }, () => 1)), false],
  ])('%s', async (_, base, wanted, allowed) => {
    expect(await under({ permitted: [base] }, { names: [wanted] })).toBe(allowed);
    // What is not permitted by a constraint is not for that reason excluded by it; what cannot be compared is both.
    const excluded = await under({ excluded: [base] }, { names: [wanted] });
    if (allowed) expect(excluded).toBe(false);
  });
  it('of mail, also in the subject', async () => {
    const subject = name(['2.5.4.3', 'Anna'], ['1.2.840.113549.1.9.1', 'anna@ill.example', 0x16]);
    expect(await under({ permitted: [mail('exempel.example')] }, {}, subject)).toBe(false);
    expect(await under({ excluded: [mail('ill.example')] }, {}, subject)).toBe(false);
  });
  it('of kinds that are not known, only where such a name stands', async () => {
    const unusual = context(0, oid('1.2.3'), context(0, utf8('x')));
    expect(await under({ permitted: [unusual] }, {})).toBe(true);
    expect(await under({ permitted: [unusual] }, { names: [unusual] })).toBe(false);
  });
  it('do not bind what a CA issues to itself, but those below', async () => {
    const limited = ca('Same', anchor, { permitted: [directory(org('Region Exempel'))] });
    const again = make(cn('Same'), limited, { ca: true });
    expect(await holds(end(again, {}, org('Region Exempel', ['2.5.4.3', 'A'])), [limited, again])).toBe(true);
    expect(await holds(end(again, {}, cn('A')), [limited, again])).toBe(false);
  });
});

describe('paths among many', () => {
  it('the one that holds is found, whichever comes first', async () => {
    const bad = make(cn('CA'), anchor, { ca: true, from: time(new Date('2029-01-01')) });
    const good = make(cn('CA'), anchor, { ca: true });
    const leaf = end(good);
    expect(await holds(leaf, [bad, good])).toBe(true);
    expect(await holds(leaf, [good, bad])).toBe(true);
    expect(await holds(leaf, [bad])).toBe(false);
  });
  it('circles of cross-certificates end', async () => {
    const names = Array.from({ length: 12 }, (_, index) => cn(`Cross ${index}`));
    const keys = names.map(() => ({ privateKey, publicKey }));
    const crossed = names.flatMap((subject, index) =>
      names.flatMap((issuer, by) =>
        index === by
          ? []
          : [make(subject, { subject: issuer, der: new Uint8Array() }, { ca: true, key: keys[index] ?? other })],
      ),
    );
    const leaf = end({ subject: names[0] ?? cn('x'), der: new Uint8Array() });
    const started = performance.now();
    expect((await path(leaf, crossed)).path).toBeNull();
    expect(performance.now() - started).toBeLessThan(5000);
  });
  it('hundreds of certificates of the same name do not keep it busy', async () => {
    const middle = ca('CA', anchor);
    const noise = Array.from({ length: 300 }, () => ca('CA', anchor, { key: other }));
    const started = performance.now();
    await path(end(middle), [...noise, middle]);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
