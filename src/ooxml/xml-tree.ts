import { XMLReader } from '@xmldom/xmldom/lib/sax.js';
import type { SaxAttributes, SaxBuilder } from '@xmldom/xmldom/lib/sax.js';

/** An element as plain data. Names carry the prefixes of {@link prefixes}, whatever the file calls them; unknown namespaces become `?`. */
export interface XmlElement {
  name: string;
  /** By name with prefix where the file has a namespace for it: `w:val`, `r:id`, `count`. */
  attributes: ReadonlyMap<string, string>;
  children: (XmlElement | string)[];
}

/** Why a part is not read as XML: said in English for developers; readers tell users in their own words. */
export class BadXml extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BadXml';
  }
}

const office = 'http://schemas.openxmlformats.org';
/** ISO 29500 Strict has namespaces of its own for the same elements. */
const strict = 'http://purl.oclc.org/ooxml';

const prefixes = new Map<string, string>([
  ...(
    [
      ['w', 'wordprocessingml/2006/main', 'wordprocessingml/main'],
      ['s', 'spreadsheetml/2006/main', 'spreadsheetml/main'],
      ['r', 'officeDocument/2006/relationships', 'officeDocument/relationships'],
      ['wp', 'drawingml/2006/wordprocessingDrawing', 'drawingml/wordprocessingDrawing'],
      ['a', 'drawingml/2006/main', 'drawingml/main'],
      ['pic', 'drawingml/2006/picture', 'drawingml/picture'],
      ['m', 'officeDocument/2006/math', 'officeDocument/math'],
      ['op', 'officeDocument/2006/custom-properties', 'officeDocument/customProperties'],
      ['vt', 'officeDocument/2006/docPropsVTypes', 'officeDocument/docPropsVTypes'],
    ] as const
  ).flatMap(([prefix, transitional, iso]): [string, string][] => [
    [`${office}/${transitional}`, prefix],
    [`${strict}/${iso}`, prefix],
  ]),
  [`${office}/package/2006/relationships`, 'rel'],
  [`${office}/package/2006/content-types`, 'ct'],
  [`${office}/package/2006/metadata/core-properties`, 'cp'],
  [`${office}/markup-compatibility/2006`, 'mc'],
  ['http://schemas.microsoft.com/office/word/2010/wordml', 'w14'],
  ['http://schemas.microsoft.com/office/word/2012/wordml', 'w15'],
  ['http://schemas.microsoft.com/office/word/2010/wordprocessingShape', 'wps'],
  ['urn:schemas-microsoft-com:vml', 'v'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['http://www.w3.org/XML/1998/namespace', 'xml'],
  ['urn:fardplan:form', 'fardplan'],
]);

const deepest = 256;
const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The root element of a document. Throws {@link BadXml} for what is ill-formed, has a DOCTYPE (and so entities), or nests too deep. */
export function xmlTree(source: string): XmlElement {
  if (/<!DOCTYPE|<!ENTITY/i.test(source)) throw new BadXml('a document type declaration is not accepted');
  const refuse = (message: unknown): never => {
    throw new BadXml(String(message).slice(0, 200));
  };
  const { builder, root } = treeBuilder(source.length);
  const reader = new XMLReader();
  reader.errorHandler = { warning: refuse, error: refuse, fatalError: refuse };
  reader.domBuilder = builder;
  try {
    reader.parse(source, { xml: 'http://www.w3.org/XML/1998/namespace' }, entities);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : error);
  }
  return root() ?? refuse('there is no element, or it does not end');
}

function treeBuilder(length: number): { builder: SaxBuilder; root: () => XmlElement | undefined } {
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  const names = new Set<string>();
  // For each new name the tokenizer searches the whole source once: names times length is what a hostile file could make it do.
  const mostNames = Math.max(64, Math.min(2000, 2e9 / length));
  const nothing = (): void => undefined;
  const builder: SaxBuilder = {
    startElement(space, localName, qName, attributes) {
      names.add(qName);
      if (names.size > mostNames) throw new BadXml('too many different names');
      const element = { name: named(space, localName), attributes: attributesOf(attributes), children: [] };
      const parent = open.at(-1);
      if (parent) parent.children.push(element);
      else if (root) throw new BadXml('more than one root');
      else root = element;
      if (open.push(element) > deepest) throw new BadXml('nested too deep');
    },
    endElement() {
      open.pop();
    },
    characters(chars: string, start: number, count: number) {
      const value = chars.slice(start, start + count);
      const children = open.at(-1)?.children;
      if (children === undefined) {
        if (value.trim() !== '') throw new BadXml('text outside the root');
        return;
      }
      const last = children.at(-1);
      if (typeof last === 'string') children[children.length - 1] = last + value;
      else if (value !== '') children.push(value);
    },
    startDocument: nothing,
    endDocument: nothing,
    startPrefixMapping: nothing,
    endPrefixMapping: nothing,
    processingInstruction: nothing,
    comment: nothing,
    startCDATA: nothing,
    endCDATA: nothing,
    startDTD: () => {
      throw new BadXml('a document type declaration is not accepted');
    },
    endDTD: nothing,
  };
  return { builder, root: () => (open.length === 0 ? root : undefined) };
}

function named(space: string | undefined, localName: string): string {
  if (space === undefined || space === '') return localName;
  return `${prefixes.get(space) ?? '?'}:${localName}`;
}

function attributesOf(attributes: SaxAttributes): Map<string, string> {
  const found = new Map<string, string>();
  for (let index = 0; index < attributes.length; index += 1) {
    const space = attributes.getURI(index);
    if (space !== 'http://www.w3.org/2000/xmlns/')
      found.set(named(space, attributes.getLocalName(index)), attributes.getValue(index));
  }
  return found;
}

/** The child elements of that name, or all. */
export const childElements = (element: XmlElement | undefined, name?: string): XmlElement[] =>
  element?.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name),
  ) ?? [];

/** The first child element of that name. */
export const childElement = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  childElements(element, name)[0];

/** Every element below, in document order, parents before children. */
export function* elementsBelow(element: XmlElement, name?: string): Generator<XmlElement> {
  for (const child of childElements(element)) {
    if (name === undefined || child.name === name) yield child;
    yield* elementsBelow(child, name);
  }
}

/** All text below, in document order. */
export function textBelow(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textBelow(child))).join('');
}
