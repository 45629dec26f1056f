import type { Paragraph } from 'docx';
import { formStyles } from './form-styles.js';
import { wordParts } from './word-parts.js';
import { numberingXml, reportStyles, revisionWriter } from './tracked-changes-xml.js';
import { writeZip } from './write-zip.js';

/** What a tracked change does (ECMA-376-1, 17.13.5). A text that moved goes in one place and comes in another. */
export type Revision = 'inserted' | 'deleted' | 'moved-from' | 'moved-to';

/** A run of text; `\n` is a line break. */
export interface RevisedRun {
  text: string;
  bold?: boolean;
  italic?: boolean;
  /** Underlined or struck out as text that shall look so, not as a tracked change. */
  shown?: 'insert' | 'delete';
  /** A bookmark of the document that it leads to. */
  anchor?: string;
  revision?: Revision;
}

/** A paragraph, heading or list item. */
export interface RevisedParagraph {
  type: 'paragraph';
  style?: 'Title' | 'Subtitle' | 'Heading1' | 'Heading2' | 'Heading3' | 'Heading4' | 'Citat' | 'Anmarkning';
  /** `number` tells one numbered list from another. */
  list?: { depth: number; number?: number };
  runs: RevisedRun[];
  /** The paragraph itself came or went. */
  revision?: Revision;
  /** For what moved: the same name in both places. */
  move?: string;
  /** Shown in the margin. */
  comment?: string;
  bookmark?: string;
}

/** A table whose first row may head its columns. */
export interface RevisedTable {
  type: 'table';
  header: boolean;
  rows: { cells: RevisedParagraph[][]; revision?: 'inserted' | 'deleted' }[];
}

/** What a document with tracked changes is made of. */
export type RevisedBlock = RevisedParagraph | RevisedTable;

/** A whole document, and who is said to have changed it when. */
export interface RevisedDocument {
  title: string;
  author: string;
  /** `YYYY-MM-DD`. */
  date: string;
  /** In the foot of every page. */
  footer: string;
  blocks: readonly RevisedBlock[];
}

/**
 * A Word file with real tracked changes and comments (ECMA-376 transitional): accepting all of them gives the later text, rejecting all the
 * earlier. Same document, same bytes.
 */
export async function trackedChanges({
  title,
  author,
  date,
  footer,
  blocks,
}: RevisedDocument): Promise<Uint8Array<ArrayBuffer>> {
  const { Document, Footer, ImportedXmlComponent, Packer } = await import('docx');
  // Written as XML, since the library knows no moved text; where it names a few kinds of children, it takes any component.
  const imported = (xml: string) => ImportedXmlComponent.fromXmlString(xml) as unknown as Paragraph;
  const writer = revisionWriter(author, date);
  const body = blocks.map((block) => writer.block(block));
  const document = new Document({
    externalStyles: reportStyles(formStyles),
    comments: {
      children: writer.comments.map((text, id) => ({
        id,
        author,
        initials: author.slice(0, 1),
        date: new Date(`${date}T00:00:00Z`),
        children: [imported(writer.block({ type: 'paragraph', runs: [{ text }] }))],
      })),
    },
    sections: [
      {
        properties: {
          page: { size: { width: 11906, height: 16838 }, margin: { top: 1417, bottom: 1417, left: 1417, right: 1417 } },
        },
        footers: { default: new Footer({ children: [imported(writer.footer(footer))] }) },
        children: body.map(imported),
      },
    ],
  });
  const parts = wordParts(await Packer.toBuffer(document), { title, creator: author });
  parts.set('word/numbering.xml', numberingXml(blocks));
  return writeZip(parts);
}
