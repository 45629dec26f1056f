import { basename } from 'node:path';
import type { Block, ComposedDocument, Inline } from '../model/document.js';
import type { Verdict } from '../model/verdict.js';
import type { CaseState, SignerState } from './case-state.js';
import type { OpenCase } from './open-log.js';
import { eventTable } from './report-events.js';
import { localTime, utcTime } from './report-times.js';
import { verdictBlocks } from './report-verdicts.js';
import { swedishDay } from './swedish-day.js';

/** What a report is made from. */
export interface ReportInput {
  open: OpenCase;
  state: CaseState;
  /** The log's bytes, to be attached. */
  log: Uint8Array;
  /** What verification says of the newest file; absent when it is not there, or nobody has signed. */
  verdict: Verdict | undefined;
  /** How many issuers were trusted. */
  trusted: number;
  organisation: string;
  /** The report will get a seal. */
  sealed: boolean;
}

const text = (words: string): Inline[] => [{ type: 'text', text: words }];
const paragraph = (words: string): Block => ({ type: 'paragraph', children: text(words) });
const heading = (id: string, words: string): Block => ({ type: 'heading', level: 2, id, children: text(words) });
const facts = (pairs: readonly (readonly [string, string | undefined])[]): Block => ({
  type: 'facts',
  facts: pairs.flatMap(([term, value]) => (value === undefined ? [] : [{ term, value: text(value) }])),
});
const code = (words: string): Inline => ({ type: 'code', text: words });

const states = {
  signed: 'Har undertecknat',
  declined: 'Har avböjt',
  turn: 'Ska underteckna',
  waiting: 'Väntar på sin tur',
} as const;

function opening({ state }: ReportInput): Block {
  const { closedAt } = state;
  const when = closedAt === undefined ? '' : ` ${localTime(closedAt)}, ${utcTime(closedAt)}`;
  const words =
    state.state === 'completed'
      ? `Slutlig rapport. Alla har undertecknat, och ärendet avslutades${when}.`
      : state.state === 'cancelled'
        ? `Slutlig rapport. Ärendet avbröts${when}. Skäl: ${state.reason ?? ''}`
        : 'Lägesrapport, inte slutlig. Ärendet pågår, och mer kan komma att hända än det som står här.';
  return { type: 'paragraph', children: [{ type: 'strong', children: text(words) }] };
}

function documentBlock({ open: { model }, state }: ReportInput): Block {
  const { document, roadmap } = model;
  const { current } = state;
  return facts([
    ['Handling', model.title],
    ['Fil som öppnades', document.file],
    ['SHA-256', document.sha256],
    ...(document.content.sha256 === document.sha256 ? [] : [['SHA-256 innehåll', document.content.sha256] as const]),
    ...(current.sha256 === document.sha256
      ? []
      : ([
          ['Nyaste fil', current.file],
          ['Dess SHA-256', current.sha256],
        ] as const)),
    ['Färdplan', roadmap && `${roadmap.id}, version ${roadmap.version}`],
    ['Revision i git', roadmap?.commit],
    ['SHA-256 färdplan', roadmap?.sha256],
    ['Ärende', model.id],
    ['Öppnat', `${localTime(model.opened)}, ${utcTime(model.opened)}`],
    ['Ordning', model.order === 'sequence' ? 'I tur och ordning' : 'Valfri'],
    ['Sista dag', model.due],
  ]);
}

function signerRow({ signer, state, at, reason, late, signature }: SignerState): Inline[][] {
  return [
    text(signer.role),
    text(signer.name),
    text(signature?.signer ?? '–'),
    [
      ...text(`${states[state]}${late ? ', efter sista dagen' : ''}${reason === undefined ? '' : `: ${reason}`}`),
      ...(at === undefined ? [] : [{ type: 'break' } as const, ...text(localTime(at))]),
    ],
  ];
}

function howToVerify({ open, state, sealed }: ReportInput): Block {
  const { model } = open;
  const steps: Inline[][] = [
    [
      ...text('Granska handlingen och loggen tillsammans: '),
      code(`fardplan verify ${state.current.file} --trust UTFÄRDARE --audit ${basename(model.log)}`),
      ...text('. Loggen är bifogad i den här rapporten.'),
    ],
    [
      ...text('Utan fardplan: räkna ut filens SHA-256 och jämför med den ovan, till exempel med '),
      code(`sha256sum ${state.current.file}`),
      ...text('. Underskrifterna visas av varje program som läser PAdES.'),
    ],
    text(
      'Loggens kedja: varje rads ”previous” är SHA-256 av raden före, utan radslut. Den första radens är 64 nollor. Den sista radens kontrollsumma står ovan.',
    ),
    ...(sealed
      ? [text('Rapporten är själv förseglad. Granska den med fardplan verify, som vilken undertecknad fil som helst.')]
      : []),
  ];
  return { type: 'list', ordered: true, items: steps.map((children) => [{ type: 'paragraph', children }]) };
}

/** The report on a signing case: final when it is closed, else clearly interim. The event log goes with it as its source. */
export function composeReport(input: ReportInput): ComposedDocument {
  const { open, state, log, verdict, organisation } = input;
  const { model, events, head } = open;
  const final = state.state === 'completed' || state.state === 'cancelled';
  const kindLabel = final ? 'Slutrapport' : 'Lägesrapport';
  const last = events.at(-1)?.at ?? model.opened;
  const withAddress = events.some(({ ip }) => ip !== undefined);
  const blocks: Block[] = [
    opening(input),
    heading('handlingen', 'Handlingen'),
    documentBlock(input),
    heading('undertecknare', 'Undertecknare'),
    {
      type: 'table',
      header: ['Roll', 'Namn enligt ärendet', 'Namn enligt certifikatet', 'Läge'].map(text),
      rows: state.signers.map(signerRow),
    },
    heading('underskrifter', 'Granskning av underskrifterna'),
    ...(verdict
      ? verdictBlocks(verdict, state, input.trusted)
      : [paragraph('Ingen underskrift har granskats: filen är inte undertecknad, eller finns inte på sin plats.')]),
    heading('handelser', 'Händelser'),
    paragraph(
      'Varje tid står i svensk tid och i UTC. Källan är klockan på den dator där händelsen fördes in, om inget annat sägs.',
    ),
    eventTable(events),
    heading('handelselogg', 'Händelseloggen'),
    facts([
      ['Fil', `${basename(model.log)}, inbäddad i denna PDF`],
      ['Händelser', String(head.events)],
      ['SHA-256 sista rad', head.sha256],
      [
        'Personuppgifter',
        withAddress ? 'IP-adresser har sparats på begäran.' : 'Inga IP-adresser och inga e-postadresser har sparats.',
      ],
    ]),
    heading('kontrollera', 'Så kontrollerar du'),
    howToVerify(input),
  ];
  return {
    language: 'sv-SE',
    title: model.title,
    kindLabel,
    organisation,
    address: [],
    reference: model.id,
    date: swedishDay(new Date(last)),
    subject: `${kindLabel} om undertecknandet av ${model.title}`,
    author: organisation,
    layout: 'report',
    blocks,
    attachment: {
      name: basename(model.log),
      mediaType: 'application/jsonl',
      description: `Händelselogg för ärendet ${model.id}, ${head.events} händelser`,
      bytes: log,
    },
  };
}
