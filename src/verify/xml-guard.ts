import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';

/** The largest list that is read, in bytes; the largest of the Union takes a few megabytes. */
const largestXml = 40 * 1024 * 1024;
const deepest = 60;
const longestTag = 20_000;

const refused = (at: number, sv: string, en: string): Malformed =>
  new Malformed(text(`XML-filen används inte: ${sv}.`, `The XML file is not used: ${en}.`), at);

/** Where the tag that begins at `start` ends: a `>` outside quotes. */
function tagEnd(xml: string, start: number): number {
  let quote = '';
  for (let at = start + 1; at < xml.length && at - start < longestTag; at += 1) {
    const sign = xml[at] ?? '';
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '>') return at;
  }
  throw refused(start, 'ett märke slutar inte', 'a tag does not end');
}

function after(xml: string, end: string, from: number): number {
  const at = xml.indexOf(end, from);
  if (at < 0) throw refused(from, 'ett avsnitt slutar inte', 'a section does not end');
  return at + end.length;
}

/** Walks through the tags: refuses document types (and so entities), and elements nested too deeply for those who read them by recursion. */
function checkTags(xml: string): void {
  let depth = 0;
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at)) {
    if (xml.startsWith('<!--', at)) at = after(xml, '-->', at + 4);
    else if (xml.startsWith('<![CDATA[', at)) at = after(xml, ']]>', at);
    else if (xml[at + 1] === '!') throw refused(at, 'den har en dokumenttyp', 'it has a document type');
    else if (xml[at + 1] === '?') at = after(xml, '?>', at);
    else {
      const end = tagEnd(xml, at);
      if (xml[at + 1] === '/') depth -= 1;
      else if (xml[end - 1] !== '/') depth += 1;
      if (depth > deepest) throw refused(at, 'den är för djupt nästlad', 'it is nested too deeply');
      at = end + 1;
    }
  }
}

/** The text of XML in UTF-8 that is safe to hand to a parser: no document type, no entities, neither too large nor too deep. Throws {@link Malformed}. */
export function guardedXml(bytes: Uint8Array): string {
  if (bytes.length > largestXml) throw refused(0, 'den är för stor', 'it is too large');
  let xml;
  try {
    xml = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused(0, 'den är inte i UTF-8', 'it is not in UTF-8');
  }
  if (xml.includes('\0')) throw refused(0, 'den är inte i UTF-8', 'it is not in UTF-8');
  const encoding = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(xml)?.[1];
  if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8')
    throw refused(0, 'den är inte i UTF-8', 'it is not in UTF-8');
  checkTags(xml);
  return xml;
}
