import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import type { Text } from '../core/text.js';

/** Bytes that cannot be read as a PDF at all: not one, cut short, encrypted, or saved in a way that is not read; `what` says which. */
export const unreadablePdf = (what: Text): Failure =>
  new Failure(
    what,
    text(
      'Ange en hel PDF utan lösenord, till exempel en som fardplan render har gjort.',
      'Give a whole PDF without a password, for instance one made by fardplan render.',
    ),
  );

/** A PDF without its end. */
export const truncatedPdf = (): Failure =>
  unreadablePdf(text('PDF-filen är avklippt: slutet saknas.', 'The PDF is cut short: its end is missing.'));

/** A PDF whose structure contradicts itself, or that carries bytes which belong to nothing. */
export const damagedPdf = (what: Text): Failure =>
  new Failure(
    text(
      `PDF-filen är skadad eller manipulerad och undertecknas inte. ${what.sv}`,
      `The PDF is damaged or manipulated and will not be signed. ${what.en}`,
    ),
    text(
      'Skapa filen på nytt. Olika program kan visa olika innehåll i en sådan fil.',
      'Make the file again. Different programs may show different contents of such a file.',
    ),
  );

/** A PDF that lacks one of the parts every PDF has. */
export const missingPart = (sv: string, en: string): Failure =>
  damagedPdf(text(`Filen saknar ${sv}.`, `The file lacks ${en}.`));
