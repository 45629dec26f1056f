import type { RevisedBlock, RevisedParagraph, RevisedRun, RevisedTable, Revision } from './tracked-changes.js';
import { bookmarked, escaped, paragraph, run, wordText } from './word-xml.js';

/** Writes blocks as WordprocessingML. Comments are gathered as they are met; their place in the list is their id. */
export interface RevisionWriter {
  block(block: RevisedBlock): string;
  footer(text: string): string;
  comments: string[];
}

const elements = { inserted: 'ins', deleted: 'del', 'moved-from': 'moveFrom', 'moved-to': 'moveTo' } as const;

/** Makes a writer that says of every change who made it and when. */
export function revisionWriter(author: string, date: string): RevisionWriter {
  let last = 0;
  const comments: string[] = [];
  const bookmarks = new Set<string>();
  const attributes = (): string => {
    last += 1;
    return `w:id="${last}" w:author="${escaped(author)}" w:date="${date}T00:00:00Z"`;
  };
  const mark = (revision: Revision | undefined): string =>
    revision === undefined ? '' : `<w:${elements[revision]} ${attributes()}/>`;

  const runXml = ({ text, bold, italic, shown, anchor, revision }: RevisedRun): string => {
    const properties = [
      bold ? '<w:b/>' : '',
      italic ? '<w:i/>' : '',
      shown === 'delete' ? '<w:strike/><w:color w:val="99201C"/>' : '',
      shown === 'insert' ? '<w:color w:val="0B5A2B"/><w:u w:val="single"/>' : '',
      anchor === undefined ? '' : '<w:color w:val="0F4C5C"/><w:u w:val="single"/>',
    ].join('');
    const tag = revision === 'deleted' ? 'delText' : 't';
    const lines = text.split('\n').map((line) => (line === '' ? '' : wordText(tag, line)));
    const inside = `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}${lines.join('<w:br/>')}</w:r>`;
    const linked =
      anchor === undefined
        ? inside
        : `<w:hyperlink w:anchor="${escaped(anchor)}" w:history="1">${inside}</w:hyperlink>`;
    if (revision === undefined) return linked;
    return `<w:${elements[revision]} ${attributes()}>${inside}</w:${elements[revision]}>`;
  };

  const moveRange = (content: string, { revision, move }: RevisedParagraph): string => {
    if (move === undefined || (revision !== 'moved-from' && revision !== 'moved-to')) return content;
    const name = elements[revision];
    const start = attributes();
    const id = last;
    return `<w:${name}RangeStart ${start} w:name="${escaped(move)}"/>${content}<w:${name}RangeEnd w:id="${id}"/>`;
  };

  const paragraphXml = (block: RevisedParagraph): string => {
    const { style, list, runs, revision, comment, bookmark } = block;
    const properties = [
      style === undefined ? '' : `<w:pStyle w:val="${style}"/>`,
      list === undefined
        ? ''
        : `<w:numPr><w:ilvl w:val="${Math.min(list.depth, 2)}"/><w:numId w:val="${(list.number ?? 0) + 1}"/></w:numPr><w:spacing w:after="60"/>`,
      revision === undefined ? '' : `<w:rPr>${mark(revision)}</w:rPr>`,
    ].join('');
    let content = moveRange(runs.map(runXml).join(''), block);
    if (bookmark !== undefined && !bookmarks.has(bookmark)) {
      bookmarks.add(bookmark);
      last += 1;
      content = bookmarked(content, bookmark, last);
    }
    if (comment !== undefined) {
      const id = comments.push(comment) - 1;
      content = `<w:commentRangeStart w:id="${id}"/>${content}<w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`;
    }
    return `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${content}</w:p>`;
  };

  const tableXml = ({ header, rows }: RevisedTable): string => {
    const count = Math.max(1, ...rows.map(({ cells }) => cells.length));
    const width = Math.floor(9072 / count);
    const cellXml = (cell: readonly RevisedParagraph[]): string =>
      `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${cell.map(paragraphXml).join('') || '<w:p/>'}</w:tc>`;
    const rowXml = ({ cells, revision }: RevisedTable['rows'][number], index: number): string => {
      const heads = header && index === 0 ? '<w:tblHeader/>' : '';
      const padded = Array.from({ length: count }, (_, at) => cells[at] ?? []);
      return `<w:tr><w:trPr><w:cantSplit/>${heads}${mark(revision)}</w:trPr>${padded.map(cellXml).join('')}</w:tr>`;
    };
    // Word wants a paragraph between two tables, or they become one.
    return (
      `<w:tbl><w:tblPr><w:tblStyle w:val="Falt"/><w:tblW w:w="${width * count}" w:type="dxa"/>` +
      `<w:tblLook w:val="0020" w:firstRow="${header ? 1 : 0}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>` +
      `<w:tblGrid>${`<w:gridCol w:w="${width}"/>`.repeat(count)}</w:tblGrid>${rows.map(rowXml).join('')}</w:tbl>`
    );
  };

  return {
    comments,
    block: (block) => (block.type === 'table' ? tableXml(block) : paragraphXml(block)),
    footer: (text) =>
      paragraph(
        `${run(text)}<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
          '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
        { style: 'Footer' },
      ),
  };
}

/** The styles of forms, with those of quotations and remarks beside them. */
export const reportStyles = (styles: string): string =>
  styles.replace(
    '</w:styles>',
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Citat"><w:name w:val="Citat i rapport"/><w:basedOn w:val="Normal"/>' +
      '<w:pPr><w:pBdr><w:left w:val="single" w:sz="8" w:space="8" w:color="8C9BA0"/></w:pBdr><w:ind w:left="284"/></w:pPr></w:style>' +
      '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Anmarkning"><w:name w:val="Anmärkning"/><w:basedOn w:val="Normal"/>' +
      '<w:rPr><w:i/><w:color w:val="4D4D4D"/></w:rPr></w:style></w:styles>',
  );

const level = (depth: number, format: string, text: string): string =>
  `<w:lvl w:ilvl="${depth}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/>` +
  `<w:pPr><w:ind w:left="${(depth + 1) * 397}" w:hanging="397"/></w:pPr></w:lvl>`;

/** Lists (17.9): one kind with bullets, and one numbered list for each that the blocks tell apart. */
export function numberingXml(blocks: readonly RevisedBlock[]): string {
  const numbers = new Set<number>();
  const note = (block: RevisedBlock): void => {
    if (block.type === 'table') for (const { cells } of block.rows) cells.flat().forEach(note);
    else if (block.list?.number !== undefined) numbers.add(block.list.number);
  };
  blocks.forEach(note);
  const restart = [0, 1, 2]
    .map((depth) => `<w:lvlOverride w:ilvl="${depth}"><w:startOverride w:val="1"/></w:lvlOverride>`)
    .join('');
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' +
    `<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>${['•', '–', '•'].map((sign, depth) => level(depth, 'bullet', sign)).join('')}</w:abstractNum>` +
    `<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>${[0, 1, 2].map((depth) => level(depth, 'decimal', `%${depth + 1}.`)).join('')}</w:abstractNum>` +
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>' +
    [...numbers]
      .map((number) => `<w:num w:numId="${number + 1}"><w:abstractNumId w:val="1"/>${restart}</w:num>`)
      .join('') +
    '</w:numbering>'
  );
}
