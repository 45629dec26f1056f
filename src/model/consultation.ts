import * as z from 'zod';
import { text, type Text } from '../core/text.js';
import { choice, day, field, id, line, markdown } from './field.js';

/** How an answer, or one comment, stands to what was sent out. */
export const stance = choice({
  approves: ['tillstyrker', 'instämmer', 'positiv'],
  'approves-with-comments': ['tillstyrker med synpunkter', 'instämmer med synpunkter', 'instämmer delvis'],
  rejects: ['avstyrker', 'instämmer inte'],
  'no-objection': 'ingen erinran',
  abstains: 'avstår',
  // What comes as running text often says nothing of this, and nobody else may say it for the responder.
  unstated: ['ej angiven', 'framgår inte'],
});

/** A revision of a roadmap: a path in the workspace, or `REV:PATH` in git. */
const revision = (description: Text) =>
  z.strictObject({
    source: field('källa', line(), description),
    version: field('version', line().optional(), text('Versionen som står i texten', 'The version that the text says')),
    commit: field(
      'commit',
      line().optional(),
      text(
        'Fullständigt id för den git-revision som innehöll texten när den skickades',
        'Full id of the commit that held it when it was sent',
      ),
    ),
    sha256: field(
      'sha256',
      z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional(),
      text('SHA-256 av filen, hexadecimalt', 'SHA-256 of the file, in hex'),
    ),
  });

/** One round of consultation (remiss) on one exact revision. */
export const Round = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('round/v1'),
    id: field('id', id(), text('Remissens id', 'Id of the round')),
    title: field('titel', line(), text('Remissens titel', 'Title of the round')),
    roadmap: field('färdplan', id(), text('Färdplanens id', 'Id of the roadmap')),
    consulted: field(
      'remissversion',
      revision(
        text(
          'Texten som skickades ut: en sökväg, eller REVISION:SÖKVÄG i git',
          'The revision that was sent out: a path, or REV:PATH',
        ),
      ),
      text('Texten som skickades på remiss', 'The text that was sent on consultation'),
    ),
    revised: field(
      'reviderad',
      revision(
        text(
          'Texten efter remissen: en sökväg, eller REVISION:SÖKVÄG i git',
          'The revision after the round: a path, or REV:PATH',
        ),
      ).optional(),
      text('Texten som den blev efter remissen', 'The text as it became after the consultation'),
    ),
    sent: field('skickad', day(), text('Dagen då remissen skickades', 'The day the round was sent')),
    due: field('svar senast', day(), text('Sista dag att svara', 'Last day to answer')),
    recipients: field(
      'mottagare',
      z.array(id()).optional(),
      text(
        'Id för dem som remissen skickades till; utelämnat: hela registret',
        'Party ids; default: the whole register',
      ),
    ),
  }),
);

/** One comment, tied to an item of the consulted revision by id. */
export const Comment = z.lazy(() =>
  z.strictObject({
    id: field('id', id(), text('Synpunktens id inom svaret', 'Id of the comment within the answer')),
    item: field(
      'avsnitt',
      id().optional(),
      text(
        'Id för den del av färdplanen som synpunkten gäller; inget för en allmän synpunkt',
        'Id of the item; none for a general comment',
      ),
    ),
    heading: field(
      'rubrik',
      line().optional(),
      text('Rubriken så som den som svarade skrev den', 'The heading as the responder wrote it'),
    ),
    quote: field(
      'citat',
      line().optional(),
      text('Ord ur remissversionen som synpunkten gäller', 'Words of the consulted revision that the comment is about'),
    ),
    text: field(
      'synpunkt',
      markdown(),
      text('Synpunkten, med avsändarens egna ord', 'The comment, in the responder’s own words'),
    ),
    stance: field(
      'ståndpunkt',
      stance.optional(),
      text('Ståndpunkten i just den här delen', 'The stance on this part'),
    ),
    motive: field(
      'motiv',
      markdown().optional(),
      text('Varför, med avsändarens egna ord', 'Why, in the responder’s own words'),
    ),
    proposal: field('ändringsförslag', markdown().optional(), text('Den lydelse som föreslås', 'Proposed wording')),
  }),
);

/** The answer of one party (remissvar, yttrande). */
export const Response = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('response/v1'),
    id: field('id', id(), text('Svarets id; utelämnat: huvudmannens id', 'Default: the party id')),
    party: field(
      'huvudman',
      id(),
      text('Id för den som svarar, som i registret', 'Id of who answers, as in the register'),
    ),
    round: field('remiss', id().optional(), text('Remissens id', 'Id of the round')),
    revision: field(
      'remissversion',
      line().optional(),
      text(
        'Vilken version av färdplanen svaret gäller, när svaret säger det',
        'Version of the roadmap that was answered, when the answer says so',
      ),
    ),
    original: field(
      'original',
      z
        .strictObject({
          file: field(
            'fil',
            line(),
            text('Sökväg från svaret till det som kom in', 'Path from the answer to what was received'),
          ),
          sha256: field(
            'sha256',
            z.string().regex(/^[0-9a-f]{64}$/),
            text('SHA-256 av det som kom in, hexadecimalt', 'SHA-256 of it, in hex'),
          ),
          written: field(
            'skrivet',
            line().optional(),
            text(
              'Fingeravtryck av det som importen skrev: visar om svaret har ändrats för hand sedan dess',
              'Fingerprint of what the import wrote: tells whether the answer was edited by hand since',
            ),
          ),
        })
        .optional(),
      text('Filen som svaret lästes in från', 'What the answer was imported from'),
    ),
    date: field('datum', day(), text('Svarets datum', 'Date of the answer')),
    body: field(
      'organ',
      line().optional(),
      text('Organet som beslutade om svaret', 'The body that decided the answer'),
    ),
    reference: field(
      'diarienummer',
      line().optional(),
      text('Avsändarens diarienummer', 'The responder’s reference number'),
    ),
    stance: field('ståndpunkt', stance, text('Ståndpunkten i stort', 'The stance as a whole')),
    summary: field('sammanfattning', markdown().default(''), text('Svaret i korthet', 'The answer in short')),
    comments: field(
      'synpunkter',
      z.array(Comment).default([]),
      text('Synpunkterna, var och en för sig', 'The comments, one by one'),
    ),
  }),
);

/** What became of one or more comments. */
export const Disposition = z.lazy(() =>
  z.strictObject({
    comments: field(
      'synpunkter',
      z.array(line()).min(1),
      text(
        'Synpunkterna som hanteras, som svar-id#synpunkt-id',
        'The comments that are dealt with, as response-id#comment-id',
      ),
    ),
    outcome: field(
      'hantering',
      choice({
        accepted: ['beaktas', 'beaktad'],
        partly: ['beaktas delvis', 'delvis beaktad', 'delvis'],
        'not-accepted': ['beaktas inte', 'ej beaktad', 'beaktas ej'],
        later: ['hänskjuts', 'hänskjuten', 'senare arbete'],
        noted: ['noteras', 'föranleder ingen ändring'],
      }),
      text('Vad som blev av synpunkterna', 'What became of the comments'),
    ),
    reason: field(
      'motivering',
      line(),
      text('Varför, så att den som svarade förstår', 'Why, so that whoever answered understands'),
    ),
    theme: field(
      'tema',
      line().optional(),
      text('Det som synpunkterna har gemensamt', 'What the comments have in common'),
    ),
    items: field(
      'ändrar',
      z.array(id()).optional(),
      text('Id för de delar som har ändrats på grund av det', 'Ids of the items that were changed because of it'),
    ),
    changes: field(
      'ändringar',
      z.array(line()).optional(),
      text(
        'Just de ändringar som det ledde till, som del/fingeravtryck; då förklarar det inga andra',
        'The very changes it led to, as item/fingerprint; then it explains no others',
      ),
    ),
    summary: field(
      'sammanfattning',
      line().optional(),
      text('En eller två meningar till avsnittet om förändringar', 'One or two sentences for the section on changes'),
    ),
  }),
);

/** Which changes an entry is about that answers no comment. */
const changed = () => ({
  items: field(
    'ändrar',
    z.array(id()).min(1),
    text('Id för de delar som har ändrats', 'Ids of the items that were changed'),
  ),
  changes: field(
    'ändringar',
    z.array(line()).optional(),
    text('Just de ändringarna, som del/fingeravtryck', 'The very changes, as item/fingerprint'),
  ),
});

/** All dispositions of a round, and the changes made for the drafter's own reasons. */
export const Dispositions = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('dispositions/v1'),
    round: field('remiss', id(), text('Remissens id', 'Id of the round')),
    dispositions: field(
      'hanteringar',
      z.array(Disposition),
      text('Vad som blev av varje synpunkt', 'What became of every comment'),
    ),
    own: field(
      'egna ändringar',
      z
        .array(
          z.strictObject({
            ...changed(),
            reason: field('motivering', line(), text('Skälet till ändringen', 'The reason for the change')),
          }),
        )
        .optional(),
      text('Ändringar som ingen synpunkt bad om, med skälet', 'Changes no comment asked for, with the reason'),
    ),
    derived: field(
      'följdändringar',
      z
        .array(
          z.strictObject({
            ...changed(),
            from: field(
              'följer av',
              z.array(id()).min(1),
              text('Id för de delar vars ändring de följer av', 'Ids of the items whose change they follow from'),
            ),
            reason: field(
              'motivering',
              line().optional(),
              text('Varför den ena följer av den andra', 'Why the one follows from the other'),
            ),
          }),
        )
        .optional(),
      text('Ändringar som följer av andra ändringar', 'Changes that follow from other changes'),
    ),
    sentences: field(
      'meningar',
      z.record(z.string(), line()).optional(),
      text(
        'Skrivs av consult bind: för varje bunden ändring, fingeravtrycken av meningarna den gjordes av',
        'Written by consult bind: for each bound change, the fingerprints of the sentences it was made of',
      ),
    ),
  }),
);

/** What the columns of tables from web forms hold, remembered for a round. */
export const Columns = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('columns/v1'),
    round: field('remiss', id(), text('Remissens id', 'Id of the round')),
    columns: field(
      'kolumner',
      z.record(z.string(), line()),
      text(
        'Kolumnens rubrik: vad den innehåller, till exempel synpunkt, bortse, eller id för en del av färdplanen',
        'Header of the column: what it holds, such as synpunkt, bortse, or the id of an item',
      ),
    ),
  }),
);

export type Columns = z.infer<typeof Columns>;
export type Round = z.infer<typeof Round>;
export type Comment = z.infer<typeof Comment>;
export type Response = z.infer<typeof Response>;
export type Disposition = z.infer<typeof Disposition>;
export type Dispositions = z.infer<typeof Dispositions>;
export type Stance = z.infer<typeof stance>;
