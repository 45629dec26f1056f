import type { Source } from '../core/source.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { decode } from '../parse/decode.js';
import { threeWay } from './three-way.js';

/** How a text is stored as bytes: which letters it begins with and how its lines end. */
export interface TextForm {
  encoding: 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be';
  lineEnd: '\n' | '\r\n';
}

/** A text with the form it was stored in. Lines end with `\n` where they all had the same other end; mixed ones are left. */
export interface FormedText {
  text: string;
  form: TextForm;
}

/** Reads bytes as text; a diagnostic where they are none, or are not in an encoding that can be written again. */
export function formedText(path: string, bytes: Uint8Array): FormedText | Diagnostic {
  const { source, diagnostics } = decode(path, bytes);
  const [fault] = diagnostics;
  if (!source || fault) return fault ?? noText(path);
  const lines = source.text.split('\n').length - 1;
  const carriages = source.text.split('\r\n').length - 1;
  const windows = lines > 0 && carriages === lines;
  return {
    text: windows ? source.text.replace(/\r\n/g, '\n') : source.text,
    form: { encoding: encodingOf(bytes), lineEnd: windows ? '\r\n' : '\n' },
  };
}

/** The form of the merged text: what a side changed of it, else as ours has it. An empty text has no form to change. */
export function mergedForm(base: FormedText, ours: FormedText, theirs: FormedText): TextForm {
  const known = (one: FormedText) => (one.text === '' ? undefined : one.form);
  const [was, here, there] = [known(base), known(ours), known(theirs)];
  return {
    encoding: threeWay(was?.encoding, here?.encoding, there?.encoding) ?? 'utf-8',
    lineEnd: threeWay(was?.lineEnd, here?.lineEnd, there?.lineEnd) ?? '\n',
  };
}

/** The bytes of a text in a form. */
export function formedBytes(text: string, { encoding, lineEnd }: TextForm): Uint8Array {
  const whole = lineEnd === '\r\n' ? text.replace(/\r?\n/g, '\r\n') : text;
  if (encoding === 'utf-8') return new TextEncoder().encode(whole);
  if (encoding === 'utf-8-bom') return new TextEncoder().encode(`\ufeff${whole}`);
  const units = `\ufeff${whole}`;
  const bytes = new Uint8Array(units.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < units.length; at += 1) view.setUint16(at * 2, units.charCodeAt(at), encoding === 'utf-16le');
  return bytes;
}

function encodingOf(bytes: Uint8Array): TextForm['encoding'] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8-bom' : 'utf-8';
}

const noText = (file: Source['path']): Diagnostic => ({
  file,
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 1,
  rule: 'read',
  severity: 'error',
  message: { sv: 'Filen är inte text', en: 'The file is not text' },
});
