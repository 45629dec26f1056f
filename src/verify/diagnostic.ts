import { hex } from '../core/sha256.js';
import { digest } from '../cms/verify-algorithm.js';
import type { KeyFacts, Scheme } from '../cms/verify-algorithm.js';
import type { Diagnostic, MaterialFacts, SignatureDiagnostic, TokenDiagnostic } from '../model/verdict.js';
import { signedBytes } from './byte-range.js';
import type { Context } from './context.js';
import type { FileFacts } from './facts.js';
import { provenAt } from './material.js';
import type { Item } from './material.js';
import type { SignatureFacts } from './signature-facts.js';
import type { JudgedToken } from './timestamps.js';

const hashOf = async (bytes: Uint8Array): Promise<string> => hex(await digest('SHA-256', bytes));

const schemeName = (scheme: Scheme | undefined): string | null => {
  if (!scheme) return null;
  return 'hash' in scheme && scheme.hash ? `${scheme.name} ${scheme.hash}` : scheme.name;
};

function keyName(key: KeyFacts): string {
  if (key.kind === 'rsa') return `RSA ${key.bits}`;
  return key.kind === 'ec' ? key.curve : key.kind;
}

async function signatureOf(bytes: Uint8Array, facts: SignatureFacts): Promise<SignatureDiagnostic> {
  const { range, cms, signer } = facts;
  return {
    field: facts.field,
    label: facts.label,
    revision: facts.revision + 1,
    subFilter: facts.subFilter,
    claimedAt: facts.claimedTime,
    byteRange: range.ok ? { gapStart: range.gap.start, gapEnd: range.gap.end, end: range.end } : null,
    digest: cms?.digest ?? null,
    algorithm: schemeName(cms?.scheme),
    key: signer ? keyName(signer.key) : null,
    digestMatches: facts.digestMatches,
    valueMatches: facts.valueMatches,
    signerInfoMatches: facts.signerInfoMatches,
    certificateHashMatches: facts.certificateHashMatches,
    certificate: signer ? await hashOf(signer.der) : null,
    value: cms ? await hashOf(cms.value) : null,
    signed: range.ok ? await hashOf(signedBytes(bytes, range)) : null,
    unprotected: cms?.unprotected ?? [],
    problem: facts.cmsProblem ?? (range.ok ? null : range.what),
  };
}

async function tokenOf({ token, facts, time }: JudgedToken): Promise<TokenDiagnostic> {
  const { read } = token;
  return {
    kind: token.kind,
    field: token.field,
    revision: token.revision + 1,
    time: (time ?? read?.time)?.toISOString() ?? null,
    accuracy: read?.accuracy ?? null,
    policy: read?.policy ?? null,
    serial: read ? hex(read.serial) : null,
    digest: read?.imprint.hash ?? null,
    imprintMatches: facts?.imprintMatches ?? null,
    signatureHolds: facts?.signatureHolds ?? null,
    certificateHashMatches: facts?.certificateHashMatches ?? null,
    certificate: facts?.signer ? await hashOf(facts.signer.der) : null,
    sha256: await hashOf(read?.der ?? token.der),
    covers: {
      fromRevision: token.kind === 'document' ? 1 : token.revision + 1,
      toRevision: token.revision + 1,
    },
  };
}

/** Everything observed in a file as plain data, with what the valid time-stamps prove about it (EN 319 102-1, 4.1). */
export async function diagnosticOf(
  context: Context,
  { structure, signatures, stores, material }: FileFacts,
  tokens: readonly JudgedToken[],
  whole: boolean,
): Promise<Diagnostic> {
  const pieces = <T>(
    kind: MaterialFacts['kind'],
    list: readonly Item<T>[],
    about: (read: T) => Pick<MaterialFacts, 'name' | 'from' | 'until'>,
  ): Promise<MaterialFacts>[] =>
    list.map(async ({ der, read, origins }) => ({
      kind,
      sha256: await hashOf(der),
      origins: origins.map(({ place, revision }) => ({ place, revision: revision === null ? null : revision + 1 })),
      ...about(read),
      provenAt: provenAt(origins, context.proofs, context.now).toISOString(),
      der: whole ? Buffer.from(der).toString('base64') : null,
    }));
  return {
    length: structure.bytes.length,
    sha256: await hashOf(structure.bytes),
    revisions: structure.revisions.map(({ index, start, end, objects, freed }) => ({
      revision: index + 1,
      start,
      end,
      objects: objects.size,
      freed: freed.size,
    })),
    problems: structure.problems.map(({ start, end, what }) => ({ start, end, what })),
    signatures: await Promise.all(signatures.map((facts) => signatureOf(structure.bytes, facts))),
    timestamps: await Promise.all(tokens.map(tokenOf)),
    stores: stores.map((store) => ({ ...store, revision: store.revision + 1 })),
    material: await Promise.all([
      ...pieces('certificate', material.certificates, ({ subjectName, notBefore, notAfter }) => ({
        name: subjectName,
        from: notBefore.toISOString(),
        until: notAfter.toISOString(),
      })),
      ...pieces('ocsp', material.ocsp, ({ responses: [first] }) => ({
        name: null,
        from: first?.thisUpdate.toISOString() ?? null,
        until: first?.nextUpdate?.toISOString() ?? null,
      })),
      ...pieces('crl', material.crls, ({ issuerName, thisUpdate, nextUpdate }) => ({
        name: issuerName,
        from: thisUpdate.toISOString(),
        until: nextUpdate?.toISOString() ?? null,
      })),
    ]),
  };
}
