import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';

/** The bytes do not start with `%PDF-`. */
export const notPdf = (): Failure =>
  new Failure(
    text('Filen är inte en PDF.', 'The file is not a PDF.'),
    text(
      'Ange en PDF-fil, till exempel en som fardplan render har gjort.',
      'Give a PDF file, for instance one made by fardplan render.',
    ),
  );

/** The end of the file is missing: no `startxref` and `%%EOF` where they must be. */
export const truncatedPdf = (): Failure =>
  new Failure(
    text(
      'PDF-filen är avklippt: slutet saknas, så den kan inte läsas eller undertecknas.',
      'The PDF is cut short: its end is missing, so it cannot be read or signed.',
    ),
    text('Hämta eller skapa filen på nytt.', 'Fetch or make the file again.'),
  );

/** The file's own table of contents does not agree with what stands in it. */
export const damagedPdf = (detail: string): Failure =>
  new Failure(
    text(`PDF-filen är skadad (${detail}).`, `The PDF is damaged (${detail}).`),
    text(
      'Skapa filen på nytt. En skadad fil ska inte undertecknas: olika program kan visa olika innehåll.',
      'Make the file again. A damaged file must not be signed: different programs may show different contents.',
    ),
  );

/** The trailer has `/Encrypt`. */
export const encryptedPdf = (): Failure =>
  new Failure(
    text(
      'PDF-filen är krypterad och kan inte undertecknas. Arkivformatet PDF/A tillåter inte heller kryptering.',
      'The PDF is encrypted and cannot be signed. The archive format PDF/A does not allow encryption either.',
    ),
    text('Spara filen utan lösenord och försök igen.', 'Save the file without a password and try again.'),
  );

/** Something other than white space follows the last `%%EOF`. */
export const trailingBytes = (): Failure =>
  new Failure(
    text(
      'Efter PDF-filens slut finns något som inte hör till den, så den undertecknas inte.',
      'Something that does not belong to the PDF follows its end, so it is not signed.',
    ),
    text('Skapa eller hämta filen på nytt.', 'Make or fetch the file again.'),
  );
