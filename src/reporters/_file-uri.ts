import { sep } from 'node:path';

/** Where a file is, for formats that name files by URI: relative to the folder the program was started in, or absolute. */
export interface FileUri {
  /** Percent-encoded (RFC 3986), with `/` between folders. */
  uri: string;
  relative: boolean;
}

/** A path with `/` between its folders and no `./` before it. On Windows `\` parts folders; elsewhere it is a letter like others. */
export function slashed(path: string, separator: string = sep): string {
  const even = separator === '\\' ? path.replaceAll('\\', '/') : path;
  return even.replace(/^(?:\.\/+)+(?=.)/, '');
}

/** The URI of a file as it was shown to the user; `REV:PATH` becomes one whose colon is encoded, so that it does not read as a scheme. */
export function fileUri(path: string, separator: string = sep): FileUri {
  const even = slashed(path, separator);
  const drive = separator === '\\' ? /^[A-Za-z]:(?=\/)/.exec(even)?.[0] : undefined;
  if (drive !== undefined) return { uri: `file:///${drive}${encoded(even.slice(2))}`, relative: false };
  // A share on a Windows server: \\server\share.
  if (separator === '\\' && even.startsWith('//')) return { uri: `file:${encoded(even)}`, relative: false };
  if (even.startsWith('/')) return { uri: `file://${encoded(even)}`, relative: false };
  return { uri: encoded(even), relative: true };
}

const encoded = (path: string): string =>
  path
    .split('/')
    .map((part) =>
      // What a lone surrogate stood for is lost already; RFC 3986 (2.2) also reserves the five that JavaScript leaves.
      encodeURIComponent(
        part.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\uFFFD'),
      ).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`),
    )
    .join('/');
