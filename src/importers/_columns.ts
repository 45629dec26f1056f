import type { HeadingPlacer } from '../consultation/place-heading.js';
import { Failure } from '../core/failure.js';
import { nearest } from '../core/nearest.js';
import { fold, text } from '../core/text.js';

/** What the cells of a column say of an answer or of a comment. */
export type ColumnField =
  | 'party' | 'date' | 'body' | 'reference' | 'round' | 'revision' | 'overall' | 'summary'
  | 'heading' | 'item' | 'text' | 'stance' | 'motive' | 'proposal' | 'quote' | 'ignore'; // prettier-ignore
/** What a column may say of the heading that it is about. */
export type ColumnPart = 'text' | 'stance' | 'motive' | 'proposal';
/** What a column holds: a field of its own, or a part of what is said of one heading. */
export type ColumnMeaning = { field: ColumnField } | { heading: string; item?: string; part: ColumnPart };

/** The word of each field, as it is given with --column and remembered, and the headers that mean it (source: common web forms). */
const columnWords: Readonly<Record<ColumnField, { word: string; headers: readonly string[] }>> = {
  party: { word: 'huvudman', headers: ['kommun', 'kommun/region', 'region', 'instans', 'remissinstans', 'organisation', 'svarande', 'avsändare', 'från', 'party', 'organization', 'respondent', 'vem svarar', 'vilken kommun svarar ni för', 'vilken organisation svarar du för', 'vilken huvudman svarar ni för', 'huvudman/organisation'] },
  date: { word: 'datum', headers: ['svarsdatum', 'beslutsdatum', 'date', 'inkom', 'inkommen', 'inskickat', 'skickat', 'slutförandetid', 'completion time', 'tidsstämpel', 'timestamp', 'submitted'] },
  body: { word: 'organ', headers: ['nämnd', 'beslutande organ', 'beslutsinstans', 'beslutat av', 'body'] },
  reference: { word: 'diarienummer', headers: ['dnr', 'diarienr', 'ärendenummer', 'reference'] },
  round: { word: 'remiss', headers: ['round', 'remiss-id'] },
  revision: { word: 'remissversion', headers: ['version', 'revision'] },
  overall: { word: 'samlad ståndpunkt', headers: ['samlat ställningstagande', 'samlad bedömning', 'övergripande ståndpunkt', 'helhetsbedömning', 'overall stance', 'overall'] },
  summary: { word: 'sammanfattning', headers: ['summary', 'sammanfattande synpunkter', 'samlat yttrande'] },
  heading: { word: 'rubrik', headers: ['avsnitt', 'del', 'heading', 'section', 'kapitel', 'avser', 'gäller', 'rubrik/avsnitt', 'avsnitt/rubrik', 'vilket avsnitt gäller synpunkten', 'vilken rubrik gäller synpunkten'] },
  item: { word: 'id', headers: ['rubrik-id', 'avsnitt-id', 'item', 'item id'] },
  text: { word: 'synpunkt', headers: ['synpunkter', 'kommentar', 'kommentarer', 'comment', 'comments', 'text', 'er synpunkt', 'din synpunkt', 'fritext', 'yttrande', 'svar'] },
  stance: { word: 'ståndpunkt', headers: ['ställningstagande', 'stance', 'inställning', 'instämmer ni', 'instämmer du', 'tillstyrker ni', 'bedömning'] },
  motive: { word: 'motiv', headers: ['motivering', 'motive', 'skäl', 'varför'] },
  proposal: { word: 'ändringsförslag', headers: ['förslag', 'förslag till ändring', 'förslag till ny text', 'förslag på ändring', 'ny lydelse', 'proposal', 'proposed wording'] },
  quote: { word: 'citat', headers: ['quote', 'citerad text', 'textställe'] },
  ignore: { word: 'bortse', headers: ['e-post', 'epost', 'e-postadress', 'mejl', 'mail', 'email', 'e-mail', 'namn', 'name', 'kontaktperson', 'ert namn', 'ditt namn', 'telefon', 'telefonnummer', 'phone', 'starttid', 'start time', 'ip', 'ip-adress', 'språk', 'language', 'nr', 'radnummer', 'senast ändrad', 'last modified time', '#'] },
}; // prettier-ignore

const fields = Object.entries(columnWords) as [ColumnField, (typeof columnWords)[ColumnField]][];
const parts: readonly ColumnPart[] = ['text', 'stance', 'motive', 'proposal'];

/** The field that a word means, for --column or a header. */
function fieldOf(word: string): ColumnField | undefined {
  const wanted = fold(word)
    .replace(/[?*]+$/, '')
    .trim();
  return fields.find(
    ([name, { word: own, headers }]) => name === wanted || own === wanted || headers.includes(wanted),
  )?.[0];
}

/** What a header says its column holds; `undefined` for what nobody knows. Headings of the roadmap may stand alone or with a part: “Målbild – motiv”. */
export function columnMeaning(header: string, place: HeadingPlacer): ColumnMeaning | undefined {
  const written = header.replace(/\s+/g, ' ').trim();
  const field = fieldOf(written);
  if (field !== undefined && field !== 'ignore') return { field };
  // A number alone is a number, not the section of that number.
  if (!/\p{L}{2}/u.test(written)) return field === undefined ? undefined : { field };
  const whole = place({ heading: written });
  if (whole.item !== undefined) return { heading: written, item: whole.item, part: 'text' };
  for (const split of [/\s*[:–—|/(\[]\s*|\s+-\s+/g, /\s*[.]\s+/g]) {
    for (const match of written.matchAll(split)) {
      const halves = [written.slice(0, match.index), written.slice(match.index + match[0].length)].map((half) =>
        half.replace(/[\])]\s*$/, '').trim(),
      );
      for (const [one = '', other = ''] of [halves, halves.toReversed()]) {
        const part = fieldOf(other);
        const at = place({ heading: one });
        if (
          part !== undefined &&
          (parts as readonly string[]).includes(part) &&
          (at.item !== undefined || (at.general && one !== ''))
        ) {
          return { heading: one, ...(at.item === undefined ? {} : { item: at.item }), part: part as ColumnPart };
        }
      }
    }
  }
  const general = /^(allmän|övrig|övergripande|generell)/.test(fold(written)) && place({ heading: written }).general;
  if (general) return { heading: written, part: 'text' };
  return field === undefined ? undefined : { field };
}

/** The meaning that a user gave or that is remembered: a field (“synpunkt”), or a heading’s id with a part (“malbild”, “malbild/motiv”). */
export function namedMeaning(column: string, word: string, place: HeadingPlacer): ColumnMeaning {
  const field = fieldOf(word);
  if (field !== undefined) return { field };
  const [id = '', partWord = 'synpunkt'] = word.split('/').map((each) => each.trim());
  const part = fieldOf(partWord);
  const at = place({ item: id, heading: id });
  if (part !== undefined && (parts as readonly string[]).includes(part) && (at.item !== undefined || at.general)) {
    return {
      heading: at.title ?? id.charAt(0).toUpperCase() + id.slice(1),
      ...(at.item === undefined ? {} : { item: at.item }),
      part: part as ColumnPart,
    };
  }
  const known = fields.map(([, { word: own }]) => own);
  const near = nearest(word, known) ?? at.near;
  throw new Failure(
    text(`Kolumnen ”${column}” kan inte betyda ”${word}”`, `The column “${column}” cannot mean “${word}”`),
    text(
      `${near === undefined ? '' : `Menade du ”${near}”? `}En kolumn är ${known.join(', ')}, eller ett avsnitts id, ensamt eller med /motiv, /ståndpunkt eller /ändringsförslag.`,
      `${near === undefined ? '' : `Did you mean “${near}”? `}A column is ${known.join(', ')}, or the id of a section, alone or with /motiv, /ståndpunkt or /ändringsförslag.`,
    ),
  );
}

/** Refusal of a table in which no column is known. */
export const noHeaders = (name: string): Failure =>
  new Failure(
    text(`${name} har ingen rubrikrad som känns igen`, `${name} has no row of headers that is recognised`),
    text(
      'Kolumnerna kan heta Huvudman, Rubrik, Synpunkt, Ståndpunkt, Motiv, Ändringsförslag, eller som färdplanens avsnitt. Ange annars med --column "NAMN=synpunkt".',
      'Columns may be called Huvudman, Rubrik, Synpunkt, Ståndpunkt, Motiv, Ändringsförslag, or as the sections of the roadmap. Else say with --column "NAME=synpunkt".',
    ),
  );
