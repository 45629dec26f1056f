import { readZip } from './read-zip.js';
import { escaped, spaceHolder } from './word-xml.js';

/** What is put in a Word file beside what the library writes. */
export interface WordExtras {
  title: string;
  /** Organisation or role, never a person. */
  creator: string;
  /** A custom XML part (ECMA-376-1, 15.2.5) of one's own, as text. */
  customXml?: string;
}

/**
 * The parts of what the library `docx` has packed, as text where they are XML: without the time of writing, so that the same content gives
 * the same bytes; and with a custom XML part, which the library does not write.
 */
export function wordParts(
  packed: Uint8Array,
  { title, creator, customXml }: WordExtras,
): Map<string, string | Uint8Array> {
  const parts = new Map<string, string | Uint8Array>();
  for (const [name, entry] of readZip(packed)) {
    const bytes = entry.read(64 << 20);
    parts.set(name, /\.(xml|rels)$/.test(name) ? withSpaces(new TextDecoder().decode(bytes)) : bytes);
  }
  parts.set(
    'docProps/core.xml',
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
      '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">' +
      `<dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(creator)}</dc:creator><dc:language>sv-SE</dc:language></cp:coreProperties>`,
  );
  if (customXml !== undefined) addCustomXml(parts, customXml);
  return parts;
}

const withSpaces = (xml: string): string => xml.replaceAll(`preserve">${spaceHolder}`, 'preserve">');

const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function addCustomXml(parts: Map<string, string | Uint8Array>, customXml: string): void {
  parts.set('customXml/item1.xml', customXml);
  parts.set(
    'customXml/itemProps1.xml',
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>' +
      '<ds:datastoreItem ds:itemID="{7C0DB1E5-4E5A-4F0B-9D53-6661726470FA}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">' +
      '<ds:schemaRefs><ds:schemaRef ds:uri="urn:fardplan:form"/></ds:schemaRefs></ds:datastoreItem>',
  );
  parts.set(
    'customXml/_rels/item1.xml.rels',
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
      `<Relationship Id="rId1" Type="${relationships}/customXmlProps" Target="itemProps1.xml"/></Relationships>`,
  );
  within(
    parts,
    '[Content_Types].xml',
    '</Types>',
    () =>
      '<Override PartName="/customXml/itemProps1.xml" ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>',
  );
  within(
    parts,
    'word/_rels/document.xml.rels',
    '</Relationships>',
    () => `<Relationship Id="rIdForm" Type="${relationships}/customXml" Target="../customXml/item1.xml"/>`,
  );
}

/** Puts something before the end of a part's root. */
function within(parts: Map<string, string | Uint8Array>, name: string, end: string, content: () => string): void {
  const part = parts.get(name);
  if (part === undefined) return;
  const xml = typeof part === 'string' ? part : new TextDecoder().decode(part);
  parts.set(
    name,
    xml.replace(end, () => `${content()}${end}`),
  );
}
