import type { Language } from '../core/text.js';

/** The language of messages: `--lang`, else the locale of the environment, else English. */
export function chooseLanguage(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Language {
  for (const [index, word] of argv.entries()) {
    const value = word === '--lang' ? argv[index + 1] : /^--lang=(.*)$/.exec(word)?.[1];
    if (value === 'sv' || value === 'en') return value;
  }
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return /^sv([_.-]|$)/i.test(locale) ? 'sv' : 'en';
}
