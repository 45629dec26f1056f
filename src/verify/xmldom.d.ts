/** The parser of @xmldom/xmldom, as far as it is used: its own types would bring a browser's globals into every file. */
declare module '@xmldom/xmldom/lib/dom-parser.js' {
  /** A node of a parsed document. */
  export interface XmlNode {
    readonly nodeType: number;
    readonly namespaceURI: string | null;
    readonly localName: string | null;
    readonly childNodes: ArrayLike<XmlNode>;
    readonly textContent: string | null;
    getAttribute(name: string): string | null;
    hasAttribute(name: string): boolean;
  }

  /** A parsed document. */
  export interface XmlDocument extends XmlNode {
    readonly documentElement: XmlNode | null;
    getElementsByTagNameNS(namespace: string, name: string): ArrayLike<XmlNode>;
  }

  export class DOMParser {
    constructor(options: { errorHandler: (level: string, message: unknown) => void });
    parseFromString(xml: string, type: string): XmlDocument;
  }
}
