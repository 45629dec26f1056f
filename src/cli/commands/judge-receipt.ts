import { loadLayout, loadTemplate } from '../../compose/load-template.js';
import { Failure } from '../../core/failure.js';
import type { Host } from '../../core/host.js';
import { layoutFacts } from '../../pdf/typeset.js';
import { hashOfValue } from '../../receipt/make-receipt.js';
import type { OwnProgram } from '../../verify/changes.js';

export { judgeReceipt } from '../../verify/judge-receipt.js';

/** What receipts are judged by: templates as they stand in `folder` (absolute) or come with the program, and the built-in layout. */
export const atHand = (host: Host, folder: string): Required<Omit<OwnProgram, 'version'>> => ({
  template: (id) =>
    unlessRefused(async () => {
      return hashOfValue(await loadTemplate(host, id, folder));
    }),
  layout: async () => {
    const files = await unlessRefused(async () => {
      const { layout } = await loadLayout(host, host.builtIn.templates);
      return (await layoutFacts({ files: layout, fonts: [] })).files;
    });
    return files ?? {};
  },
});

/** A template that is unknown here, or cannot be read, is not at hand. */
async function unlessRefused<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
