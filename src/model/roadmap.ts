import * as z from 'zod';
import { text } from '../core/text.js';
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
export const Measurement = z.strictObject({
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

/** Who asked for the roadmap, and what it was to contain. */
export const Mandate = z.strictObject({
  giver: field('uppdragsgivare', line(), text('Organet som gav uppdraget', 'The organ that gave the mandate')),
  date: field('datum', moment().optional(), text('Dagen då uppdraget gavs', 'The day the mandate was given')),
  leads: field(
    'ansvariga',
    z.array(line()).optional(),
    text(
      'Roller eller organisationer som leder arbetet, inte privatpersoner',
      'Roles or organisations, not private persons',
    ),
  ),
  deliverables: field(
    'leveranser',
    z
      .array(
        z.strictObject({
          text: field('text', line(), text('Uppdraget med dess egna ord', 'The mandate in its own words')),
          section: field(
            'avsnitt',
            id().optional(),
            text('Id för avsnittet som svarar mot uppdraget', 'Id of the section that delivers it'),
          ),
        }),
      )
      .optional(),
    text('Det som uppdraget ber om', 'What the mandate asks for'),
  ),
  documents: field(
    'underlag',
    z.array(line()).optional(),
    text('Handlingar som uppdraget bygger på', 'Documents that the mandate rests on'),
  ),
  dialogue: field(
    'dialog',
    z
      .strictObject({
        from: field('från', moment(), text('När dialogen började', 'When the dialogue began')),
        to: field('till', moment(), text('När dialogen slutade', 'When the dialogue ended')),
      })
      .optional(),
    text('När dialogen med huvudmännen har förts', 'When the dialogue with the principals was held'),
  ),
});

/** An agreement or document that the roadmap rests on. */
export const Reference = z.strictObject({
  title: field('titel', line(), text('Dokumentets titel', 'Title of the document')),
  date: field('datum', moment().optional(), text('Dokumentets datum', 'Date of the document')),
  note: field(
    'kommentar',
    line().optional(),
    text('Vad dokumentet betyder för det här', 'What the document means for this one'),
  ),
});

/** Something every roadmap must deal with, and where it does, or why not. */
export const Consideration = z.strictObject({
  id: field('id', id(), text('Som i profilen: barnkonventionen, rus …', 'As in the profile: barnkonventionen, rus …')),
  title: field('titel', line().optional(), text('Vad det handlar om', 'What it is about')),
  section: field(
    'avsnitt',
    id().optional(),
    text('Id för avsnittet där det tas upp', 'Id of the section where it is dealt with'),
  ),
  waived: field(
    'undantag',
    line().optional(),
    text('Skälet till att det inte tas upp', 'The reason why it is not dealt with'),
  ),
});

/** A principal, or a group of them that the roadmap counts as one. */
export const RoadmapParty = z.strictObject({
  id: field('id', id(), text('Huvudmannens id, som i registret', 'Id of the principal, as in the register')),
  name: field('namn', line(), text('Huvudmannens namn', 'Name of the principal')),
  type: field(
    'typ',
    choice({
      municipality: 'kommun',
      region: 'region',
      federation: 'kommunalförbund',
      body: 'samverkansorgan',
      group: 'grupp',
    }),
    text('Kommun, region eller ett organ', 'Municipality, region or a body'),
  ),
  count: field(
    'antal',
    z.int().positive().optional(),
    text('För en grupp: hur många huvudmän den står för', 'For a group: how many principals it stands for'),
  ),
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
  id: field(
    'id',
    id(),
    text('Dokumentets id, detsamma i alla versioner', 'Stable id of the document through all its versions'),
  ),
  title: field('titel', line(), text('Titeln så som den ska skrivas överallt', 'The canonical title')),
  shortTitle: field(
    'kort titel',
    line().optional(),
    text('Ett kortare namn för löpande text', 'A shorter name for running text'),
  ),
  aliases: field(
    'alias',
    z.array(line()).optional(),
    text('Andra namn som dokumentet får kallas', 'Other names the document may be called by'),
  ),
  type: field(
    'dokumenttyp',
    choice({
      roadmap: 'färdplan',
      strategy: 'strategi',
      'action-plan': 'handlingsplan',
      vision: 'målbild',
      'implementation-plan': 'genomförandeplan',
    }).optional(),
    text(
      'Vad slags dokument det är: färdplan, handlingsplan, strategi …',
      'What type of document it is: roadmap, action plan, strategy …',
    ),
  ),
  profile: field(
    'profil',
    line(),
    text('Id för en inbyggd profil, eller en i arbetsytan', 'Id of a built-in profile, or of one in the workspace'),
  ),
  version: field(
    'version',
    line(),
    text('Versionens nummer, till exempel "2.0"', 'Number of the version, such as "2.0"'),
  ),
  status: field(
    'status',
    roadmapStatus.optional(),
    text(
      'Hur långt dokumentet har kommit: utkast, remiss, gällande …',
      'How far the document has come: draft, consultation, in force …',
    ),
  ),
  date: field('datum', day().optional(), text('Versionens datum', 'Date of the version')),
  language: field('språk', line().optional(), text('Språket, som sv', 'The language, such as sv')),
  period: field(
    'period',
    z.strictObject({
      from: field('från', moment(), text('Första året, månaden eller dagen', 'First year, month or day')),
      to: field('till', moment(), text('Sista året, månaden eller dagen', 'Last year, month or day')),
    }),
    text('När färdplanen gäller', 'When the roadmap applies'),
  ),
  county: field('län', line().optional(), text('Länet', 'The county')),
  owner: field(
    'dokumentansvarig',
    line().optional(),
    text('Organisationen eller rollen som ansvarar för dokumentet', 'Organisation or role'),
  ),
  parties: field(
    'huvudmän',
    z.array(RoadmapParty).optional(),
    text('Huvudmännen som färdplanen gäller för', 'The principals that the roadmap applies to'),
  ),
  mandate: field(
    'uppdrag',
    Mandate.optional(),
    text('Uppdraget som färdplanen svarar mot', 'The mandate that the roadmap answers to'),
  ),
  basedOn: field(
    'bygger på',
    z.array(Reference).optional(),
    text('Överenskommelser och dokument som den bygger på', 'Agreements and documents it rests on'),
  ),
  considerations: field(
    'beaktar',
    z.array(Consideration).optional(),
    text(
      'Det som alltid ska beaktas: var det tas upp, eller varför inte',
      'What must always be considered: where it is dealt with, or why not',
    ),
  ),
  replaces: field(
    'ersätter',
    line().optional(),
    text('Dokument som den här färdplanen ersätter', 'Documents that this roadmap replaces'),
  ),
  related: field(
    'relaterade',
    z.array(line()).optional(),
    text('Dokument som hör ihop med den', 'Documents that belong with it'),
  ),
  lead: field(
    'ingress',
    markdown().default(''),
    text('Texten mellan titeln och den första rubriken', 'Text between the title and the first heading'),
  ),
  sections: field('avsnitt', z.array(Section).default([]), text('Färdplanens avsnitt', 'The sections of the roadmap')),
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
