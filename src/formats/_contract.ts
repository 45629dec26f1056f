import type { Text } from '../core/text.js';
import type { ComposedDocument } from '../model/document.js';

/** What a format may need beside the document; read by the caller, so that a format touches no file. */
export interface Resources {
  /** Files of the layout folder by relative path (`decision.typ`, `blocks.typ`, `logo.svg`); the main one is `<document.layout>.typ`. */
  layout: ReadonlyMap<string, Uint8Array>;
  /** Font files (TrueType or OpenType) that the layout may name. */
  fonts: readonly Uint8Array[];
  /** Takes remarks that do not stop the rendering, such as why a file could not be marked PDF/UA-1. */
  note?: (remark: Text) => void;
}

/** One output of a composed document per file; the file's stem is its id. Pure: same input, same bytes. */
export interface Format {
  /** Without the dot: `pdf`. */
  extension: string;
  /** IANA media type, with its charset where it has one. */
  mediaType: string;
  /** Refuses with a `Failure` when a layout of the user's own is at fault. */
  render(document: ComposedDocument, resources: Resources): Promise<Uint8Array>;
}
