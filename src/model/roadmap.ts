import * as z from 'zod';
import { text } from '../core/text.js';
import { choice, day, field, id, line, markdown, moment } from './field.js';
import { Section } from './section.js';

/** Who asked for the roadmap, and what it was to contain. */
const Mandate = z.strictObject({
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
const Reference = z.strictObject({
  title: field('titel', line(), text('Dokumentets titel', 'Title of the document')),
  date: field('datum', moment().optional(), text('Dokumentets datum', 'Date of the document')),
  note: field(
    'kommentar',
    line().optional(),
    text('Vad dokumentet betyder för det här', 'What the document means for this one'),
  ),
});

/** Something every roadmap must deal with, and where it does, or why not. */
const Consideration = z.strictObject({
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
const roadmapStatus = choice({
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
