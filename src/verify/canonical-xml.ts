import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';

/** An element of canonical XML. Names are without prefix; the namespace is resolved. */
export interface XmlElement {
  namespace: string;
  name: string;
  children: XmlElement[];
  /** Text directly inside, entities resolved. */
  text: string;
  attributes: ReadonlyMap<string, string>;
}

const token = /<\/([^\s<>/]+)>|<([^\s<>/?!]+)((?: [^\s<>="]+="[^"<]*")*)>|<\?[^>]*\?>|([^<]+)/y;
const attribute = / ([^\s<>="]+)="([^"<]*)"/g;

const references: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

const resolved = (value: string): string =>
  value.replace(/&(?:#x([0-9A-F]{1,6})|([a-z]+));/g, (_, code: string | undefined, name: string | undefined) => {
    if (code !== undefined) return String.fromCodePoint(Math.min(0x10ffff, parseInt(code, 16)));
    return references[name ?? ''] ?? '';
  });

const broken = (at: number): Malformed =>
  new Malformed(text('Listans innehåll går inte att läsa.', 'The content of the list cannot be read.'), at);

interface Open extends XmlElement {
  tag: string;
  spaces: ReadonlyMap<string, string>;
}

function opened(tag: string, written: string, spaces: ReadonlyMap<string, string>): Open {
  const attributes = new Map<string, string>();
  const inner = new Map(spaces);
  for (const [, name = '', value = ''] of written.matchAll(attribute)) {
    if (name === 'xmlns') inner.set('', resolved(value));
    else if (name.startsWith('xmlns:')) inner.set(name.slice(6), resolved(value));
    else attributes.set(name, resolved(value));
  }
  const [first = '', second] = tag.split(':');
  const name = second ?? first;
  const namespace = inner.get(second === undefined ? '' : first) ?? '';
  return { tag, spaces: inner, namespace, name, children: [], text: '', attributes };
}

/**
 * Reads the root of XML in canonical form (Canonical XML 1.0 or exclusive), which has one way to write everything: the very text that a signature
 * was computed over. Throws {@link Malformed} for any other form.
 */
export function readCanonicalXml(xml: string): XmlElement {
  const stack: Open[] = [];
  let root: XmlElement | undefined;
  token.lastIndex = 0;
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const match = token.exec(xml);
    if (!match) throw broken(at);
    const [, closing, opening, attributes = '', written] = match;
    const parent = stack.at(-1);
    if (closing !== undefined) {
      if (stack.pop()?.tag !== closing) throw broken(at);
    } else if (opening !== undefined) {
      const element = opened(opening, attributes, parent?.spaces ?? new Map());
      if (parent) parent.children.push(element);
      else if (root) throw broken(at);
      else root = element;
      stack.push(element);
    } else if (written !== undefined) {
      if (parent) parent.text += resolved(written);
      else if (written.trim() !== '') throw broken(at);
    }
  }
  if (!root || stack.length > 0) throw broken(xml.length);
  return root;
}
