import type { Reporter } from './_contract.js';
import { findingObject, severityCounts } from './_finding-object.js';

/** For programs that read as it comes: each finding is an object on a line of its own, and the last line sums up. */
export const checkNdjson: Reporter<'check'> = ({ files, diagnostics, sources }, { language }) =>
  [
    ...diagnostics.map((diagnostic) => ({ type: 'diagnostic', ...findingObject(diagnostic, sources, language) })),
    { type: 'summary', version: 1, files, ...severityCounts(diagnostics) },
  ]
    .map((each) => `${JSON.stringify(each)}\n`)
    .join('');
