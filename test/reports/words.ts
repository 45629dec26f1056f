import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from '../../src/parse/parse-document.js';
import { isKind } from '../../src/parse/parsed.js';
import type { ReportWords } from '../../src/reports/_contract.js';
import { completeWords } from '../../src/reports/_load-words.js';
import { root } from '../cli/run.js';

const templates = ['change-account', 'consultation-report'].map((name) => {
  const path = `templates/documents/${name}.yaml`;
  const parsed = parseDocument({ path, text: readFileSync(join(root, path), 'utf8') });
  if (!('kind' in parsed) || !isKind(parsed, 'report-template') || parsed.diagnostics.length > 0) throw new Error(path);
  return parsed.model;
});

/** The built-in words of a report. */
export const wordsOf = (id: 'change-account' | 'consultation-report'): ReportWords => completeWords(id, templates);
