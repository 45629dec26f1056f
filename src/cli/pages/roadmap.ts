import { Option } from 'commander';
import type { Page } from './page.js';

/** Commands on roadmaps as text: make, check, explain, compare. */
export function roadmapPage({ command, force, format, run, say, group, within }: Page): void {
  command('init [dir]', 'skapa en ny arbetsyta som går igenom check', 'make a new workspace that passes check')
    .option('--profile <id>', say('regionens profil', 'the region’s profile'), 'generic')
    .option('--title <title>', say('färdplanens titel', 'title of the roadmap'))
    .action(run(async () => (await import('../commands/init.js')).init));

  force(
    command('import <file>', 'gör en färdplan av ett Word-dokument', 'make a roadmap from a Word document')
      .option(
        '-o, --output <file>',
        say('fil att skriva (.md); annars filens namn med .md', 'file to write (.md); else the file’s name with .md'),
      )
      .option(
        '--profile <id>',
        say('profilen som rubrikerna jämförs med', 'the profile that headings are matched with'),
        'generic',
      ),
  ).action(run(async () => (await import('../commands/import.js')).importWord));

  const profile = group('profile', 'profiler: hur en färdplan är uppbyggd', 'profiles: how a roadmap is made up');
  force(
    within(profile, 'derive <file>', 'skriv en profil efter en färdplan', 'write a profile from a roadmap')
      .option(
        '-o, --output <file>',
        say('fil att skriva; annars skrivs profilen ut', 'file to write; else the profile is printed'),
      )
      .option('--id <id>', say('profilens id; annars filens namn', 'id of the profile; else the name of the file')),
  ).action(run(async () => (await import('../commands/profile-derive.js')).profileDerive));

  format(
    command(
      'check [paths...]',
      'kontrollera dokument och arbetsytor; ”-” läser stdin',
      'check documents and workspaces; “-” reads stdin',
    ),
    ['pretty', 'compact', 'json', 'ndjson', 'sarif', 'junit', 'github', 'gitlab'],
  )
    .option('--no-cache', say('använd inte vad förra körningen gav', 'do not use what the last run gave'))
    .option(
      '--changed <rev>',
      say(
        'bara det som ändrats sedan denna revision i git, och det som hänvisar dit',
        'only what has changed since this revision in git, and what refers to it',
      ),
    )
    .option(
      '--shard <i/n>',
      say('bara del i av n; arbetsytor delas inte', 'only part i of n; workspaces are not divided'),
    )
    .option(
      '--threads <n>',
      say('antal trådar; annars så många som lönar sig', 'number of threads; else as many as pay'),
    )
    .option(
      '--stdin-name <file>',
      say('filen som det som läses från stdin står för', 'the file that what is read from stdin stands for'),
    )
    .option('--watch', say('kontrollera på nytt när något ändras', 'check again when something changes'))
    .option('--fix', say('rätta det som kan rättas utan att fråga', 'mend what can be mended without asking'))
    .option(
      '--dry-run',
      say('med --fix: visa rättningarna, skriv inget', 'with --fix: show what it would mend, write nothing'),
    )
    .action(run(async () => (await import('../commands/check.js')).check));

  command(
    'fmt [paths...]',
    'skriv dokument i deras kanoniska uppställning; ”-” läser stdin',
    'write documents in their canonical layout; “-” reads stdin',
  )
    .option(
      '--check',
      say(
        'skriv inget; lista det som skulle ändras och sluta med 1',
        'write nothing; list what would change, and exit 1',
      ),
    )
    .option('--stdin-name <file>', say('namnet på det som läses från stdin', 'the name of what is read from stdin'))
    .action(run(async () => (await import('../commands/fmt.js')).fmt));

  force(
    command(
      'convert <file>',
      'skriv ett dokument som Markdown eller YAML, utan att något går förlorat',
      'write a document as Markdown or YAML, without loss',
    )
      .option(
        '-o, --output <file>',
        say('fil att skriva; annars skrivs texten ut', 'file to write; else it is printed'),
      )
      .addOption(
        new Option(
          '--keys <sv|en>',
          say('språket på nycklar; annars författarens', 'language of keys; else that of the author'),
        ).choices(['sv', 'en']),
      ),
  ).action(run(async () => (await import('../commands/convert.js')).convert));

  format(command('explain [rule]', 'förklara en regel, eller lista alla', 'explain a rule, or list them all'), [
    'pretty',
    'markdown',
  ])
    .option('--all', say('förklara alla regler', 'explain every rule'))
    .action(run(async () => (await import('../commands/explain.js')).explain));

  command(
    'lsp',
    'språkserver för redigerare, över standard in och ut',
    'language server for editors, over standard input and output',
  )
    .option('--stdio', say('som redigerare brukar skriva; det är alltid så', 'as editors write it; it always is so'))
    .action(run(async () => (await import('../commands/lsp.js')).lsp));

  command(
    'schema [kind]',
    'skriv ut JSON Schema för ett slags dokument',
    'print the JSON Schema of a document kind',
  ).action(run(async () => (await import('../commands/schema.js')).schema));

  force(
    command(
      'diff <before> <after>',
      'visa vad som ändrats, efter innebörd; filer eller REV:SÖKVÄG',
      'show what has changed, by meaning; files or REV:PATH',
    ),
  )
    .addOption(
      new Option(
        '--format <format>',
        say('format; annars av filnamnet, eller pretty', 'format; else by the file name, or pretty'),
      ).choices(['pretty', 'json', 'markdown', 'pdf', 'html', 'docx', 'criticmarkup']),
    )
    .option(
      '-o, --output <file>',
      say(
        'fil att skriva, för pdf, html, docx och criticmarkup',
        'file to write, for pdf, html, docx and criticmarkup',
      ),
    )
    .addOption(
      new Option(
        '--view <view>',
        say(
          'löpande text, före bredvid efter, eller båda (utan: båda)',
          'running text, before beside after, or both (default: both)',
        ),
      ).choices(['both', 'running', 'side']),
    )
    .option('--date <day>', say('redogörelsens datum; annars i dag', 'date of the account; else today'))
    .option(
      '--consultation <dir>',
      say('knyt ändringarna till synpunkterna i denna remiss', 'tie the changes to the comments of this round'),
    )
    .option('--exit-code', say('sluta med 1 om något skiljer', 'exit 1 if anything differs'))
    .option('--no-cache', say('använd inte vad förra körningen gav', 'do not use what the last run gave'))
    .action(run(async () => (await import('../commands/diff.js')).diff));

  force(
    format(
      command(
        'merge <base> <ours> <theirs>',
        'sammanfoga två versioner som utgått från en tredje, del för del; filer eller REV:SÖKVÄG',
        'merge two versions that came from a third, part by part; files or REV:PATH',
      ),
      ['pretty', 'json'],
    ).option(
      '-o, --output <file>',
      say('skriv den sammanfogade texten till denna fil', 'write the merged text to this file'),
    ),
  )
    .option(
      '--path <name>',
      say(
        'som git kallar det: skriv över OURS; namnet säger vad filen egentligen heter',
        'as git calls it: write over OURS; the name tells what the file is really called',
      ),
    )
    .option('--marker-size <n>', say('antal tecken i en konfliktmarkör', 'characters in a conflict marker'), '7')
    .action(run(async () => (await import('../commands/merge.js')).merge));
}
