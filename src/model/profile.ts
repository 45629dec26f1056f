import * as z from 'zod';
import { field, id, line, moment } from './field.js';
import { Publication } from './publication.js';
import { Readability } from './readability.js';
import { itemKinds } from './roadmap.js';
import { Severities } from './settings.js';

/** A known item of a profile: matched by explicit id, then title, then alias. */
export interface ProfileItem {
  id: string;
  title: string;
  aliases?: string[] | undefined;
  items?: ProfileItems | undefined;
}

/** What may stand under a section or an item. */
export interface ProfileItems {
  kind: z.infer<typeof itemKinds>;
  /** Exact number, else `min`/`max`. */
  count?: number | undefined;
  min?: number | undefined;
  max?: number | undefined;
  /** Only the listed items may stand here, and all of them must. */
  closed?: boolean | undefined;
  /** The listed items stand in this order. */
  ordered?: boolean | undefined;
  /** Total number over all parents, for nested items (Stockholm: 18 directions in 5 areas). */
  total?: number | undefined;
  list?: ProfileItem[] | undefined;
  /** What each item in turn holds, when the list does not say. */
  items?: ProfileItems | undefined;
}

const count = () => z.int().nonnegative();

/** The schema of a {@link ProfileItem}, which may hold more of them. */
export const ProfileItem: z.ZodType<ProfileItem> = z.lazy(() =>
  z.strictObject({
    id: field('id', id()),
    title: field('titel', line()),
    aliases: field('alias', z.array(line()).optional()),
    get items() {
      return field('delar', ProfileItems.optional());
    },
  }),
) as z.ZodType<ProfileItem>;

/** The schema of {@link ProfileItems}, which may hold more of them. */
export const ProfileItems: z.ZodType<ProfileItems> = z.lazy(() =>
  z.strictObject({
    kind: field('typ', itemKinds),
    count: field('antal', count().optional()),
    min: field('minst', count().optional()),
    max: field('högst', count().optional()),
    closed: field('slutet', z.boolean().optional(), 'Only the listed items, and all of them'),
    ordered: field('i ordning', z.boolean().optional()),
    total: field('totalt', count().optional()),
    list: field('lista', z.array(ProfileItem).optional()),
    get items() {
      return field('delar', ProfileItems.optional());
    },
  }),
) as z.ZodType<ProfileItems>;

/** A section that a profile expects, and what may stand under it. */
export const ProfileSection = z.lazy(() =>
  z.strictObject({
    id: field('id', id()),
    title: field('titel', line()),
    aliases: field('alias', z.array(line()).optional()),
    kind: field('typ', itemKinds.default('section')),
    required: field('krävs', z.boolean().default(false)),
    statements: field('påståenden', z.strictObject({ min: field('minst', count()) }).optional()),
    items: field('delar', ProfileItems.optional()),
  }),
);

/** A region's document structure, as data. Counts, years and order live here, never in code. */
export const Profile = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('profile/v1'),
    id: field('id', id()),
    title: field('titel', line()),
    county: field('län', line().optional()),
    description: field('beskrivning', line().optional()),
    period: field(
      'period',
      z.strictObject({ from: field('från', moment().optional()), to: field('till', moment().optional()) }).optional(),
    ),
    ordered: field('i ordning', z.boolean().default(false), 'Sections stand in the order listed here'),
    sections: field('avsnitt', z.array(ProfileSection)),
    timeline: field(
      'tidsplan',
      z
        .strictObject({
          checkpoints: field('avstämningar', z.array(moment()).optional(), 'Times when a checkpoint must stand'),
          minCheckpoints: field('minst antal avstämningar', count().optional()),
          reaches: field(
            'når',
            moment().optional(),
            'The timeline must reach this far; default: the end of the period',
          ),
        })
        .optional(),
    ),
    indicators: field(
      'indikatorer',
      z
        .strictObject({
          required: field(
            'krävda fält',
            z.array(z.enum(['direction', 'source', 'level', 'unit', 'baseline', 'target'])).optional(),
          ),
          of: field('för', z.array(itemKinds).optional(), 'Kinds of item that each need an indicator or a reason'),
        })
        .optional(),
    ),
    considerations: field(
      'beaktar',
      z
        .array(
          z.strictObject({
            id: field('id', id()),
            title: field('titel', line()),
            terms: field('ord', z.array(line()), 'Words that show it is dealt with'),
          }),
        )
        .optional(),
      'What every roadmap must mention or waive with a reason',
    ),
    consequences: field(
      'konsekvenser',
      z
        .array(
          z.strictObject({
            id: field('id', id()),
            title: field('titel', line()),
            terms: field('ord', z.array(line()), 'Words that show it is dealt with'),
          }),
        )
        .optional(),
      'What every decision must tell the consequences for, or say why there are none',
    ),
    fields: field('krävda fält', z.array(line()).optional(), 'Front-matter fields that must be given, English names'),
    principals: field('antal huvudmän', count().optional(), 'How many principals decide'),
    plan: field(
      'årsplan',
      z.strictObject({ yearly: field('årlig', z.boolean()) }).optional(),
      'Whether each year is broken down in a plan',
    ),
    publication: field('publicering', Publication.optional(), 'What may stand in what is published'),
    readability: field('läsbarhet', Readability.optional(), 'How hard the text may be to read'),
    severities: field('allvar', Severities.optional(), 'Severity per rule id or code'),
  }),
);

export type Profile = z.infer<typeof Profile>;
export type ProfileSection = z.infer<typeof ProfileSection>;
