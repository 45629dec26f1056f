import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const read = `
import { readFileSync } from 'node:fs';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { parseDocument } from 'yaml';

export function read(path) {
  const text = readFileSync(path, 'utf8');
  const end = text.indexOf('\\n---\\n', 3);
  const data = { micromarkExtensions: [gfmTable()], fromMarkdownExtensions: [gfmTableFromMarkdown()] };
  const body = unified().use(remarkParse).data(data).parse(text.slice(end + 5));
  return [parseDocument(text.slice(4, end)).toJS(), body];
}
`;

const run = `
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');
const source = \`(function(exports,require,module){\${readFileSync(join(__dirname, 'read.cjs'), 'latin1')}\\n})\`;
const kept = join(__dirname, 'read.code');
const script = new Script(source, { cachedData: existsSync(kept) ? readFileSync(kept) : undefined });
const loaded = { exports: {} };
script.runInThisContext()(loaded.exports, require, loaded);
loaded.exports.read(process.argv[2]);
if (!existsSync(kept)) writeFileSync(kept, script.createCachedData());
`;

/**
 * What the parsers that `check` stands on cost by themselves: a process that reads one file with them, its compiled code kept as ours is, and
 * does nothing else. Gives the command for a file; what it needs is written to `folder`.
 */
export async function parsersAlone(folder, root) {
  await build({
    stdin: { contents: read, resolveDir: root },
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    minify: true,
    format: 'cjs',
    outfile: join(folder, 'read.cjs'),
    logLevel: 'warning',
  });
  const program = join(folder, 'run.cjs');
  writeFileSync(program, run);
  return (file) => [process.execPath, program, file];
}
