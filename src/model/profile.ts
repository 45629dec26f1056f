import * as z from 'zod';
import { text, type Text } from '../core/text.js';
import { field, id, line, moment } from './field.js';
import { Publication } from './publication.js';
import { Readability } from './readability.js';
import { itemKinds } from './section.js';
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
    id: field(
      'id',
      id(),
      text('Id som rubriken får när den känns igen', 'The id that the heading gets when it is recognised'),
    ),
    title: field('titel', line(), text('Rubriken så som den ska skrivas', 'The heading as it shall be written')),
    aliases: field(
      'alias',
      z.array(line()).optional(),
      text('Andra rubriker som betyder samma sak', 'Other headings that mean the same'),
    ),
    get items() {
      return field('delar', ProfileItems.optional(), text('Vad som får stå under den', 'What may stand under it'));
    },
  }),
) as z.ZodType<ProfileItem>;

/** The schema of {@link ProfileItems}, which may hold more of them. */
export const ProfileItems: z.ZodType<ProfileItems> = z.lazy(() =>
  z.strictObject({
    kind: field('typ', itemKinds, text('Vad rubrikerna under avsnittet är', 'What the headings under the section are')),
    count: field('antal', count().optional(), text('Exakt hur många de ska vara', 'How many there must be, exactly')),
    min: field('minst', count().optional(), text('Hur många de minst ska vara', 'The fewest there may be')),
    max: field('högst', count().optional(), text('Hur många de högst får vara', 'The most there may be')),
    closed: field(
      'slutet',
      z.boolean().optional(),
      text('Bara de som står i listan, och alla de', 'Only the listed items, and all of them'),
    ),
    ordered: field(
      'i ordning',
      z.boolean().optional(),
      text('De ska stå i listans ordning', 'They stand in the order of the list'),
    ),
    total: field(
      'totalt',
      count().optional(),
      text(
        'Hur många de är sammanlagt, i alla avsnitt de står i',
        'How many there are in all, over every section they stand in',
      ),
    ),
    list: field(
      'lista',
      z.array(ProfileItem).optional(),
      text('Delarna, var och en med id och rubrik', 'The items, each with id and heading'),
    ),
    get items() {
      return field(
        'delar',
        ProfileItems.optional(),
        text('Vad varje del i sin tur innehåller', 'What each item in turn holds'),
      );
    },
  }),
) as z.ZodType<ProfileItems>;

/** A section that a profile expects, and what may stand under it. */
export const ProfileSection = z.lazy(() =>
  z.strictObject({
    id: field('id', id(), text('Avsnittets id', 'Id of the section')),
    title: field('titel', line(), text('Rubriken så som den ska skrivas', 'The heading as it shall be written')),
    aliases: field(
      'alias',
      z.array(line()).optional(),
      text('Andra rubriker som betyder samma sak', 'Other headings that mean the same'),
    ),
    kind: field(
      'typ',
      itemKinds.default('section'),
      text(
        'Vad avsnittet är: målbild, arbetssätt, tidsplan …',
        'What the section is: target picture, working methods, timeline …',
      ),
    ),
    required: field(
      'krävs',
      z.boolean().default(false),
      text('Om avsnittet måste finnas', 'Whether the section must be there'),
    ),
    statements: field(
      'påståenden',
      z
        .strictObject({
          min: field(
            'minst',
            count(),
            text('Hur många påståenden det minst ska vara', 'The fewest statements there may be'),
          ),
        })
        .optional(),
      text(
        'Om avsnittet ska bestå av påståenden, och hur många',
        'Whether the section consists of statements, and how many',
      ),
    ),
    items: field(
      'delar',
      ProfileItems.optional(),
      text('Vad som får stå under avsnittet', 'What may stand under the section'),
    ),
  }),
);

/** Something that is to be dealt with, and the words by which it is known; `about` says what its id is for. */
const subject = (about: Text) =>
  z.strictObject({
    id: field('id', id(), about),
    title: field('titel', line(), text('Vad det handlar om', 'What it is about')),
    terms: field('ord', z.array(line()), text('Ord som visar att det tas upp', 'Words that show it is dealt with')),
  });

/** A region's document structure, as data. Counts, years and order live here, never in code. */
export const Profile = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('profile/v1'),
    id: field(
      'id',
      id(),
      text('Profilens id, detsamma som filens namn', 'Id of the profile, the same as the file’s name'),
    ),
    title: field('titel', line(), text('Profilens titel', 'Title of the profile')),
    county: field(
      'län',
      line().optional(),
      text('Länet som profilen är till för', 'The county that the profile is for'),
    ),
    description: field(
      'beskrivning',
      line().optional(),
      text('Vad som utmärker länets färdplan', 'What is particular to the county’s roadmap'),
    ),
    period: field(
      'period',
      z
        .strictObject({
          from: field(
            'från',
            moment().optional(),
            text('Första året, månaden eller dagen', 'First year, month or day'),
          ),
          to: field('till', moment().optional(), text('Sista året, månaden eller dagen', 'Last year, month or day')),
        })
        .optional(),
      text('Perioden som färdplanen gäller', 'The period that the roadmap covers'),
    ),
    ordered: field(
      'i ordning',
      z.boolean().default(false),
      text('Avsnitten ska stå i den ordning de har här', 'Sections stand in the order listed here'),
    ),
    sections: field(
      'avsnitt',
      z.array(ProfileSection),
      text('Avsnitten som en färdplan har', 'The sections that a roadmap has'),
    ),
    timeline: field(
      'tidsplan',
      z
        .strictObject({
          checkpoints: field(
            'avstämningar',
            z.array(moment()).optional(),
            text('Tidpunkter då det ska finnas en avstämning', 'Times when a checkpoint must stand'),
          ),
          minCheckpoints: field(
            'minst antal avstämningar',
            count().optional(),
            text('Hur många avstämningar det minst ska vara', 'The fewest checkpoints there may be'),
          ),
          reaches: field(
            'når',
            moment().optional(),
            text(
              'Så långt ska tidsplanen nå; utelämnat: till periodens slut',
              'The timeline must reach this far; default: the end of the period',
            ),
          ),
        })
        .optional(),
      text('Vad tidsplanen ska innehålla', 'What the timeline must hold'),
    ),
    indicators: field(
      'indikatorer',
      z
        .strictObject({
          required: field(
            'krävda fält',
            z.array(z.enum(['direction', 'source', 'level', 'unit', 'baseline', 'target'])).optional(),
            text('Fält som varje indikator ska ha', 'Fields that every indicator must have'),
          ),
          of: field(
            'för',
            z.array(itemKinds).optional(),
            text(
              'De slags delar som var och en ska ha en indikator, eller ett skäl till att den saknas',
              'Kinds of item that each need an indicator or a reason',
            ),
          ),
        })
        .optional(),
      text('Vad som krävs av indikatorerna', 'What is required of the indicators'),
    ),
    considerations: field(
      'beaktar',
      z.array(subject(text('Id att hänvisa till under ”beaktar”', 'Id to refer to under “beaktar”'))).optional(),
      text(
        'Det som varje färdplan ska ta upp, eller avstå från med ett skäl',
        'What every roadmap must mention or waive with a reason',
      ),
    ),
    consequences: field(
      'konsekvenser',
      z.array(subject(text('Id för konsekvensen', 'Id of the consequence'))).optional(),
      text(
        'Det som varje beslut ska redovisa konsekvenserna för, eller säga varför de saknas',
        'What every decision must tell the consequences for, or say why there are none',
      ),
    ),
    fields: field(
      'krävda fält',
      z.array(line()).optional(),
      text(
        'Uppgifter som ska stå överst i färdplanen, med engelska namn',
        'Front-matter fields that must be given, English names',
      ),
    ),
    principals: field(
      'antal huvudmän',
      count().optional(),
      text('Hur många huvudmän som beslutar', 'How many principals decide'),
    ),
    plan: field(
      'årsplan',
      z
        .strictObject({
          yearly: field(
            'årlig',
            z.boolean(),
            text('Om det ska finnas en plan för varje år', 'Whether there must be a plan for every year'),
          ),
        })
        .optional(),
      text('Om varje år bryts ned i en plan', 'Whether each year is broken down in a plan'),
    ),
    publication: field(
      'publicering',
      Publication.optional(),
      text('Vad som får stå i det som publiceras', 'What may stand in what is published'),
    ),
    readability: field(
      'läsbarhet',
      Readability.optional(),
      text('Hur svår texten får vara att läsa', 'How hard the text may be to read'),
    ),
    severities: field(
      'allvar',
      Severities.optional(),
      text('Hur allvarlig varje regel är, efter regelns id eller kod', 'Severity per rule id or code'),
    ),
  }),
);

export type Profile = z.infer<typeof Profile>;
export type ProfileSection = z.infer<typeof ProfileSection>;
