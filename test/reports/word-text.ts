import { readZip } from '../../src/ooxml/read-zip.js';
import { childElement, childElements, type XmlElement, xmlTree } from '../../src/ooxml/xml-tree.js';

/** A part of a Word file, as text. */
export const partOf = (file: Uint8Array, name: string): string =>
  new TextDecoder().decode(
    readZip(file)
      .get(name)
      ?.read(64 << 20) ?? new Uint8Array(),
  );

/**
 * The paragraphs of a Word file as they read once every tracked change is accepted, or rejected: by ECMA-376-1, 17.13.5, and knowing nothing
 * of what wrote the file. Rows of tables are their cells joined by bars.
 */
export function settled(file: Uint8Array, how: 'accepted' | 'rejected'): string[] {
  const gone = new Set(how === 'accepted' ? ['w:del', 'w:moveFrom'] : ['w:ins', 'w:moveTo']);
  const isGone = (element: XmlElement | undefined): boolean =>
    childElements(element).some(({ name }) => gone.has(name));
  const textOf = (element: XmlElement): string =>
    childElements(element)
      .map((each): string => {
        if (gone.has(each.name) || each.name === 'w:pPr' || each.name === 'w:rPr') return '';
        if (each.name === 'w:br') return '\n';
        if (each.name === 'w:t' || each.name === 'w:delText') return each.children.join('');
        return textOf(each);
      })
      .join('');
  const found: string[] = [];
  let open = '';
  for (const block of childElements(childElement(xmlTree(partOf(file, 'word/document.xml')), 'w:body'))) {
    if (block.name === 'w:p') {
      open += textOf(block);
      // Without its mark a paragraph runs on into the next.
      if (isGone(childElement(childElement(block, 'w:pPr'), 'w:rPr'))) continue;
      found.push(open);
      open = '';
    } else if (block.name === 'w:tbl') {
      for (const row of childElements(block, 'w:tr')) {
        if (isGone(childElement(row, 'w:trPr'))) continue;
        found.push(childElements(row, 'w:tc').map(textOf).join(' | '));
      }
    }
  }
  return open === '' ? found : [...found, open];
}
