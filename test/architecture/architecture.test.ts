import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/check/run-rules.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const src = join(root, 'src');

/** Folders of src in import order: a folder may use those before it, never those after. */
const order = [
  'core',
  'model',
  'parse',
  'ooxml',
  'diff',
  'merge',
  'consultation',
  'importers',
  'receipt',
  'rules',
  'check',
  'rewrite',
  'init',
  'compose',
  'reports',
  'pdf',
  'cms',
  'formats',
  'send',
  'signers',
  'sign',
  'verify',
  'case',
  'publish',
  'adoption',
  'reporters',
  'lsp',
  'cli',
];

/** Which folder may import which package; Node's own modules are listed where they are more than pure functions. */
const owners: Record<string, string[]> = {
  zod: ['model', 'parse'],
  unified: ['parse'],
  'remark-parse': ['parse'],
  'remark-gfm': ['parse'],
  'remark-stringify': ['parse'],
  'mdast-util-to-string': ['parse'],
  'mdast-util-gfm-table': ['parse'],
  'micromark-extension-gfm-table': ['parse'],
  mdast: ['parse'],
  yaml: ['parse'],
  'fastest-levenshtein': ['core', 'rules'],
  diff: ['diff', 'rewrite'],
  docx: ['ooxml'],
  fflate: ['ooxml'],
  'csv-parse': ['importers'],
  'pdf-lib': ['pdf'],
  '@myriaddreamin/typst-ts-node-compiler': ['pdf'],
  pkijs: ['cms'],
  asn1js: ['cms'],
  chalk: ['reporters', 'cli'],
  'vscode-languageserver': ['lsp'],
  'vscode-languageserver-textdocument': ['lsp'],
  chokidar: ['cli'],
  picomatch: ['check'],
  commander: ['cli'],
  koffi: ['signers'],
  undici: ['cli'],
  'xml-crypto': ['verify'],
  '@xmldom/xmldom': ['verify', 'ooxml'],
  'node:tls': ['cli'],
  'node:path': order,
  'node:zlib': ['pdf', 'ooxml'],
  'node:crypto': ['pdf', 'cms', 'signers', 'sign', 'cli'],
  'node:module': ['pdf', 'cli'],
  'node:url': ['lsp', 'cli'],
  'node:v8': ['cli'],
  'node:os': ['cli'],
  'node:readline': ['cli'],
  'node:worker_threads': ['cli'],
  'node:fs': ['cli'],
  'node:fs/promises': ['cli'],
  'node:child_process': ['cli'],
  'node:readline/promises': ['cli'],
  'node:stream': ['cli'],
};

interface Import {
  file: string;
  from: string;
  typeOnly: boolean;
  lazy: boolean;
}

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : entry.name.endsWith('.ts') ? [path] : [];
  });
}

const sources = files(src);

const imports: Import[] = sources.flatMap((file) => {
  const text = readFileSync(file, 'utf8');
  const found: Import[] = [];
  for (const match of text.matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'/gm)) {
    found.push({ file, from: match[2] ?? '', typeOnly: match[1] !== undefined, lazy: false });
  }
  for (const match of text.matchAll(/^import\s+'([^']+)'/gm))
    found.push({ file, from: match[1] ?? '', typeOnly: false, lazy: false });
  for (const match of text.matchAll(/\bimport\('([^']+)'\)/g))
    found.push({ file, from: match[1] ?? '', typeOnly: false, lazy: true });
  return found;
});

const folderOf = (file: string): string => relative(src, file).split(/[\\/]/)[0] ?? '';
const shown = (file: string): string => relative(root, file).replace(/\\/g, '/');

/** `@scope/name` or `name` of a package specifier. */
const packageOf = (from: string): string =>
  from.startsWith('node:')
    ? from
    : from
        .split('/')
        .slice(0, from.startsWith('@') ? 2 : 1)
        .join('/');

test('the folders of src are those of the map', () => {
  const folders = readdirSync(src, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
  expect(folders.toSorted()).toEqual(order.toSorted());
});

test('a folder imports only from itself and from those before it', () => {
  const wrong = imports.flatMap(({ file, from }) => {
    if (!from.startsWith('.') || dirname(file) === src) return [];
    const here = order.indexOf(folderOf(file));
    const there = order.indexOf(folderOf(resolve(dirname(file), from)));
    return there > here || there < 0 ? [`${shown(file)} → ${from}`] : [];
  });
  expect(wrong).toEqual([]);
});

test('a package is imported only by the folder that owns it', () => {
  const wrong = imports.flatMap(({ file, from, typeOnly }) => {
    if (from.startsWith('.')) return [];
    const allowed = owners[packageOf(from)];
    if (allowed?.includes(folderOf(file))) return [];
    // A type costs nothing at run time, but only Node's own may be named anywhere.
    if (typeOnly && from.startsWith('node:')) return [];
    return [`${shown(file)} → ${from}`];
  });
  expect(wrong).toEqual([]);
});

test('every dependency has an owner', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const used = new Set(imports.map(({ from }) => packageOf(from)));
  // The fonts are read as files, by the paths that pdf/ gives.
  used.add('@expo-google-fonts/source-sans-3');
  const idle = Object.keys(dependencies).filter((name) => !used.has(name) && !name.startsWith('@types/'));
  expect(idle).toEqual([]);
});

test('only cli touches the process, the clock and the terminal', () => {
  const patterns = [
    /\bprocess\.(?!env\b.*=>)/,
    /\bDate\.now\(/,
    /\bnew Date\(\)/,
    /\bMath\.random\(/,
    /\bconsole\./,
    /\bgetRandomValues\(/,
  ];
  const wrong = sources.flatMap((file) => {
    if (folderOf(file) === 'cli') return [];
    const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    return patterns.some((pattern) => pattern.test(code)) ? [shown(file)] : [];
  });
  expect(wrong).toEqual([]);
});

test('drop-in folders hold one export per file, named as the file', () => {
  const camel = (id: string): string => id.replace(/-(.)/g, (_all, letter: string) => letter.toUpperCase());
  for (const folder of ['rules', 'formats', 'signers', 'reporters', 'importers', 'reports']) {
    for (const file of sources.filter((path) => folderOf(path) === folder)) {
      const stem = /([^\\/]+)\.ts$/.exec(file)?.[1] ?? '';
      if (stem.startsWith('_')) continue;
      const names = [...readFileSync(file, 'utf8').matchAll(/^export (?:const|function|async function) (\w+)/gm)].map(
        (match) => match[1],
      );
      expect(names, shown(file)).toContain(camel(stem));
    }
  }
});

describe('start-up reach', () => {
  const heavy = ['pdf-lib', '@myriaddreamin/typst-ts-node-compiler', 'pkijs', 'asn1js'];

  /** Everything loaded when `entry` is: static imports only, types and lazy imports left out. */
  function reach(entry: string): Set<string> {
    const seen = new Set<string>();
    const walk = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const found of imports) {
        if (found.file !== file || found.typeOnly || found.lazy) continue;
        if (found.from.startsWith('.')) walk(resolve(dirname(file), found.from.replace(/\.js$/, '.ts')));
        else seen.add(packageOf(found.from));
      }
    };
    walk(join(src, entry));
    return seen;
  }

  test.each([
    'cli/main.ts',
    'cli/commands/check-anew.ts',
    'cli/commands/explain.ts',
    'cli/commands/schema.ts',
    'cli/commands/init.ts',
    'cli/commands/diff-anew.ts',
    'cli/commands/consult-trace-anew.ts',
    'cli/commands/consult-status.ts',
  ])('%s never loads layout, PDF or certificate libraries', (entry) => {
    const reached = reach(entry);
    expect(reached.size).toBeGreaterThan(3);
    expect(heavy.filter((name) => reached.has(name))).toEqual([]);
  });

  test('verify compares revisions only for a document with a receipt, in a file of its own', () => {
    const engines = ['diff/diff-roadmaps.ts', 'compose/compose-changes.ts', 'receipt/check-receipt.ts'];
    const reached = new Set([...reach('cli/commands/verify.ts')].map((file) => shown(file).replace(/^src\//, '')));
    expect(reached.has('verify/changes.ts')).toBe(true);
    expect(engines.filter((file) => reached.has(file))).toEqual([]);
    // Words of the problems that only a receipt can have.
    const holds = (name: string): boolean =>
      readFileSync(join(root, 'dist/commands', name), 'utf8').includes('The receipt has another document template');
    expect(['verify.cjs', 'judge-receipt.cjs'].filter(holds)).toEqual(['judge-receipt.cjs']);
  });

  test('what asks servers stands in a file of its own, which no bundle repeats', () => {
    const dist = join(root, 'dist');
    const bundles = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.cjs'));
    // The name of an error that undici alone has.
    const holders = bundles.filter((name) =>
      readFileSync(join(dist, name), 'utf8').includes('UND_ERR_HEADERS_TIMEOUT'),
    );
    expect(holders).toEqual(['node-http.cjs']);
  });

  test('what is told of a rule stands where it is told, and not where rules are only run', () => {
    const holding = (name: string): string[] => {
      const bundle = readFileSync(join(root, 'dist', name), 'utf8');
      return Object.entries(rules)
        .filter(([, { why }]) => {
          // The longest stretch that a bundler writes as it is.
          const [plain = ''] = (why.en.match(/[A-Za-z ,.]+/g) ?? []).toSorted(
            (one, other) => other.length - one.length,
          );
          return bundle.includes(plain);
        })
        .map(([id]) => id);
    };
    const all = Object.keys(rules);
    for (const name of ['commands/explain.cjs', 'commands/lsp.cjs', 'reporters/check-sarif.cjs'])
      expect(holding(name)).toEqual(all);
    for (const name of ['commands/check-anew.cjs', 'threads/check.cjs']) expect(holding(name)).toEqual([]);
  });

  test('main loads no parser: a command loads what it needs', () => {
    const reached = reach('cli/main.ts');
    expect(['unified', 'yaml', 'zod', 'diff'].filter((name) => reached.has(name))).toEqual([]);
  });
});

test('the lock file holds every optional package it names, for the platforms it was not made on too', () => {
  interface Entry {
    optionalDependencies?: Record<string, string>;
  }
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Entry>;
  };
  // npm refuses a clean install from a lock file that leaves any of them out.
  const missing = Object.entries(packages).flatMap(([holder, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !packages[`${holder}/node_modules/${name}`] && !packages[`node_modules/${name}`],
    ),
  );
  expect(missing).toEqual([]);
});
