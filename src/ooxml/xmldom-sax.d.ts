/** The tokenizer of @xmldom/xmldom, without its DOM; the package's own types would bring a browser's globals into every file. */
declare module '@xmldom/xmldom/lib/sax.js' {
  /** The attributes of a start tag, in order. */
  export interface SaxAttributes {
    readonly length: number;
    getURI(index: number): string | undefined;
    getLocalName(index: number): string;
    getValue(index: number): string;
  }

  /** What is told of a document as it is read. */
  export interface SaxBuilder {
    startElement(space: string | undefined, localName: string, qName: string, attributes: SaxAttributes): void;
    endElement(): void;
    characters(chars: string, start: number, length: number): void;
    [event: string]: (...args: never[]) => void;
  }

  export class XMLReader {
    domBuilder: SaxBuilder;
    errorHandler: Record<'warning' | 'error' | 'fatalError', (message: unknown) => never>;
    parse(source: string, namespaces: Record<string, string>, entities: Record<string, string>): void;
  }
}
