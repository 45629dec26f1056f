import { text } from '../core/text.js';
import { archive } from '../pdf/archive.js';
import { typeset } from '../pdf/typeset.js';
import type { Format } from './_contract.js';

/** PDF/A-3a, tagged, with the roadmap source attached and empty signature fields; PDF/UA-1 where the layout deserves it. */
export const pdf: Format = {
  extension: 'pdf',
  mediaType: 'application/pdf',
  async render(document, resources) {
    const set = await typeset(document, { files: resources.layout, fonts: resources.fonts });
    for (const warning of set.warnings) {
      resources.note?.(text(`Layouten: ${warning}`, `The layout: ${warning}`));
    }
    if (set.accessibility.length > 0) {
      const reasons = set.accessibility.join('; ');
      resources.note?.(
        text(
          `PDF-filen märks inte som tillgänglig (PDF/UA-1), eftersom layouten inte uppfyller kraven: ${reasons}`,
          `The PDF is not marked as accessible (PDF/UA-1), because the layout does not meet the demands: ${reasons}`,
        ),
      );
    }
    return archive(set, document);
  },
};
