import * as z from 'zod';
import { choice, day, field, id, line, markdown } from './field.js';
import { Publication } from './publication.js';

/** What an act does; each body may use some of them only. */
export const decisionVerb = choice({
  endorses: ['ställer sig bakom', 'ställa sig bakom'],
  recommends: ['rekommenderar', 'rekommendera'],
  adopts: ['antar', 'anta'],
  establishes: ['fastställer', 'fastställa'],
  approves: ['godkänner', 'godkänna'],
  submits: ['överlämnar', 'översänder', 'avger yttrande'],
});

/** One act: one verb, one object, one addressee where there is one. */
export const Clause = z.lazy(() =>
  z.strictObject({
    verb: field('verb', decisionVerb),
    text: field('text', line(), 'The whole clause, as it shall stand in the minutes'),
    addressee: field('mottagare', line().optional()),
  }),
);

/** Who is to sign, in which role. */
export const Signer = z.lazy(() =>
  z.strictObject({
    id: field('id', id().optional(), 'Name of the signature field; default: made from the role'),
    name: field('namn', line()),
    role: field('roll', line()),
  }),
);

const Author = z.lazy(() =>
  z.strictObject({
    name: field('namn', line()),
    role: field('roll', line().optional()),
    email: field('e-post', line().optional(), 'Function mailbox'),
    phone: field('telefon', line().optional()),
  }),
);

/** A paper the decision rests on (beslutsunderlag). */
const Paper = z.lazy(() =>
  z.strictObject({
    title: field('titel', line()),
    date: field('datum', day().optional()),
    roadmap: field('färdplan', z.boolean().optional(), 'True for the roadmap itself: bound by hash when rendered'),
  }),
);

/** What became of the decision in the minutes: when these were approved and posted, and until when it can be appealed against. */
const Minutes = z.lazy(() =>
  z.strictObject({
    meeting: field('sammanträde', day().optional(), 'The day of the meeting; default: the day of the decision'),
    paragraph: field('paragraf', line().optional(), 'Such as § 41'),
    approved: field('justerat', day().optional(), 'When the minutes were approved'),
    posted: field('anslaget', day().optional(), 'When it was posted that they were approved'),
    appealBy: field('överklagas senast', day().optional(), 'Last day of appeal'),
    removed: field('anslaget tas ned', day().optional()),
    reason: field('motiv', line().optional(), 'Why a day is another than by rule, such as a public holiday'),
  }),
);

/** A part of the decision written as Markdown under its own heading. */
const Part = z.lazy(() =>
  z.strictObject({
    id: field('id', id()),
    title: field('titel', line()),
    text: field('text', markdown()),
  }),
);

/** A decision or a recommendation on a roadmap: content only, no design. */
export const Decision = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('decision/v1'),
    id: field('id', id(), 'Default: from the file name'),
    kind: field(
      'typ',
      choice({
        'chair-decision': 'ordförandebeslut',
        recommendation: ['rekommendation', 'rekommendation till beslut'],
      }),
    ),
    status: field('status', choice({ proposal: ['förslag', 'förslag till beslut'], decided: ['beslut', 'beslutad'] })),
    title: field('titel', line()),
    organisation: field('organisation', line()),
    unit: field('enhet', line().optional()),
    address: field('adress', z.array(line()).optional()),
    body: field('organ', line(), 'The body or officer that decides'),
    reference: field('diarienummer', line().optional()),
    date: field('datum', day().optional()),
    place: field('ort', line().optional()),
    recipient: field('mottagare', line().optional()),
    author: field('handläggare', Author.optional()),
    roadmap: field(
      'färdplan',
      z.strictObject({
        source: field('källa', line(), 'Path relative to this file, or REV:PATH'),
        title: field('titel', line().optional(), 'The title as this decision names it'),
      }),
    ),
    changes: field(
      'förändringar',
      z
        .strictObject({
          from: field('från', line(), 'The revision that was consulted on: a path relative to this file, or REV:PATH'),
          consultation: field('remiss', line().optional(), 'Folder of the round'),
        })
        .optional(),
    ),
    clauses: field('beslutspunkter', z.array(Clause).min(1)),
    legalBasis: field('lagrum', line().optional()),
    urgency: field('brådska', line().optional(), 'Why the decision cannot wait (KL 6:39)'),
    reportTo: field('anmäls till', line().optional()),
    level: field(
      'beslutsnivå',
      z.strictObject({ body: field('organ', line()), reason: field('motiv', line()) }).optional(),
      'The level a recommendation asks for, with the reason',
    ),
    reply: field(
      'återkoppling',
      z
        .strictObject({
          due: field('senast', day()),
          to: field('till', line()),
          what: field('vad', line().optional()),
        })
        .optional(),
    ),
    contact: field('kontakt', z.array(line()).optional()),
    papers: field('beslutsunderlag', z.array(Paper).optional()),
    preparation: field(
      'ärendets gång',
      z.array(z.strictObject({ date: field('datum', day()), text: field('text', line()) })).optional(),
    ),
    minutes: field('protokoll', Minutes.optional(), 'Once the decision stands in minutes'),
    dispatch: field('expedieras till', z.array(line()).optional()),
    signers: field('undertecknare', z.array(Signer).min(1)),
    publication: field(
      'publicering',
      Publication.optional(),
      'What may stand in a copy for publication; what is not said here is as the profile says',
    ),
    template: field('mall', line().optional(), 'Id of the document template; default: the kind'),
    layout: field('layout', line().optional(), 'Id of the layout; default: decision'),
    parts: field('delar', z.array(Part).default([]), 'The prose, one part per heading'),
  }),
);

export type Decision = z.infer<typeof Decision>;
export type Clause = z.infer<typeof Clause>;
export type Signer = z.infer<typeof Signer>;
