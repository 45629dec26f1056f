import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const days = z.number();

const row = z.strictObject({
  kind: z.enum(['authority', 'signer', 'tsa', 'ocsp']),
  name: z.string(),
  givenName: z.string().optional(),
  surname: z.string().optional(),
  organisation: z.string().optional(),
  serialNumber: z.string().optional(),
  mail: z.string().optional(),
  issuer: z.string().optional(),
  key: z.enum(['rsa-1024', 'rsa-2048', 'rsa-3072', 'rsa-4096', 'P-256', 'P-384', 'P-521', 'Ed25519']),
  from: days.default(-365),
  until: days.default(1095),
  hash: z.enum(['sha1', 'sha256', 'sha384', 'sha512']).default('sha256'),
  scheme: z.literal('PSS').optional(),
  path: z.number().optional(),
  usage: z.array(z.enum(['digitalSignature', 'nonRepudiation', 'keyEncipherment', 'keyAgreement'])).optional(),
  purposes: z.array(z.enum(['serverAuth', 'clientAuth', 'emailProtection'])).optional(),
  policies: z.array(z.string()).default([]),
  requireExplicitPolicy: z.number().optional(),
  permitted: z.strictObject({ organisation: z.string() }).optional(),
  excludedMail: z.string().optional(),
  publishes: z.array(z.enum(['ocsp', 'crl'])).default([]),
  responder: z.string().optional(),
  source: z.boolean().default(true),
  noRevAvail: z.boolean().default(false),
  noCheck: z.boolean().default(false),
  revoked: z
    .strictObject({
      at: days,
      reason: z.enum(['keyCompromise', 'cACompromise', 'affiliationChanged', 'superseded', 'certificateHold']),
    })
    .optional(),
});

/** One certificate of the table, with what is left out filled in. */
export type Row = z.infer<typeof row>;

/** The test PKI as data: see `pki.yaml`. */
export interface Table {
  /** Object identifiers by name. */
  policies: Record<string, string>;
  certificates: Map<string, Row>;
}

const schema = z.strictObject({ policies: z.record(z.string(), z.string()), certificates: z.record(z.string(), row) });

/** Reads `pki.yaml`; throws when a row is wrong or names an issuer that does not come before it. */
export function readTable(): Table {
  const { policies, certificates } = schema.parse(parse(readFileSync(new URL('pki.yaml', import.meta.url), 'utf8')));
  const rows = new Map(Object.entries(certificates));
  const seen = new Set<string>();
  for (const [id, { issuer }] of rows) {
    if (issuer !== undefined && !seen.has(issuer))
      throw new Error(`pki.yaml: ${id} names ${issuer}, which is not above it`);
    seen.add(id);
  }
  return { policies, certificates: rows };
}
