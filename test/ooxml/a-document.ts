import { writeZip } from '../../src/ooxml/write-zip.js';

const office = 'http://schemas.openxmlformats.org';

/** Text made safe in XML. */
export const xml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A paragraph of plain text, with properties and in a style if wanted. */
export const p = (text: string, properties = ''): string =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${xml(text)}</w:t></w:r></w:p>`;

/** A heading of level 1 to 9, by its style. */
export const h = (level: number, text: string): string => p(text, `<w:pStyle w:val="Rubrik${level}"/>`);

/** Cells and rows of a table. */
export const table = (...rows: string[][]): string =>
  `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc>${cell.startsWith('<') ? cell : p(cell)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`;

/** A Word file with this body, as another program could have written it, and perhaps with other parts. */
export function aDocument(body: string, parts: Record<string, string | Uint8Array> = {}): Uint8Array<ArrayBuffer> {
  return writeZip(
    Object.entries({
      '[Content_Types].xml': `<Types xmlns="${office}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
      '_rels/.rels': `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
      'word/styles.xml': `<w:styles xmlns:w="${office}/wordprocessingml/2006/main">${[1, 2, 3, 4]
        .map(
          (level) =>
            `<w:style w:type="paragraph" w:styleId="Rubrik${level}"><w:name w:val="heading ${level}"/></w:style>`,
        )
        .join('')}</w:styles>`,
      'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="${office}/wordprocessingml/2006/main" xmlns:r="${office}/officeDocument/2006/relationships" xmlns:wp="${office}/drawingml/2006/wordprocessingDrawing" xmlns:mc="${office}/markup-compatibility/2006"><w:body>${body}</w:body></w:document>`,
      ...parts,
    }),
  );
}

/** Word’s comments part, by id. */
export const comments = (texts: Record<string, string>): Record<string, string> => ({
  'word/comments.xml': `<w:comments xmlns:w="${office}/wordprocessingml/2006/main">${Object.entries(texts)
    .map(([id, text]) => `<w:comment w:id="${id}" w:author="Någon">${p(text)}</w:comment>`)
    .join('')}</w:comments>`,
});
