import { oneLine, text, type Text } from '../core/text.js';
import type { Comment, Response, Round } from '../model/consultation.js';
import { day } from '../model/field.js';
import type { FoundAnswer, FoundComment } from '../model/found.js';
import type { Party } from '../model/party.js';
import type { Roadmap } from '../model/roadmap.js';
import { Ids } from '../parse/markdown.js';
import { plainMarkdown } from '../parse/plain-markdown.js';
import { headingAsRead } from '../parse/write-response.js';
import type { HeadingPlacer } from './place-heading.js';
import { quoteStands } from './place-quote.js';
import { placeParty } from './place-party.js';

/** Something the secretariat should know of an answer that was taken in. */
export interface ImportNote {
  /** `unplaced` asks for a look: the comment is kept, but nobody knows what it is about. */
  kind: 'unplaced' | 'note';
  message: Text;
  help?: Text;
}

/** Why an answer is not taken in. */
export interface ImportRefusal {
  message: Text;
  help?: Text;
}

/** What an answer is placed in. */
export interface PlacingContext {
  round: Round;
  consulted: Roadmap;
  /** Version of the revised roadmap, to tell who answered that one. */
  revisedVersion?: string | undefined;
  parties: readonly Party[];
  place: HeadingPlacer;
  /** The party, as chosen by the user. */
  party?: string | undefined;
  /** Takes an answer to another round or revision, with a note. */
  force?: boolean | undefined;
  /** The day of the import, for answers that say none. */
  today: string;
}

/** An answer with every comment in its place; `where` tells by comment id where in the original it was found. */
export interface PlacedAnswer {
  party: Pick<Party, 'id' | 'name'>;
  response: Response;
  /** The answer itself said its date. */
  dated: boolean;
  where: Map<string, Text>;
  notes: ImportNote[];
}

/** The heading over what was found in an answer but is no comment on anything known. */
export const unplacedHeading = 'Övrigt: ej placerat';

/** Longer than this, what stands before the first heading is more than a summary. */
const longestSummary = 600;

/** Places an answer in its round: who sent it, which items its comments are about, whether what they quote stands there. */
export function placeAnswer(found: FoundAnswer, context: PlacingContext): PlacedAnswer | ImportRefusal {
  const { round, consulted, today } = context;
  const party = partyOf(found, context);
  if ('message' in party) return party;
  if (isUnfilled(found)) {
    return {
      message: text('formuläret är inte ifyllt', 'the form is not filled in'),
      help: text('Det säger varken ståndpunkt eller synpunkter.', 'It states neither a stance nor comments.'),
    };
  }
  const notes: ImportNote[] = [];
  const misdirected = otherRound(found, context);
  if (misdirected) {
    if (!context.force) return misdirected;
    notes.push({ kind: 'note', message: misdirected.message });
  }
  if (round.recipients && !round.recipients.includes(party.id)) {
    notes.push(note('svarar utan att ha stått bland mottagarna', 'answers without having been among the recipients'));
  }
  const dated = found.date !== undefined && day().safeParse(found.date).success;
  const date = dated ? (found.date ?? today) : today;
  if (!dated) {
    notes.push(
      note(
        `svaret säger inget datum som går att läsa${found.date ? ` (”${found.date}”)` : ''}; dagens (${today}) sattes`,
        `the answer gives no date that can be read${found.date ? ` (“${found.date}”)` : ''}; today’s (${today}) was put`,
        text('Rätta ”datum” i svaret.', 'Correct “datum” in the answer.'),
      ),
    );
  } else if (date > round.due) {
    notes.push(
      note(`kom in efter sista dagen: ${date}, mot ${round.due}`, `came after the last day: ${date}, due ${round.due}`),
    );
  }
  if (found.stance === undefined) {
    notes.push(
      note(
        'svaret säger ingen samlad ståndpunkt; ”ej angiven” sattes',
        'the answer states no overall stance; “ej angiven” was put',
      ),
    );
  }
  const { comments, where } = placeComments(found, context, notes);
  const tooLong = comments.length === 0 && (found.summary ?? '').length > longestSummary;
  if (tooLong) {
    comments.push({ id: 'allmant', heading: 'Allmänt', text: found.summary ?? '' });
    notes.push(
      note(
        'hela svaret blev en enda allmän synpunkt, eftersom inga rubriker kändes igen',
        'the whole answer became one general comment, since no headings were recognised',
      ),
    );
  }
  return {
    party,
    dated,
    where,
    notes,
    response: {
      fardplan: 'response/v1',
      id: party.id,
      party: party.id,
      round: round.id,
      revision: found.revision === undefined ? undefined : versionOf(found.revision, context),
      date,
      body: oneLine(found.body ?? '') || undefined,
      reference: oneLine(found.reference ?? '') || undefined,
      stance: found.stance ?? 'unstated',
      summary: tooLong ? '' : (found.summary ?? ''),
      comments,
    },
  };

  function versionOf(said: string, { round: { consulted: asked } }: PlacingContext): string {
    return said === asked.commit || said === asked.sha256 ? (asked.version ?? consulted.version) : said;
  }
}

const note = (sv: string, en: string, help?: Text): ImportNote => ({
  kind: 'note',
  message: text(sv, en),
  ...(help ? { help } : {}),
});

function partyOf(
  found: FoundAnswer,
  { parties, party: chosen }: PlacingContext,
): Pick<Party, 'id' | 'name'> | ImportRefusal {
  const written = chosen ?? found.party?.trim();
  if (written === undefined || written === '') {
    return {
      message: text('det framgår inte vem som svarar', 'it does not say who answers'),
      help: text('Ange huvudmannen med --party.', 'Give the principal with --party.'),
    };
  }
  // Without a register, parties go by their ids.
  if (parties.length === 0 && /^[\p{L}\p{N}]+(?:[-_.][\p{L}\p{N}]+)*$/u.test(written))
    return { id: written, name: written };
  const placed = placeParty(written, parties);
  if ('party' in placed) return placed.party;
  if (placed.why === 'ambiguous') {
    const names = placed.among.map(({ name, id }) => `${name} (${id})`).join(', ');
    return {
      message: text(
        `”${written}” kan vara flera i registret: ${names}`,
        `“${written}” may be several in the register: ${names}`,
      ),
      help: text('Ange vilken med --party ID.', 'Say which with --party ID.'),
    };
  }
  const { near } = placed;
  return {
    message: text(`”${written}” finns inte i registret`, `“${written}” is not in the register`),
    help: text(
      `${near ? `Menades ${near.name} (${near.id})? ` : ''}Ange huvudmannen med --party ID, eller för in den i parties.yaml.`,
      `${near ? `Was ${near.name} (${near.id}) meant? ` : ''}Give the principal with --party ID, or enter it in parties.yaml.`,
    ),
  };
}

/** Why the answer is one to something else, if it is. */
function otherRound(
  found: FoundAnswer,
  { round, consulted, revisedVersion }: PlacingContext,
): ImportRefusal | undefined {
  const help = text(
    'Be om ett svar på rätt remiss. --force tar svaret ändå, med en anmärkning.',
    'Ask for an answer to the right round. --force takes the answer all the same, with a note.',
  );
  if (found.round !== undefined && found.round !== round.id) {
    return {
      message: text(
        `svaret gäller en annan remiss (${found.round}, inte ${round.id})`,
        `the answer is to another round (${found.round}, not ${round.id})`,
      ),
      help,
    };
  }
  const asked = round.consulted;
  const version = asked.version ?? consulted.version;
  const said = found.revision?.trim();
  const same = (hash: string | undefined): boolean =>
    said !== undefined && hash !== undefined && said.length >= 7 && hash.startsWith(said.toLowerCase());
  const otherText = found.sha256 !== undefined && asked.sha256 !== undefined && found.sha256 !== asked.sha256;
  if (otherText && (said === undefined || said === version)) {
    return {
      message: text(
        'svaret gäller en annan text av färdplanen än den som skickades ut, fast med samma version',
        'the answer is to another text of the roadmap than the one that was sent out, though of the same version',
      ),
      help,
    };
  }
  if (said === undefined || said === version || same(asked.sha256) || same(asked.commit)) return undefined;
  const revised = said === revisedVersion;
  return {
    message: text(
      `svaret gäller en annan version av färdplanen (${said}${revised ? ', den reviderade' : ''}; på remiss var ${version})`,
      `the answer is to another version of the roadmap (${said}${revised ? ', the revised one' : ''}; sent out was ${version})`,
    ),
    help,
  };
}

function placeComments(
  found: FoundAnswer,
  { place, consulted }: PlacingContext,
  notes: ImportNote[],
): { comments: Comment[]; where: Map<string, Text> } {
  const ids = new Ids();
  const where = new Map<string, Text>();
  const comments = found.comments.flatMap((comment): Comment[] => {
    if (saysNothing(comment)) return [];
    const at = place(comment);
    const heading = headingAsRead(comment.heading ?? '') || at.title || 'Allmänt';
    if (at.by === 'revised') notes.push(followed(comment, at.title ?? ''));
    if (at.item === undefined && !at.general) notes.push(orphan(comment, at.near));
    if (comment.quote !== undefined && !quoteStands(comment.quote, at.item, consulted)) {
      notes.push(strayQuote(comment, comment.quote, at.title));
    }
    const id = ids.make(at.item ?? heading);
    where.set(id, comment.where);
    const words = comment.text === '' ? (comment.proposal ?? '') : comment.text;
    return [{ ...fieldsOf(comment), id, ...(at.item === undefined ? {} : { item: at.item }), heading, text: words }];
  });
  for (const { text: left, where: at, why } of found.leftovers) {
    if (left.trim() === '') continue;
    notes.push({
      kind: 'unplaced',
      message: text(`${at.sv}: ${why.sv}: ”${short(left)}”`, `${at.en}: ${why.en}: “${short(left)}”`),
      help: text(
        `Texten står under ”${unplacedHeading}” i svaret.`,
        `The text stands under “${unplacedHeading}” in the answer.`,
      ),
    });
    const id = ids.make('ej-placerat');
    where.set(id, text(`${at.sv}: ${why.sv}`, `${at.en}: ${why.en}`));
    comments.push({ id, heading: unplacedHeading, text: plainMarkdown(left) });
  }
  return { comments, where };
}

const isUnfilled = ({ stance, summary, comments, leftovers }: FoundAnswer): boolean =>
  stance === undefined && (summary ?? '').trim() === '' && comments.every(saysNothing) && leftovers.length === 0;

const saysNothing = (comment: FoundComment): boolean =>
  [comment.text, comment.motive, comment.proposal, comment.quote, comment.stance].every(
    (part) => (part ?? '').trim() === '',
  );

function fieldsOf({ quote, stance, motive, proposal }: FoundComment): Omit<Comment, 'id' | 'text'> {
  return {
    ...(quote === undefined || quote.trim() === '' ? {} : { quote: quote.replace(/\s+/g, ' ').trim() }),
    ...(stance === undefined ? {} : { stance }),
    ...(motive === undefined || motive.trim() === '' ? {} : { motive }),
    ...(proposal === undefined || proposal.trim() === '' ? {} : { proposal }),
  };
}

function followed({ heading, item, where }: FoundComment, title: string): ImportNote {
  const name = heading ?? item ?? '';
  return note(
    `${where.sv}: ”${short(name)}” heter så i en senare version; synpunkten fördes till ”${title}”`,
    `${where.en}: “${short(name)}” is called so in a later version; the comment was put under “${title}”`,
  );
}

function orphan({ heading, item, where }: FoundComment, near: string | undefined): ImportNote {
  const name = item === undefined ? `”${short(heading ?? '')}”` : `{#${item}}`;
  return {
    kind: 'unplaced',
    message: text(
      `${where.sv}: rubriken ${name} finns inte i remissversionen`,
      `${where.en}: the heading ${name.replace('”', '“')} is not in the version that was sent out`,
    ),
    help: text(
      `${near === undefined ? '' : `Menades ”${near}”? `}Synpunkten är kvar under sin rubrik. Sätt rätt {#id} efter rubriken i svaret.`,
      `${near === undefined ? '' : `Was “${near}” meant? `}The comment stays under its heading. Put the right {#id} after the heading in the answer.`,
    ),
  };
}

function strayQuote({ where }: FoundComment, quote: string, title: string | undefined): ImportNote {
  return note(
    `${where.sv}: citatet ”${short(quote)}” står inte i ${title === undefined ? 'remissversionen' : `”${title}”`}`,
    `${where.en}: the quote “${short(quote)}” does not stand in ${title === undefined ? 'the version that was sent out' : `“${title}”`}`,
    text('Citatet är kvar som det skrevs.', 'The quote is kept as it was written.'),
  );
}

/** The beginning of a text, for messages. */
const short = (words: string): string => {
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length <= 70 ? line : `${line.slice(0, 67).replace(/\p{Cs}$/u, '')}…`;
};
