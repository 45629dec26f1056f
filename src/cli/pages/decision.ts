import { Option } from 'commander';
import type { Page } from './page.js';

/** Commands on decision documents and what became of them. */
export function decisionPage({ command, force, format, group, within, run, say }: Page): void {
  force(command('render <decision>', 'framställ ett beslutsdokument', 'render a decision document'))
    .requiredOption('-o, --output <file>', say('fil att skriva', 'file to write'))
    .addOption(
      new Option('--format <format>', say('format; annars av filnamnet', 'format; else by the file name')).choices([
        'pdf',
        'html',
        'markdown',
      ]),
    )
    .option('--no-cache', say('använd inte vad förra körningen gav', 'do not use what the last run gave'))
    .action(run(async () => (await import('../commands/render.js')).render));

  const adoption = group('adoption', 'vem har beslutat vad', 'who has decided what');
  format(within(adoption, 'status [register]', 'visa läget i beslutsregistret', 'show the state of the register'), [
    'pretty',
    'json',
  ]).action(run(async () => (await import('../commands/adoption-status.js')).adoptionStatus));
}
