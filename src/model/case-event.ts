import * as z from 'zod';

const digest = () => z.string().regex(/^[0-9a-f]{64}$/);
const words = () => z.string().min(1);

/** What can happen to a signing case. */
const eventKinds = [
  'created',
  'sent',
  'viewed',
  'signed',
  'declined',
  'reminded',
  'completed',
  'cancelled',
  'anchored',
] as const;

const Person = z.strictObject({ role: words().optional(), name: words().optional() });

/** A file at one moment: its path from the case's folder, and its exact bytes. */
const ExactFile = z.strictObject({ file: words(), sha256: digest(), size: z.int().positive() });

/** What the case was opened with, so that the log also vouches for the case file. */
const Terms = z.strictObject({
  title: words(),
  order: z.enum(['parallel', 'sequence']),
  due: z.iso.date().optional(),
  content: z.strictObject({ sha256: digest(), size: z.int().positive() }),
  roadmap: z.strictObject({ id: words(), version: words(), commit: words().optional(), sha256: digest() }).optional(),
  signers: z.array(z.strictObject({ role: words(), name: words(), field: words() })).min(1),
});

const Signature = z.strictObject({
  field: words(),
  /** Who the certificate says signed; absent when it cannot be read. */
  signer: words().optional(),
  /** SHA-256 of the certificate. */
  certificate: digest().optional(),
  level: words().optional(),
  /** As the signature says. */
  claimed: z.iso.datetime().optional(),
  /** After the last day of the case. */
  late: z.boolean(),
});

/** One line of an event log. The line itself is this in canonical JSON (RFC 8785). */
export const CaseEvent = z.strictObject({
  version: z.literal(1),
  case: words(),
  /** From 1, without gaps. */
  number: z.int().positive(),
  /** SHA-256 of the line before, without its line end; zeros for the first. */
  previous: digest(),
  kind: z.enum(eventKinds),
  /** UTC. */
  at: z.iso.datetime(),
  /** Where the time comes from: the clock of the machine, or an RFC 3161 time-stamp. */
  timeSource: z.enum(['clock', 'timestamp']),
  /** Who did it. */
  actor: Person.optional(),
  /** Whom it was done to: who was sent the document, or reminded. */
  recipient: Person.optional(),
  /** Only when it was asked for. */
  ip: words().optional(),
  reason: words().optional(),
  terms: Terms.optional(),
  document: ExactFile.optional(),
  signature: Signature.optional(),
  /** What verification said when the case was completed. */
  verdict: z.strictObject({ indication: words(), trusted: z.int().nonnegative() }).optional(),
  /** An RFC 3161 time-stamp token (DER in base64) over the line before: its imprint is `previous`. */
  anchor: z.strictObject({ token: words(), authority: words().optional() }).optional(),
});

export type CaseEvent = z.infer<typeof CaseEvent>;
/** What can happen in a case. */
export type EventKind = (typeof eventKinds)[number];
