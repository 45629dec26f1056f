import { text } from '../core/text.js';
import { Failure } from '../core/failure.js';
import { bodyReader } from './read-word-body.js';
import { wordStyles } from './read-word-styles.js';
import { openPackage, type OfficePackage } from './open-package.js';
import { paragraphsIn, textOf, type WordComment, type WordText } from './word-text.js';
import { childElement, childElements, elementsBelow, textBelow, type XmlElement } from './xml-tree.js';

/**
 * Reads the bytes of a Word file (.docx) from somebody else; with `grid`, every row of a table has all its columns. Refuses with a `Failure` (exit 2)
 * what `openPackage` refuses, and other files.
 */
export function readWord(bytes: Uint8Array, name: string, { grid = false }: { grid?: boolean } = {}): WordText {
  const opened = openPackage(bytes, name);
  const main = mainPart(opened) ?? 'word/document.xml';
  const document = opened.xml(main);
  const body = document && childElement(document, 'w:body');
  if (!body)
    throw new Failure(
      text(`${name} är ingen Word-fil`, `${name} is no Word file`),
      text(
        'Ge en fil som Word eller LibreOffice har sparat som .docx.',
        'Give a file that Word or LibreOffice has saved as .docx.',
      ),
    );
  const folder = main.replace(/[^/]*$/, '');
  const beside = (part: string) => opened.xml(`${folder}${part}`);
  const reader = bodyReader({
    styles: wordStyles(beside('styles.xml'), beside('numbering.xml')),
    notes: new Map([
      ...noteTexts(beside('footnotes.xml'), 'w:footnote'),
      ...noteTexts(beside('endnotes.xml'), 'w:endnote'),
    ]),
    links: linksOf(opened, main),
    grid,
  });
  const blocks = reader.blocks(body);
  const written = new Map(
    childElements(beside('comments.xml'), 'w:comment').map((comment) => [
      comment.attributes.get('w:id') ?? '',
      reader.blocks(comment),
    ]),
  );
  const comments = [...written].map(([id, content]): WordComment => ({ id, blocks: content, quote: reader.quote(id) }));
  return {
    blocks,
    comments,
    margins: marginsOf(opened, folder, reader.blocks),
    title: textBelowOf(childElements(opened.xml('docProps/core.xml'), 'dc:title')),
    properties: propertiesOf(opened),
    form: formOf(opened),
    tracked: reader.tracked(),
    embedded: reader.embedded(),
    ...reader.marked(),
  };
}

const officeDocument = /\/relationships\/officeDocument$/;

/** The main part, as the package names it (ECMA-376-2, 10). */
function mainPart(opened: OfficePackage): string | undefined {
  const relationship = childElements(opened.xml('_rels/.rels'), 'rel:Relationship').find(({ attributes }) =>
    officeDocument.test(attributes.get('Type') ?? ''),
  );
  return relationship?.attributes.get('Target')?.replace(/^\//, '');
}

/** Addresses that the text links to, by relationship id. They are kept as text and never opened. */
function linksOf(opened: OfficePackage, main: string): Map<string, string> {
  const part = main.replace(/([^/]*)$/, '_rels/$1.rels');
  return new Map(
    childElements(opened.xml(part), 'rel:Relationship').flatMap(({ attributes }): [string, string][] => {
      const target = attributes.get('Target') ?? '';
      return /^(https?:|mailto:)/i.test(target) ? [[attributes.get('Id') ?? '', target]] : [];
    }),
  );
}

function noteTexts(part: XmlElement | undefined, name: string): [string, string][] {
  return childElements(part, name).map((note) => [
    `${name}:${note.attributes.get('w:id') ?? ''}`,
    [...elementsBelow(note, 'w:p')]
      .map((paragraph) => [...elementsBelow(paragraph, 'w:t')].map(textBelow).join(''))
      .join(' ')
      .trim(),
  ]);
}

function marginsOf(
  opened: OfficePackage,
  folder: string,
  read: (element: XmlElement) => WordText['blocks'],
): WordText['margins'] {
  const parts = opened.names.filter((name) => name.startsWith(folder) && /(header|footer)\d*\.xml$/.test(name));
  const texts = parts.flatMap((part) => {
    const root = opened.xml(part);
    return root ? [...paragraphsIn(read(root))].map((paragraph) => textOf(paragraph).trim()) : [];
  });
  return [...new Set(texts)].filter((line) => line !== '');
}

const textBelowOf = (elements: readonly XmlElement[]): string => elements.map(textBelow).join(' ').trim();

function propertiesOf(opened: OfficePackage): Map<string, string> {
  return new Map(
    childElements(opened.xml('docProps/custom.xml'), 'op:property').map((property) => [
      property.attributes.get('name') ?? '',
      textBelow(property).trim(),
    ]),
  );
}

function formOf(opened: OfficePackage): WordText['form'] {
  for (const name of opened.names.filter((part) => /^customXml\/item\d+\.xml$/.test(part))) {
    const root = opened.xml(name);
    if (root?.name !== 'fardplan:form') continue;
    const headings = childElements(root, 'fardplan:heading').map(({ attributes }) => ({
      id: attributes.get('id') ?? '',
      title: attributes.get('title') ?? '',
    }));
    return { facts: root.attributes, headings };
  }
  return undefined;
}
