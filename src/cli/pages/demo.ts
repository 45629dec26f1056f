import type { Page } from './page.js';

/** The command that shows all the others. */
export function demoPage({ command, run }: Page): void {
  command(
    'demo [dir]',
    'visa en färdplans hela väg, i en ny mapp',
    'show the whole life of a roadmap, in a fresh folder',
  ).action(run(async () => (await import('../commands/demo.js')).demo));
}
