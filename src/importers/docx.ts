import { quoteStands } from '../consultation/place-quote.js';
import { Failure } from '../core/failure.js';
import { fold, text, type Text } from '../core/text.js';
import type { FoundComment } from '../model/found.js';
import { readWord } from '../ooxml/read-word.js';
import { paragraphsIn, textOf, type WordText } from '../ooxml/word-text.js';
import type { Found, ImportContext, Importer, Received } from './_contract.js';
import { commentsOf, type Gathered, markdownOf } from './_word-answer.js';
import { isForm, readForm } from './_word-form.js';
import { readFree } from './_word-free.js';

/** Answers as Word files: the form that was sent out, filled in, or a party's own text. Others are taken only to say why not. */
export const docx: Importer = {
  extensions: ['docx', 'docm', 'doc', 'dotx', 'dotm', 'odt', 'rtf'],
  recognises: ({ bytes }) => isZip(bytes) && holds(bytes, 'word/document.xml'),
  read: (received, context) => Promise.resolve(readDocx(received, context)),
};

function readDocx({ name, bytes }: Received, { roadmap, profile }: ImportContext): Found {
  if (/\.(odt|rtf)$/i.test(name) && !holds(bytes, 'word/document.xml')) throw otherProgram(name);
  const word = readWord(bytes, name);
  if (/\.(docm|dotm)$/i.test(name)) throw macroName(name);
  const gathered = isForm(word) ? readForm(word, roadmap) : readFree(word, roadmap, profile);
  const { answer, remarks } = gathered;
  answer.comments.push(...commentsOf(gathered), ...marginComments(word, gathered, { roadmap }));
  if (!isForm(word)) leaveMargins(word, gathered);
  return { answers: [answer], remarks: [...remarks, ...remarksOn(word)] };
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

const holds = (bytes: Uint8Array, part: string): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(part, 0, 'latin1');

const macroName = (name: string): Failure =>
  new Failure(
    text(
      `${name} är sparad som en fil med makron och läses inte`,
      `${name} is saved as a file with macros and is not read`,
    ),
    text(
      'Be avsändaren spara den som Word-dokument (.docx) och skicka den igen.',
      'Ask the sender to save it as a Word document (.docx) and send it again.',
    ),
  );

const otherProgram = (name: string): Failure =>
  new Failure(
    text(`${name} är ingen Word-fil och kan inte läsas`, `${name} is no Word file and cannot be read`),
    text(
      'Öppna filen i LibreOffice eller Word och spara den som Word-dokument (.docx).',
      'Open the file in LibreOffice or Word and save it as a Word document (.docx).',
    ),
  );

/** Word’s own comments: each is one of ours, attached to the words it was attached to. */
function marginComments(
  word: WordText,
  { anchors }: Gathered,
  { roadmap }: Pick<ImportContext, 'roadmap'>,
): FoundComment[] {
  return word.comments.flatMap(({ id, blocks, quote }, index): FoundComment[] => {
    const words = markdownOf(blocks);
    if (words === '') return [];
    const place = anchors.get(id) ?? {};
    const ours = quote !== '' && quoteStands(quote, place.item, roadmap) && fold(quote) !== fold(place.heading ?? '');
    const about = !ours && quote !== '' && fold(quote) !== fold(place.heading ?? '');
    const where: Text = text(`Word-kommentar ${index + 1}`, `Word comment ${index + 1}`);
    return [
      {
        ...(place.item === undefined ? {} : { item: place.item }),
        ...(place.heading === undefined ? {} : { heading: place.heading }),
        ...(ours ? { quote } : {}),
        // What it was attached to is the responder’s own text, without which it may mean nothing.
        text: about ? `${words}\n\n${markdownOf([quoted(quote)])}` : words,
        where,
      },
    ];
  });
}

const quoted = (words: string): Parameters<typeof markdownOf>[0][number] => ({
  type: 'paragraph',
  number: 0,
  runs: [{ text: `(Kommentaren står vid ”${words}”.)` }],
  tags: [],
  bookmarks: [],
  comments: [],
  pictures: [],
});

/** Headers and footers of a letter may say what the letter does not. */
function leaveMargins({ margins }: WordText, { answer }: Gathered): void {
  for (const line of margins) {
    if (/^(sida|page)?\s*\d*\s*(\(\d*\)|(av|of)\s*\d*)?$/i.test(line)) continue;
    const reference = /^(?:dnr|diarienummer)[.:\s]+(\S.*)$/i.exec(line)?.[1];
    if (reference !== undefined && answer.reference === undefined) answer.reference = reference;
    else
      answer.leftovers.push({
        text: line,
        where: text('sidhuvud eller sidfot', 'header or footer'),
        why: text('hör inte till texten', 'is not part of the text'),
      });
  }
}

function remarksOn(word: WordText): Found['remarks'] {
  const remarks: Found['remarks'] = [];
  if (word.tracked) {
    remarks.push({
      message: text(
        'Filen har spårade ändringar. De är lästa som godkända: tillagd text är med, struken text är utelämnad.',
        'The file has tracked changes. They were read as accepted: inserted text is in, deleted text is left out.',
      ),
    });
  }
  let last = '';
  for (const paragraph of paragraphsIn(word.blocks)) {
    if (paragraph.level !== undefined) last = textOf(paragraph).trim();
    for (const name of paragraph.pictures) {
      const at = last === '' ? text('', '') : text(` under ”${last}”`, ` under “${last}”`);
      const called = name === '' ? text('', '') : text(` (”${name}”)`, ` (“${name}”)`);
      remarks.push({
        message: text(
          `En bild${called.sv} i stycke ${paragraph.number}${at.sv} är utelämnad.`,
          `A picture${called.en} in paragraph ${paragraph.number}${at.en} is left out.`,
        ),
        help: text('Den finns kvar i originalet.', 'It is still in the original.'),
      });
    }
  }
  for (const words of word.hidden)
    remarks.push({
      message: text(`Dold text är utelämnad: ”${words}”.`, `Hidden text is left out: “${words}”.`),
      help: text('Den finns kvar i originalet.', 'It is still in the original.'),
    });
  for (const words of word.struck)
    remarks.push({
      message: text(
        `Överstruken text är läst som vanlig text: ”${words}”.`,
        `Text that is struck through was read as ordinary text: “${words}”.`,
      ),
      help: text(
        'Ta bort den ur svaret om den inte längre gäller.',
        'Take it out of the answer if it no longer holds.',
      ),
    });
  if (word.embedded > 0) {
    remarks.push({
      message: text(
        word.embedded === 1
          ? 'Filen har ett inbäddat dokument som inte är läst.'
          : `Filen har ${word.embedded} inbäddade dokument som inte är lästa.`,
        word.embedded === 1
          ? 'The file has an embedded document that was not read.'
          : `The file has ${word.embedded} embedded documents that were not read.`,
      ),
      help: text('Öppna originalet och läs dem.', 'Open the original and read them.'),
    });
  }
  return remarks;
}
