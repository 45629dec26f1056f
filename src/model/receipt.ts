import * as z from 'zod';
import { Comment, Dispositions, Round, stance } from './consultation.js';

// A receipt comes out of a PDF that anybody may have made, so nothing in it is taken on trust.
const words = z.string().max(4_000_000);
const name = z.string().max(1000);
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256 in lower-case hex');

const revision = z.strictObject({
  id: name.meta({ description: 'Id of the roadmap' }),
  title: name,
  version: name,
  source: name.meta({ description: 'As the decision names it: a path, or REV:PATH' }),
  commit: name.optional().meta({ description: 'Full id of the git commit that holds exactly these bytes' }),
  draft: z.enum(['uncommitted', 'no-git']).optional().meta({ description: 'Why there is no such commit' }),
  sha256: hash.meta({ description: 'Of the bytes of the file' }),
  fileName: name.meta({ description: 'Under which it is attached beside the receipt' }),
});

const profile = z.strictObject({ id: name, sha256: hash, model: z.looseObject({}) });

const side = z.strictObject({
  text: words,
  line: z.int().nonnegative(),
  parent: name.optional(),
  position: z.int().optional(),
  section: name.optional(),
});

const changeClass = z.enum(['requested', 'derived', 'own', 'editorial', 'unexplained']);

const change = z.strictObject({
  ref: name.meta({ description: 'item/fingerprint: names this very change' }),
  kind: name,
  item: name,
  id: name,
  title: words,
  field: name.optional(),
  paragraph: name.optional(),
  within: name.optional(),
  into: z.array(name).optional(),
  from: z.array(name).optional(),
  weight: z.enum(['substantive', 'editorial']),
  class: changeClass,
  causes: z.array(name).meta({ description: 'response-id#comment-id, or own' }),
  follows: z.array(name).meta({ description: 'Refs of the changes that it follows from' }),
  before: side.optional(),
  after: side.optional(),
  words: z.array(z.strictObject({ op: z.enum(['equal', 'insert', 'delete']), text: words })),
});

const answer = z.strictObject({
  id: name,
  party: name,
  name: name.meta({ description: 'Of the party, from the register' }),
  date: name,
  body: name.optional(),
  reference: name.optional(),
  stance,
  revision: name.optional().meta({ description: 'Version of the roadmap that was answered, when the answer says so' }),
  sha256: hash.meta({ description: 'Of the file of the answer, with line ends as git keeps them' }),
  original: hash.optional().meta({ description: 'Of what the answer was imported from' }),
});

/**
 * The receipt of what changed: both revisions by hash, what their items were paired with, the round with every answer, comment and
 * disposition, and every change. Written by the program, as canonical JSON (RFC 8785).
 */
export const Receipt = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('receipt/v1'),
    made: z.strictObject({
      fardplan: name.meta({ description: 'Version of the program that worked out the changes' }),
    }),
    before: revision,
    after: revision,
    profile: profile.optional().meta({ description: 'What headings were matched and items were paired with' }),
    earlierProfile: profile.optional().meta({ description: 'Of the earlier revision, when it is another' }),
    template: z
      .strictObject({
        id: name,
        sha256: hash,
        model: z.looseObject({
          items: z.record(name, words),
          fields: z.record(name, words),
          phrases: z.record(name, words),
        }),
      })
      .meta({ description: 'The wording of the section on changes' }),
    round: z
      .strictObject({
        sha256: hash.meta({ description: 'Of round.yaml, with line ends as git keeps them' }),
        model: Round,
      })
      .optional(),
    answers: z.array(answer),
    comments: z.array(
      z.strictObject({
        ref: name.meta({ description: 'response-id#comment-id' }),
        concerns: name.optional().meta({ description: 'Id of the item in the earlier revision' }),
        comment: Comment,
      }),
    ),
    dispositions: z
      .strictObject({
        sha256: hash.meta({ description: 'Of dispositions.yaml, with line ends as git keeps them' }),
        model: Dispositions,
      })
      .optional(),
    changes: z.array(change),
  }),
);

export type Receipt = z.infer<typeof Receipt>;
export type ReceiptChange = z.infer<typeof change>;

/** JSON Schema 2020-12 of a receipt. */
export const receiptSchema = (): object => z.toJSONSchema(Receipt, { target: 'draft-2020-12', io: 'input' });

/** Larger than any receipt of a roadmap, and only made to exhaust somebody; in bytes. */
export const largestReceipt = 32 * 1024 * 1024;

/** Reads a receipt; `undefined` for bytes that are not one of this version. */
export function readReceipt(bytes: Uint8Array): Receipt | undefined {
  if (bytes.length > largestReceipt) return undefined;
  try {
    const read = Receipt.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    return read.success ? read.data : undefined;
  } catch {
    // No JSON, or nested until the stack is full.
    return undefined;
  }
}
