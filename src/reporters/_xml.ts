/** A piece of XML that is written and escaped. */
export interface Xml {
  readonly written: string;
}

/** Characters that XML 1.0 cannot hold in any spelling (2.2), lone surrogates included. */
const impossible =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
};

const escaped = (words: string): string =>
  words.replace(impossible, '\uFFFD').replace(/[&<>"'\r]/g, (sign) => entities[sign] ?? sign);

/** An element with attributes; what is inside is text, numbers, or further elements. Left-out parts (`null`) are skipped. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...inside: readonly (Xml | string | number | boolean | null)[]
): Xml {
  const said = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(value)}"`)
    .join('');
  const parts = inside.filter((part) => part !== null);
  if (parts.length === 0) return { written: `<${name}${said}/>` };
  const written = parts.map((part) => (typeof part === 'object' ? part.written : escaped(String(part)))).join('');
  return { written: `<${name}${said}>${written}</${name}>` };
}

/** A document with this root. */
export const xmlDocument = ({ written }: Xml): string => `<?xml version="1.0" encoding="UTF-8"?>\n${written}\n`;
