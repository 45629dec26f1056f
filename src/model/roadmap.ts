import * as z from 'zod';
import { choice, day, field, id, line, markdown, moment } from './field.js';

/** What a section is, and so what `diff` calls it and which rules look at it. */
export const itemKinds = choice({
  section: 'avsnitt',
  purpose: 'syfte',
  'target-group': ['målgrupp', 'malgrupp'],
  'target-picture': ['målbild', 'malbild'],
  'success-factors': 'framgångsfaktorer',
  'working-methods': 'arbetssätt',
  'working-method': 'arbetssätt-del',
  'goal-areas': 'målområden',
  'goal-area': 'målområde',
  direction: ['inriktning', 'strategisk inriktning'],
  prerequisites: 'förutsättningar',
  prerequisite: 'förutsättning',
  governance: ['ledning', 'styrning'],
  timeline: 'tidsplan',
  'follow-up': 'uppföljning',
  implementation: 'genomförande',
});

/** One statement of a target picture. */
export const Statement = z.strictObject({
  id: field('id', id(), 'Stable id; made from the first words when none is written'),
  text: field('text', line(), 'One statement of the target picture'),
  perspective: field(
    'perspektiv',
    choice({ resident: 'invånare', staff: 'medarbetare', cooperation: 'samverkan' }).optional(),
  ),
});

/** Something that is to have happened by a time, or within a window. */
export const Milestone = z.strictObject({
  id: field('id', id()),
  when: field('när', moment(), 'Year, month or day; the start, when there is an end'),
  until: field('till', moment().optional(), 'End of a window'),
  title: field('vad', line(), 'What is to have happened'),
  kind: field(
    'typ',
    choice({
      milestone: 'milstolpe',
      checkpoint: ['avstämning', 'fördjupad avstämning', 'avstamning'],
      revision: 'revidering',
      consultation: 'remiss',
      decision: 'beslut',
    }).optional(),
    'Default: milestone',
  ),
  responsible: field('ansvarig', line().optional()),
  depends: field('beror på', z.array(id()).optional(), 'Ids of milestones or sections this one needs'),
});

/** A value and when it was, or is to be, measured. */
export const Measurement = z.strictObject({
  value: field('värde', line()),
  date: field('datum', moment().optional()),
});

/** What is measured to see whether the roadmap works: at which source and level, from what, to what. */
export const Indicator = z.strictObject({
  id: field('id', id()),
  title: field('namn', line()),
  definition: field('definition', line().optional()),
  source: field('källa', line().optional(), 'Kolada, Socialstyrelsen, SKR or a local source'),
  kpi: field('nyckeltal', line().optional(), 'Id at the source, for Kolada a letter and five digits'),
  level: field(
    'nivå',
    choice({ municipality: 'kommun', region: 'region', unit: 'enhet', nation: 'riket', county: 'län' }).optional(),
  ),
  unit: field('enhet', line().optional(), 'Unit of measurement'),
  direction: field(
    'riktning',
    choice({
      up: ['öka', 'högre är bättre', 'upp', 'hög'],
      down: ['minska', 'lägre är bättre', 'ned', 'låg'],
      neutral: ['neutral', 'följs'],
    }).optional(),
    'Which way is better',
  ),
  baseline: field('nuläge', Measurement.optional()),
  target: field('målvärde', Measurement.optional()),
  frequency: field('frekvens', line().optional()),
  note: field('kommentar', line().optional(), 'Data quality, series breaks'),
  goals: field('mål', z.array(id()).optional(), 'Ids of the items it measures'),
  responsible: field('ansvarig', line().optional()),
});

/** A body that prepares, decides or is consulted. */
export const Organ = z.strictObject({
  name: field('namn', line()),
  role: field('roll', choice({ preparing: 'beredande', deciding: 'beslutande', consulting: 'samråd' })),
  level: field('nivå', line().optional()),
  members: field('ledamöter', choice({ elected: 'förtroendevalda', officials: 'tjänstepersoner' }).optional()),
});

/** A heading with what stands under it. Every part of a roadmap is one of these, whatever the profile calls it. */
export interface Section {
  id: string;
  title: string;
  kind: z.infer<typeof itemKinds>;
  /** The number written before the title (`3.2`), if any. */
  number?: string | undefined;
  /** Prose before the first list or table that the model keeps apart. Markdown, perhaps empty. */
  text: string;
  statements?: Statement[] | undefined;
  milestones?: Milestone[] | undefined;
  indicators?: Indicator[] | undefined;
  organs?: Organ[] | undefined;
  /** Prose after them. */
  closing?: string | undefined;
  /** Why this item has no indicator, when that is on purpose. */
  noIndicator?: string | undefined;
  sections: Section[];
}

/** The schema of a {@link Section}, which holds itself. */
export const Section: z.ZodType<Section> = z.strictObject({
  id: field('id', id()),
  title: field('titel', line()),
  kind: field('typ', itemKinds.default('section')),
  number: field('nummer', line().optional()),
  text: field('text', markdown().default('')),
  statements: field('påståenden', z.array(Statement).optional()),
  milestones: field('milstolpar', z.array(Milestone).optional()),
  indicators: field('indikatorer', z.array(Indicator).optional()),
  organs: field('organ', z.array(Organ).optional()),
  closing: field('avslutning', markdown().optional()),
  noIndicator: field('indikator saknas', line().optional(), 'The reason why the item has no indicator'),
  get sections() {
    return field('avsnitt', z.array(Section).default([]));
  },
}) as z.ZodType<Section>;

/** Who asked for the roadmap, and what it was to contain. */
export const Mandate = z.strictObject({
  giver: field('uppdragsgivare', line(), 'The organ that gave the mandate'),
  date: field('datum', moment().optional()),
  leads: field('ansvariga', z.array(line()).optional(), 'Roles or organisations, not private persons'),
  deliverables: field(
    'leveranser',
    z
      .array(
        z.strictObject({
          text: field('text', line()),
          section: field('avsnitt', id().optional(), 'Id of the section that delivers it'),
        }),
      )
      .optional(),
  ),
  documents: field('underlag', z.array(line()).optional()),
  dialogue: field('dialog', z.strictObject({ from: field('från', moment()), to: field('till', moment()) }).optional()),
});

/** An agreement or document that the roadmap rests on. */
export const Reference = z.strictObject({
  title: field('titel', line()),
  date: field('datum', moment().optional()),
  note: field('kommentar', line().optional()),
});

/** Something every roadmap must deal with, and where it does, or why not. */
export const Consideration = z.strictObject({
  id: field('id', id(), 'As in the profile: barnkonventionen, rus …'),
  title: field('titel', line().optional()),
  section: field('avsnitt', id().optional(), 'Id of the section where it is dealt with'),
  waived: field('undantag', line().optional(), 'The reason why it is not dealt with'),
});

/** A principal, or a group of them that the roadmap counts as one. */
export const RoadmapParty = z.strictObject({
  id: field('id', id()),
  name: field('namn', line()),
  type: field(
    'typ',
    choice({
      municipality: 'kommun',
      region: 'region',
      federation: 'kommunalförbund',
      body: 'samverkansorgan',
      group: 'grupp',
    }),
  ),
  count: field('antal', z.int().positive().optional(), 'For a group: how many principals it stands for'),
});

/** Where a roadmap stands in its life. */
export const roadmapStatus = choice({
  draft: 'utkast',
  dialogue: 'dialog',
  consultation: ['remiss', 'remissversion'],
  revision: ['revidering', 'reviderad'],
  consulted: 'samrådsbehandlad',
  recommended: 'rekommenderad',
  'partly-adopted': 'delvis antagen',
  'in-force': ['gällande', 'antagen'],
  review: 'avstämning',
  replaced: ['ersatt', 'upphävd'],
});

/** A joint strategic roadmap, whatever it was written as (domain: färdplan, strategi, handlingsplan …). */
export const Roadmap = z.strictObject({
  fardplan: z.literal('roadmap/v1'),
  id: field('id', id(), 'Stable id of the document through all its versions'),
  title: field('titel', line(), 'The canonical title'),
  shortTitle: field('kort titel', line().optional()),
  aliases: field('alias', z.array(line()).optional(), 'Other names the document may be called by'),
  type: field(
    'dokumenttyp',
    choice({
      roadmap: 'färdplan',
      strategy: 'strategi',
      'action-plan': 'handlingsplan',
      vision: 'målbild',
      'implementation-plan': 'genomförandeplan',
    }).optional(),
  ),
  profile: field('profil', line(), 'Id of a built-in profile, or of one in the workspace'),
  version: field('version', line()),
  status: field('status', roadmapStatus.optional()),
  date: field('datum', day().optional()),
  language: field('språk', line().optional()),
  period: field(
    'period',
    z.strictObject({ from: field('från', moment()), to: field('till', moment()) }),
    'When the roadmap applies',
  ),
  county: field('län', line().optional()),
  owner: field('dokumentansvarig', line().optional(), 'Organisation or role'),
  parties: field('huvudmän', z.array(RoadmapParty).optional()),
  mandate: field('uppdrag', Mandate.optional()),
  basedOn: field('bygger på', z.array(Reference).optional(), 'Agreements and documents it rests on'),
  considerations: field('beaktar', z.array(Consideration).optional()),
  replaces: field('ersätter', line().optional()),
  related: field('relaterade', z.array(line()).optional()),
  lead: field('ingress', markdown().default(''), 'Text between the title and the first heading'),
  sections: field('avsnitt', z.array(Section).default([])),
});

export type Roadmap = z.infer<typeof Roadmap>;
export type ItemKind = z.infer<typeof itemKinds>;
export type Statement = z.infer<typeof Statement>;
export type Milestone = z.infer<typeof Milestone>;
export type Indicator = z.infer<typeof Indicator>;
export type Organ = z.infer<typeof Organ>;
export type Reference = z.infer<typeof Reference>;

/** Every section of a roadmap with its path in the model, parents before children, in document order. */
export function* allSections(
  roadmap: Pick<Roadmap, 'sections'>,
): Generator<{ section: Section; path: (string | number)[]; parent: Section | undefined }> {
  function* walk(
    sections: readonly Section[],
    path: (string | number)[],
    parent: Section | undefined,
  ): Generator<{ section: Section; path: (string | number)[]; parent: Section | undefined }> {
    for (const [index, section] of sections.entries()) {
      const here = [...path, 'sections', index];
      yield { section, path: here, parent };
      yield* walk(section.sections, here, section);
    }
  }
  yield* walk(roadmap.sections, [], undefined);
}
