import { Failure } from '../core/failure.js';
import { text, type Text } from '../core/text.js';
import { cleanText } from '../parse/plain-markdown.js';
import { decode } from '../parse/decode.js';
import type { Received } from './_contract.js';

/** {@link cleanText} that keeps the ends of pages. */
const clean = (text: string): string => text.split('\f').map(cleanText).join('\f');

/** The text of a file of any common encoding, without control characters, and what was odd about it. Refuses with a `Failure` what is no text. */
export function decodeText({ name, bytes }: Received): { text: string; remarks: { message: Text; help?: Text }[] } {
  const head = String.fromCharCode(...bytes.subarray(0, 8));
  if (head.startsWith('%PDF')) {
    throw new Failure(
      text(`${name} är en PDF, som inte kan läsas in`, `${name} is a PDF, which cannot be taken in`),
      text(
        'Kopiera texten ur den till en .txt-fil och importera den.',
        'Copy its text to a .txt file and import that.',
      ),
    );
  }
  const wide = wideEncoding(bytes);
  if (wide) return checked(name, { text: clean(new TextDecoder(wide).decode(bytes)), remarks: [] });
  const { source, diagnostics } = decode(name, bytes);
  const [odd] = diagnostics;
  if (!source) {
    throw new Failure(
      text(`${name} kan inte läsas: ${odd?.message.sv ?? ''}`, `${name} cannot be read: ${odd?.message.en ?? ''}`),
      text(
        'Svar tas in som Word (.docx), Markdown (.md), text (.txt), CSV eller Excel (.xlsx).',
        'Answers are taken in as Word (.docx), Markdown (.md), text (.txt), CSV or Excel (.xlsx).',
      ),
    );
  }
  return checked(name, {
    text: clean(source.text),
    remarks: odd
      ? [
          {
            message: text(
              'filen är inte UTF-8 och lästes som Windows-1252',
              'the file is not UTF-8 and was read as Windows-1252',
            ),
            help: text('Se efter att å, ä och ö blev rätt.', 'See that å, ä and ö came out right.'),
          },
        ]
      : [],
  });
}

/** Refuses a text that git has left with both sides of a conflict in it: nobody knows which one holds. */
function checked<T extends { text: string }>(name: string, decoded: T): T {
  if (!/^<{7} /m.test(decoded.text) || !/^>{7} /m.test(decoded.text)) return decoded;
  throw new Failure(
    text(
      `${name} har kvar en konflikt från git (<<<<<<< … >>>>>>>)`,
      `${name} still holds a conflict of git (<<<<<<< … >>>>>>>)`,
    ),
    text('Lös konflikten i filen först.', 'Resolve the conflict in the file first.'),
  );
}

/** UTF-16 without a mark, as some programs write it: every other byte of plain letters is 0. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes.length < 4 || bytes.length % 2 === 1 || (bytes[0] ?? 0) >= 0xfe) return undefined;
  const sample = bytes.subarray(0, 2000);
  const zeros = [0, 1].map((odd) => sample.filter((byte, at) => at % 2 === odd && byte === 0).length);
  const [even = 0, uneven = 0] = zeros;
  const most = sample.length / 2;
  if (uneven > most * 0.7 && even < most * 0.1) return 'utf-16le';
  return even > most * 0.7 && uneven < most * 0.1 ? 'utf-16be' : undefined;
}
