import * as z from 'zod';
import { text } from '../core/text.js';
import { choice, day, field, id, line, markdown } from './field.js';
import { Publication } from './publication.js';

/** What an act does; each body may use some of them only. */
export const decisionVerb = choice({
  endorses: ['ställer sig bakom', 'ställa sig bakom'],
  recommends: ['rekommenderar', 'rekommendera'],
  adopts: ['antar', 'anta'],
  establishes: ['fastställer', 'fastställa'],
  approves: ['godkänner', 'godkänna'],
  submits: ['överlämnar', 'översänder', 'avger yttrande', 'överlämna', 'översända', 'avge yttrande'],
});

/** One act: one verb, one object, one addressee where there is one. */
export const Clause = z.lazy(() =>
  z.strictObject({
    verb: field(
      'verb',
      decisionVerb,
      text(
        'Vad beslutet gör: antar, rekommenderar, ställer sig bakom …',
        'What the decision does: adopts, recommends, endorses …',
      ),
    ),
    text: field(
      'text',
      line(),
      text(
        'Hela beslutspunkten, så som den ska stå i protokollet',
        'The whole clause, as it shall stand in the minutes',
      ),
    ),
    addressee: field(
      'mottagare',
      line().optional(),
      text('Den som beslutspunkten riktar sig till', 'Who the clause is directed to'),
    ),
  }),
);

/** Who is to sign, in which role. */
export const Signer = z.lazy(() =>
  z.strictObject({
    id: field(
      'id',
      id().optional(),
      text(
        'Underskriftsfältets namn; utelämnat: görs av rollen',
        'Name of the signature field; default: made from the role',
      ),
    ),
    name: field('namn', line(), text('Personens namn', 'The person’s name')),
    role: field('roll', line(), text('Rollen som personen skriver under i', 'The role in which the person signs')),
  }),
);

const Author = z.lazy(() =>
  z.strictObject({
    name: field('namn', line(), text('Handläggarens namn', 'Name of the officer')),
    role: field('roll', line().optional(), text('Handläggarens befattning', 'Title of the officer')),
    email: field(
      'e-post',
      line().optional(),
      text('En funktionsbrevlåda, ingen persons adress', 'A function mailbox, no person’s address'),
    ),
    phone: field(
      'telefon',
      line().optional(),
      text('Telefonnummer till växeln eller funktionen', 'Phone number of the switchboard or function'),
    ),
  }),
);

/** A paper the decision rests on (beslutsunderlag). */
const Paper = z.lazy(() =>
  z.strictObject({
    title: field('titel', line(), text('Handlingens titel', 'Title of the paper')),
    date: field('datum', day().optional(), text('Handlingens datum', 'Date of the paper')),
    roadmap: field(
      'färdplan',
      z.boolean().optional(),
      text(
        'Ja för själva färdplanen: den binds med kontrollsumma när beslutet framställs',
        'True for the roadmap itself: bound by hash when rendered',
      ),
    ),
  }),
);

/** What became of the decision in the minutes: when these were approved and posted, and until when it can be appealed against. */
const Minutes = z.lazy(() =>
  z.strictObject({
    meeting: field(
      'sammanträde',
      day().optional(),
      text(
        'Dagen för sammanträdet; utelämnat: beslutets dag',
        'The day of the meeting; default: the day of the decision',
      ),
    ),
    paragraph: field('paragraf', line().optional(), text('Paragrafen, till exempel § 41', 'Such as § 41')),
    approved: field('justerat', day().optional(), text('När protokollet justerades', 'When the minutes were approved')),
    posted: field(
      'anslaget',
      day().optional(),
      text('När det anslogs att protokollet är justerat', 'When it was posted that they were approved'),
    ),
    appealBy: field('överklagas senast', day().optional(), text('Sista dag att överklaga', 'Last day of appeal')),
    removed: field(
      'anslaget tas ned',
      day().optional(),
      text('Dagen då anslaget tas ned', 'The day the notice is taken down'),
    ),
    reason: field(
      'motiv',
      line().optional(),
      text(
        'Varför en dag är en annan än enligt regeln, till exempel en helgdag',
        'Why a day is another than by rule, such as a public holiday',
      ),
    ),
  }),
);

/** A part of the decision written as Markdown under its own heading. */
const Part = z.lazy(() =>
  z.strictObject({
    id: field('id', id(), text('Delens id, som i dokumentmallen', 'Id of the part, as in the document template')),
    title: field('titel', line(), text('Delens rubrik', 'Heading of the part')),
    text: field('text', markdown(), text('Delens text', 'Text of the part')),
  }),
);

/** A decision or a recommendation on a roadmap: content only, no design. */
export const Decision = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('decision/v1'),
    id: field('id', id(), text('Beslutets id; utelämnat: görs av filnamnet', 'Default: from the file name')),
    kind: field(
      'typ',
      choice({
        'chair-decision': 'ordförandebeslut',
        recommendation: ['rekommendation', 'rekommendation till beslut'],
      }),
      text(
        'Vilket slags beslut det är; väljer dokumentmall',
        'What kind of decision it is; chooses the document template',
      ),
    ),
    status: field(
      'status',
      choice({ proposal: ['förslag', 'förslag till beslut'], decided: ['beslut', 'beslutad'] }),
      text('Om det är ett förslag eller ett fattat beslut', 'Whether it is a proposal or a decision taken'),
    ),
    title: field('titel', line(), text('Beslutets titel', 'Title of the decision')),
    organisation: field('organisation', line(), text('Organisationen som beslutar', 'The organisation that decides')),
    unit: field(
      'enhet',
      line().optional(),
      text('Enheten som har berett ärendet', 'The unit that prepared the matter'),
    ),
    address: field(
      'adress',
      z.array(line()).optional(),
      text(
        'Brevhuvudets rader: adress, webbplats, funktionsbrevlåda',
        'The lines of the letterhead: address, website, function mailbox',
      ),
    ),
    body: field(
      'organ',
      line(),
      text('Organet eller befattningshavaren som beslutar', 'The body or officer that decides'),
    ),
    reference: field('diarienummer', line().optional(), text('Diarienumret', 'The reference number')),
    date: field('datum', day().optional(), text('Dagen för beslutet', 'The day of the decision')),
    place: field(
      'ort',
      line().optional(),
      text('Orten där beslutet skrivs under', 'The place where the decision is signed'),
    ),
    recipient: field(
      'mottagare',
      line().optional(),
      text('Den som beslutet skickas till', 'Who the decision is sent to'),
    ),
    author: field('handläggare', Author.optional(), text('Den som har handlagt ärendet', 'Who has handled the matter')),
    roadmap: field(
      'färdplan',
      z.strictObject({
        source: field(
          'källa',
          line(),
          text(
            'Sökväg räknat från den här filen, eller REVISION:SÖKVÄG i git',
            'Path relative to this file, or REV:PATH',
          ),
        ),
        title: field(
          'titel',
          line().optional(),
          text('Titeln så som beslutet skriver den', 'The title as this decision names it'),
        ),
      }),
      text('Färdplanen som beslutet gäller', 'The roadmap that the decision is about'),
    ),
    changes: field(
      'förändringar',
      z
        .strictObject({
          from: field(
            'från',
            line(),
            text(
              'Texten som var på remiss: en sökväg räknat från den här filen, eller REVISION:SÖKVÄG',
              'The revision that was consulted on: a path relative to this file, or REV:PATH',
            ),
          ),
          consultation: field('remiss', line().optional(), text('Remissens mapp', 'Folder of the round')),
        })
        .optional(),
      text('Vad förändringarna jämförs med', 'What the changes are told from'),
    ),
    clauses: field(
      'beslutspunkter',
      z.array(Clause).min(1),
      text('Det som beslutas, punkt för punkt', 'What is decided, clause by clause'),
    ),
    legalBasis: field(
      'lagrum',
      line().optional(),
      text(
        'Stödet för att besluta: lagrum och delegationsordning',
        'What the decision rests on: law and delegation order',
      ),
    ),
    urgency: field(
      'brådska',
      line().optional(),
      text('Varför beslutet inte kan vänta (6 kap. 39 § kommunallagen)', 'Why the decision cannot wait (KL 6:39)'),
    ),
    reportTo: field('anmäls till', line().optional(), text('Var beslutet anmäls', 'Where the decision is reported')),
    level: field(
      'beslutsnivå',
      z
        .strictObject({
          body: field(
            'organ',
            line(),
            text('Organet, till exempel Kommunfullmäktige', 'The body, such as Kommunfullmäktige'),
          ),
          reason: field('motiv', line(), text('Varför just det organet', 'Why that very body')),
        })
        .optional(),
      text('Nivån som en rekommendation ber om, med skälet', 'The level a recommendation asks for, with the reason'),
    ),
    reply: field(
      'återkoppling',
      z
        .strictObject({
          due: field('senast', day(), text('Sista dag att återkomma', 'Last day to reply')),
          to: field('till', line(), text('Var svaret skickas', 'Where the reply is sent')),
          what: field('vad', line().optional(), text('Vad svaret ska innehålla', 'What the reply is to hold')),
        })
        .optional(),
      text(
        'Vad de som tar emot rekommendationen ska återkomma med',
        'What those who receive the recommendation are to reply',
      ),
    ),
    contact: field('kontakt', z.array(line()).optional(), text('Vem som svarar på frågor', 'Who answers questions')),
    papers: field(
      'beslutsunderlag',
      z.array(Paper).optional(),
      text('Handlingarna som beslutet bygger på', 'The papers that the decision rests on'),
    ),
    preparation: field(
      'ärendets gång',
      z
        .array(
          z.strictObject({
            date: field('datum', day(), text('När det hände', 'When it happened')),
            text: field('text', line(), text('Vad som hände', 'What happened')),
          }),
        )
        .optional(),
      text('Vad som har hänt i ärendet, i tidsordning', 'What has happened in the matter, in order of time'),
    ),
    minutes: field(
      'protokoll',
      Minutes.optional(),
      text('När beslutet står i ett protokoll', 'Once the decision stands in minutes'),
    ),
    dispatch: field(
      'expedieras till',
      z.array(line()).optional(),
      text('De som ska få beslutet', 'Those who are to be sent the decision'),
    ),
    signers: field('undertecknare', z.array(Signer).min(1), text('De som skriver under', 'Those who sign')),
    publication: field(
      'publicering',
      Publication.optional(),
      text(
        'Vad som får stå i en kopia för publicering; det som inte sägs här är som profilen säger',
        'What may stand in a copy for publication; what is not said here is as the profile says',
      ),
    ),
    template: field(
      'mall',
      line().optional(),
      text('Dokumentmallens id; utelämnat: slaget av beslut', 'Id of the document template; default: the kind'),
    ),
    layout: field(
      'layout',
      line().optional(),
      text('Layoutens id; utelämnat: decision', 'Id of the layout; default: decision'),
    ),
    parts: field(
      'delar',
      z.array(Part).default([]),
      text('Den löpande texten, en del per rubrik', 'The prose, one part per heading'),
    ),
  }),
);

export type Decision = z.infer<typeof Decision>;
export type Clause = z.infer<typeof Clause>;
export type Signer = z.infer<typeof Signer>;
