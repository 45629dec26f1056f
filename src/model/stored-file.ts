import * as z from 'zod';
import type { Block, Inline } from './document.js';
import { Publication } from './publication.js';

// What is read here comes out of a PDF that anybody may have made, so nothing is taken on trust.
const words = z.string().max(1_000_000);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const inline: z.ZodType<Inline> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('text'), text: words }),
    z.strictObject({ type: z.enum(['strong', 'emphasis', 'insert', 'delete']), children: inlines }),
    z.strictObject({ type: z.literal('code'), text: words }),
    z.strictObject({ type: z.literal('link'), url: words, children: inlines }),
    z.strictObject({ type: z.literal('break') }),
  ]),
) as z.ZodType<Inline>;
const inlines = z.lazy(() => z.array(inline));

const block: z.ZodType<Block> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('heading'),
      level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
      id: words,
      children: inlines,
    }),
    z.strictObject({ type: z.literal('paragraph'), children: inlines }),
    z.strictObject({ type: z.literal('list'), ordered: z.boolean(), items: z.array(z.array(block)) }),
    z.strictObject({ type: z.literal('quote'), blocks: z.array(block) }),
    z.strictObject({
      type: z.literal('table'),
      caption: words.optional(),
      header: z.array(inlines),
      rows: z.array(z.array(inlines)),
    }),
    z.strictObject({
      type: z.literal('facts'),
      role: z.enum(['binding', 'copy']).optional(),
      facts: z.array(z.strictObject({ term: words, value: inlines })),
    }),
    z.strictObject({
      type: z.literal('clauses'),
      style: z.enum(['sentence', 'att']),
      lead: inlines.optional(),
      clauses: z.array(inlines),
    }),
    z.strictObject({
      type: z.literal('signatures'),
      signers: z.array(z.strictObject({ field: words, name: words, role: words })),
    }),
  ]),
) as z.ZodType<Block>;

const draft = z.enum(['uncommitted', 'no-git']).optional();
const attached = z.strictObject({ name: words, mediaType: words, description: words });

/** The schema of `document.json`, as it is attached to a rendered document. */
export const StoredFile = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('document/v1'),
    made: z.strictObject({
      typst: words,
      layout: z.strictObject({ files: z.record(words, hash), fonts: z.array(hash) }),
    }),
    document: z.strictObject({
      language: z.literal('sv-SE'),
      title: words,
      kindLabel: words,
      organisation: words,
      unit: words.optional(),
      address: z.array(words),
      reference: words.optional(),
      date: z.iso.date().optional(),
      subject: words,
      author: words,
      recipient: words.optional(),
      layout: words,
      blocks: z.array(block),
      roadmap: z.strictObject({
        id: words,
        title: words,
        version: words,
        commit: words.optional(),
        sha256: hash,
        draft,
        fileName: words,
      }),
      attachment: attached,
      supplement: attached.optional(),
      proof: z.strictObject({ sha256: hash, before: words, receipt: attached, earlier: attached }).optional(),
      origin: z
        .strictObject({
          fardplan: words,
          template: z.strictObject({ id: words, sha256: hash }),
          decision: z.strictObject({ path: words.optional(), sha256: hash, draft }),
        })
        .optional(),
      copy: z
        .strictObject({
          sha256: hash,
          signed: z
            .strictObject({
              revision: z.int().positive(),
              length: z.int().positive(),
              sha256: hash,
              at: words.optional(),
            })
            .optional(),
          keeper: words,
          removed: z.record(words, z.int().nonnegative()),
          settings: Publication,
        })
        .optional(),
    }),
  }),
);
