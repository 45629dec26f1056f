import type { Reporter } from './_contract.js';
import { findingObject, severityCounts } from './_finding-object.js';

/** The contract for programs: version, number of files, diagnostics with places from 1, summary. */
export const checkJson: Reporter<'check'> = ({ files, diagnostics, sources }, { language }) => {
  const report = {
    version: 1,
    files,
    diagnostics: diagnostics.map((diagnostic) => findingObject(diagnostic, sources, language)),
    summary: severityCounts(diagnostics),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
};
