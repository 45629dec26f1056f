import * as z from 'zod';
import { text } from '../core/text.js';
import { choice, field, id, line, markdown, moment } from './field.js';

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
  id: field(
    'id',
    id(),
    text(
      'Varaktigt id; görs av de första orden när inget skrivs',
      'Stable id; made from the first words when none is written',
    ),
  ),
  text: field('text', line(), text('Ett påstående i målbilden', 'One statement of the target picture')),
  perspective: field(
    'perspektiv',
    choice({ resident: 'invånare', staff: 'medarbetare', cooperation: 'samverkan' }).optional(),
    text(
      'Vems perspektiv påståendet har: invånarens, medarbetarens, huvudmannens …',
      'Whose perspective the statement has: the resident’s, the employee’s, the principal’s …',
    ),
  ),
});

/** Something that is to have happened by a time, or within a window. */
export const Milestone = z.strictObject({
  id: field(
    'id',
    id(),
    text('Varaktigt id; görs av titeln när inget skrivs', 'Stable id; made from the title when none is written'),
  ),
  when: field(
    'när',
    moment(),
    text('År, månad eller dag; början, när det finns ett slut', 'Year, month or day; the start, when there is an end'),
  ),
  until: field('till', moment().optional(), text('Slutet på en tid som sträcker sig', 'End of a window')),
  title: field('vad', line(), text('Vad som ska ha hänt', 'What is to have happened')),
  kind: field(
    'typ',
    choice({
      milestone: 'milstolpe',
      checkpoint: ['avstämning', 'fördjupad avstämning', 'avstamning'],
      revision: 'revidering',
      consultation: 'remiss',
      decision: 'beslut',
    }).optional(),
    text('Vad slags tidpunkt det är; utelämnat: en milstolpe', 'What kind of time it is; default: milestone'),
  ),
  responsible: field(
    'ansvarig',
    line().optional(),
    text('Den som ansvarar, en roll eller en organisation', 'Who is responsible, a role or an organisation'),
  ),
  depends: field(
    'beror på',
    z.array(id()).optional(),
    text('Id för det som måste vara klart först', 'Ids of milestones or sections this one needs'),
  ),
});

/** A value and when it was, or is to be, measured. */
const Measurement = z.strictObject({
  value: field('värde', line(), text('Det uppmätta värdet', 'The value measured')),
  date: field('datum', moment().optional(), text('När det gällde', 'When it was so')),
});

/** What is measured to see whether the roadmap works: at which source and level, from what, to what. */
export const Indicator = z.strictObject({
  id: field(
    'id',
    id(),
    text('Varaktigt id; görs av namnet när inget skrivs', 'Stable id; made from the name when none is written'),
  ),
  title: field('namn', line(), text('Indikatorns namn', 'Name of the indicator')),
  definition: field('definition', line().optional(), text('Vad som mäts, och hur', 'What is measured, and how')),
  source: field(
    'källa',
    line().optional(),
    text('Kolada, Socialstyrelsen, SKR eller en lokal källa', 'Kolada, Socialstyrelsen, SKR or a local source'),
  ),
  kpi: field(
    'nyckeltal',
    line().optional(),
    text(
      'Id hos källan; för Kolada en bokstav och fem siffror',
      'Id at the source, for Kolada a letter and five digits',
    ),
  ),
  level: field(
    'nivå',
    choice({ municipality: 'kommun', region: 'region', unit: 'enhet', nation: 'riket', county: 'län' }).optional(),
    text(
      'Nivån som mäts: kommun, region, län, riket …',
      'The level that is measured: municipality, region, county, nation …',
    ),
  ),
  unit: field('enhet', line().optional(), text('Enheten: %, antal, dagar …', 'Unit of measurement')),
  direction: field(
    'riktning',
    choice({
      up: ['öka', 'högre är bättre', 'upp', 'hög'],
      down: ['minska', 'lägre är bättre', 'ned', 'låg'],
      neutral: ['neutral', 'följs'],
    }).optional(),
    text('Åt vilket håll det blir bättre', 'Which way is better'),
  ),
  baseline: field(
    'nuläge',
    Measurement.optional(),
    text('Värdet att utgå från, med årtal', 'The value to start from, with its year'),
  ),
  target: field(
    'målvärde',
    Measurement.optional(),
    text('Värdet att nå, med årtal', 'The value to reach, with its year'),
  ),
  frequency: field('frekvens', line().optional(), text('Hur ofta det mäts', 'How often it is measured')),
  note: field(
    'kommentar',
    line().optional(),
    text('Om kvaliteten i data, brott i serien', 'Data quality, series breaks'),
  ),
  goals: field(
    'mål',
    z.array(id()).optional(),
    text('Id för det som indikatorn mäter', 'Ids of the items it measures'),
  ),
  responsible: field(
    'ansvarig',
    line().optional(),
    text('Den som ansvarar för mätningen', 'Who is responsible for measuring'),
  ),
});

/** A body that prepares, decides or is consulted. */
export const Organ = z.strictObject({
  name: field('namn', line(), text('Organets namn', 'Name of the body')),
  role: field(
    'roll',
    choice({ preparing: 'beredande', deciding: 'beslutande', consulting: 'samråd' }),
    text('Vad organet gör: beslutar, bereder, samordnar …', 'What the body does: decides, prepares, coordinates …'),
  ),
  level: field('nivå', line().optional(), text('Nivån organet verkar på', 'The level on which the body works')),
  members: field(
    'ledamöter',
    choice({ elected: 'förtroendevalda', officials: 'tjänstepersoner' }).optional(),
    text('De som ingår, som roller eller organisationer', 'Its members, as roles or organisations'),
  ),
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
  id: field('id', id(), text('Varaktigt id genom alla versioner', 'Stable id through all versions')),
  title: field('titel', line(), text('Avsnittets rubrik', 'Heading of the section')),
  kind: field(
    'typ',
    itemKinds.default('section'),
    text(
      'Vad avsnittet är: målbild, arbetssätt, tidsplan …',
      'What the section is: target picture, working methods, timeline …',
    ),
  ),
  number: field(
    'nummer',
    line().optional(),
    text('Numret framför rubriken, när den har ett', 'The number before the heading, when it has one'),
  ),
  text: field('text', markdown().default(''), text('Avsnittets löpande text', 'The prose of the section')),
  statements: field(
    'påståenden',
    z.array(Statement).optional(),
    text('Målbildens påståenden', 'The statements of the target picture'),
  ),
  milestones: field(
    'milstolpar',
    z.array(Milestone).optional(),
    text('Tidpunkterna i tidsplanen', 'The times of the timeline'),
  ),
  indicators: field(
    'indikatorer',
    z.array(Indicator).optional(),
    text('Det som följs upp med siffror', 'What is followed up by figures'),
  ),
  organs: field('organ', z.array(Organ).optional(), text('Organen som leder arbetet', 'The bodies that lead the work')),
  closing: field(
    'avslutning',
    markdown().optional(),
    text('Löpande text efter tabeller och listor', 'Prose after tables and lists'),
  ),
  noIndicator: field(
    'indikator saknas',
    line().optional(),
    text('Skälet till att delen inte har någon indikator', 'The reason why the item has no indicator'),
  ),
  get sections() {
    return field(
      'avsnitt',
      z.array(Section).default([]),
      text('Avsnitten under rubriken', 'The sections under the heading'),
    );
  },
}) as z.ZodType<Section>;

export type ItemKind = z.infer<typeof itemKinds>;
export type Statement = z.infer<typeof Statement>;
export type Milestone = z.infer<typeof Milestone>;
export type Indicator = z.infer<typeof Indicator>;
export type Organ = z.infer<typeof Organ>;
