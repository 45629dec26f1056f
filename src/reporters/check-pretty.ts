import type { Reporter } from './_contract.js';
import { countedFindings, shownFindings } from './_findings.js';

/** For people: message, the line it concerns with a caret, and what to do. */
export const checkPretty: Reporter<'check'> = ({ files, diagnostics, sources }, manner) => {
  const { language, paint } = manner;
  const read = language === 'sv' ? `${files} dokument` : `${files} ${files === 1 ? 'document' : 'documents'}`;
  const counts = countedFindings(diagnostics, manner);
  const closing =
    counts === ''
      ? paint.green(language === 'sv' ? `✓ ${read}, inget att anmärka` : `✓ ${read}, nothing to remark`)
      : `${read}: ${counts}`;
  return `${shownFindings(diagnostics, sources, manner)}${closing}\n`;
};
