import type { DecisionDocument } from '../model/document.js';
import { StoredFile as Schema } from '../model/stored-file.js';
import type { StoredFile } from './stored-file.js';

/** Larger or deeper than any decision, and only made to exhaust somebody. */
const largest = 8 * 1024 * 1024;
const deepest = 60;

/** Reads an attached `document.json`; `undefined` for bytes that are not one. */
export function readStoredFile(bytes: Uint8Array): StoredFile | undefined {
  if (bytes.length > largest) return undefined;
  const written = new TextDecoder().decode(bytes);
  let depth = 0;
  for (const [sign] of written.replace(/"(?:[^"\\]|\\.)*"/g, '').matchAll(/[[\]{}]/g)) {
    depth += sign === '[' || sign === '{' ? 1 : -1;
    if (depth > deepest) return undefined;
  }
  try {
    const read = Schema.safeParse(JSON.parse(written));
    return read.success ? (read.data as StoredFile) : undefined;
  } catch {
    return undefined;
  }
}

/** The document of an attached file, to be rendered; what was attached to it is given back by name, or empty. */
export function documentOf({ document }: StoredFile, attached: ReadonlyMap<string, Uint8Array>): DecisionDocument {
  const filled = <T extends { name: string }>(file: T) => ({
    ...file,
    bytes: attached.get(file.name) ?? new Uint8Array(),
  });
  const { attachment, supplement, proof, ...rest } = document;
  // The schema has seen to it that the document is bound to a roadmap.
  const whole = {
    ...rest,
    attachment: filled(attachment),
    ...(supplement ? { supplement: filled(supplement) } : {}),
    ...(proof ? { proof: { ...proof, receipt: filled(proof.receipt), earlier: filled(proof.earlier) } } : {}),
  };
  return whole as DecisionDocument;
}
