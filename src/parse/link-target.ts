/** What a link points at, as far as its address tells. */
export type LinkTarget =
  /** A place in the same document. */
  | { type: 'anchor'; anchor: string }
  /** A file by path from the document, with `/` between folders; perhaps a place in it. */
  | { type: 'file'; path: string; anchor?: string; backslash: boolean }
  /** A place on somebody's own computer: `C:\…`, `file:`. */
  | { type: 'machine' }
  /** The web, mail, or a path from the top of a site: nothing that can be looked up here. */
  | { type: 'elsewhere' };

/** Reads the address of a link: percent signs are decoded, letters composed, and a query is left out. */
export function linkTarget(url: string): LinkTarget {
  if (/^(?:[a-z]:[\\/]|file:)/i.test(url)) return { type: 'machine' };
  if (url === '' || /^(?:[a-z][a-z0-9+.-]*:|[\\/]{1,2}|\{)/i.test(url)) return { type: 'elsewhere' };
  const hash = url.indexOf('#');
  const anchor = hash < 0 ? undefined : decoded(url.slice(hash + 1));
  const written = decoded((hash < 0 ? url : url.slice(0, hash)).replace(/\?.*$/s, ''));
  const path = written.replaceAll('\\', '/');
  if (path === '') return anchor === undefined ? { type: 'elsewhere' } : { type: 'anchor', anchor };
  return { type: 'file', path, backslash: path !== written, ...(anchor ? { anchor } : {}) };
}

function decoded(written: string): string {
  try {
    return decodeURIComponent(written).normalize('NFC');
  } catch {
    return written.normalize('NFC');
  }
}
