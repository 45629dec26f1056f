import { Malformed } from '../core/malformed.js';
import { readPages } from '../verify/rebuild-pages.js';

/** Whose decision a rendered document says it is; `undefined` for a document that carries no data of its own. */
export function storedOrganisation(pdf: Uint8Array): string | undefined {
  try {
    const read = readPages(pdf);
    return 'stored' in read ? read.stored?.document.organisation : undefined;
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}
