import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { filledExample } from '../../src/rules/_example.js';
import { filesOf, findingsHeading, withFindings } from './case-file.js';
import { runFiles } from './run-files.js';

const folder = fileURLToPath(new URL('cases/', import.meta.url));

test.each(readdirSync(folder).filter((name) => name.endsWith('.md')))('%s', async (name) => {
  const text = readFileSync(folder + name, 'utf8');
  const files = filledExample(filesOf(text.split(findingsHeading)[0] ?? ''));
  await expect(withFindings(text, files, runFiles(files))).toMatchFileSnapshot(folder + name);
});
