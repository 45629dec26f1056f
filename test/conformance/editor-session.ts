import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect } from 'vitest';
import { fardplan, root, workspace } from '../cli/run.js';

/** The code blocks in a language that a README gives. */
export function readmeBlocks(readme: string, language: string): string[] {
  const text = readFileSync(join(root, readme), 'utf8');
  return [...text.matchAll(new RegExp(`^( *)\`\`\`${language}\\n([^]*?)^\\1\`\`\`$`, 'gm'))].map(
    ([, indent = '', block = '']) => block.replace(new RegExp(`^${indent}`, 'gm'), ''),
  );
}

/** How often a session begins anew: an editor does not say when it takes the next key, and one that is lost is lost for good. */
export const retry = 2;

/** A workspace whose files are in their form, with the text of its roadmap. */
export function inForm(): { cwd: string; path: string; canonical: string } {
  const cwd = workspace('vastra-gotaland');
  expect(fardplan(['fmt', '.'], { cwd }).code).toBe(0);
  const path = join(cwd, 'fardplan.md');
  return { cwd, path, canonical: readFileSync(path, 'utf8') };
}

/** The same with a key that nobody knows on line 13, letters in parts, and lists in another form. */
export function spoilt(): ReturnType<typeof inForm> {
  const made = inForm();
  const text = made.canonical.replace('## Målbild', '## Ma\u030albild').replace(/^- /gm, '*   ');
  writeFileSync(made.path, text.replace(/^version:/m, 'verson:'));
  return made;
}

/** An environment with nothing of the user’s own, where `fardplan` is this checkout. */
export function onPath(home: string): Record<string, string> {
  const bin = join(home, 'bin');
  mkdirSync(bin, { recursive: true });
  const program = `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'bin', 'fardplan.js')}" "$@"\n`;
  writeFileSync(join(bin, 'fardplan'), program, { mode: 0o755 });
  return { PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, HOME: home, LANG: 'C.UTF-8', FARDPLAN_CACHE: '' };
}

/** Waits until something holds, for a minute unless told otherwise; says what it waited for, and what there was instead. */
export async function until(
  holds: () => boolean,
  what: string,
  instead: () => unknown = () => '',
  patience = 60_000,
): Promise<void> {
  const end = performance.now() + patience;
  let last: unknown;
  for (;;) {
    try {
      if (holds()) return;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end) throw new Error(`waited in vain for ${what}\n${String(instead())}`, { cause: last });
    await new Promise((settle) => setTimeout(settle, 100));
  }
}
