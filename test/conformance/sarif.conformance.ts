import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fardplan, folder, root, workspace } from '../cli/run.js';

const program = join(
  root,
  'node_modules/.cache/fardplan-conformance/sarif-multitool/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool',
);
const there = existsSync(program);

/** What Microsoft’s validator says of a log, by its own rules and by those of GitHub’s code scanning: `level rule: message`. */
function judged(log: string): string[] {
  const cwd = folder();
  writeFileSync(join(cwd, 'log.sarif'), log);
  const args = [
    'validate',
    'log.sarif',
    '--rule-kind',
    'Sarif;Ghas',
    '--output',
    'verdict.sarif',
    '--level',
    'Error;Warning;Note',
  ];
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: cwd, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
  });
  const verdict = join(cwd, 'verdict.sarif');
  if (!existsSync(verdict)) throw new Error(`${String(status)} ${stdout}${stderr}`);
  const { runs } = JSON.parse(readFileSync(verdict, 'utf8')) as {
    runs: { results?: { ruleId: string; level?: string; message: { id?: string; arguments?: string[] } }[] }[];
  };
  return (runs[0]?.results ?? []).map(
    ({ ruleId, level = 'warning', message }) =>
      `${level} ${ruleId} ${message.id ?? ''} ${message.arguments?.join(' ') ?? ''}`,
  );
}

// There is no address yet where the program is told of; and snippets and hashes of files say nothing that code scanning does not read itself.
const known = /^(?:warning SARIF2005|note SARIF20\d\d) /;

test.skipIf(!there)(
  `SARIF as Microsoft’s validator and GitHub’s rules have it${there ? '' : ' (skipped without the SARIF Multitool)'}`,
  () => {
    const clean = workspace('vasterbotten');
    const spoilt = workspace('vastra-gotaland');
    const sub = join(spoilt, 'å ä ö 100%');
    mkdirSync(sub);
    writeFileSync(join(sub, 'parties.yaml'), 'fardplan: parties/v1\nhuvudmän: nej\n');
    const path = join(spoilt, 'fardplan.md');
    const text = readFileSync(path, 'utf8');
    // With fixes, with other places, with what cannot be read.
    writeFileSync(
      path,
      text
        .replace(/^version:/m, 'verson:')
        .replace('## Målbild', '## Ma\u030albild')
        .replace('digital-plan', 'ny-remiss'),
    );
    writeFileSync(
      join(spoilt, 'latin.md'),
      Buffer.from('---\nfardplan: roadmap/v1\ntitel: F\xe4rdplan\n---\n', 'latin1'),
    );
    const has: Record<string, boolean> = {};
    for (const [cwd, lang] of [
      [clean, 'sv'],
      [clean, 'en'],
      [spoilt, 'sv'],
      [spoilt, 'en'],
    ] as const) {
      const { stdout } = fardplan(
        ['check', '--format', 'sarif', '--lang', lang, '.', ...(cwd === spoilt ? ['saknas.md'] : [])],
        { cwd },
      );
      for (const part of ['fixes', 'relatedLocations', 'toolExecutionNotifications'])
        has[part] ||= new RegExp(`"${part}": \\[\\s*\\{`).test(stdout);
      expect(
        judged(stdout).filter((each) => !known.test(each)),
        `${cwd} ${lang}`,
      ).toEqual([]);
      if (cwd === spoilt) expect(stdout).toContain('%C3%A5%20%C3%A4%20%C3%B6%20100%25/parties.yaml');
    }
    expect(has).toEqual({ fixes: true, relatedLocations: true, toolExecutionNotifications: true });
    const { stdout } = fardplan(['consult', 'trace', '--format', 'sarif', '--lang', 'sv'], {
      cwd: workspace('vastra-gotaland'),
    });
    expect(judged(stdout).filter((each) => !known.test(each))).toEqual([]);
    // A judge that finds nothing in anything would be none.
    const log = JSON.parse(fardplan(['check', '--format', 'sarif', '.'], { cwd: spoilt }).stdout) as {
      runs: { results: { locations: object[]; message: object }[] }[];
    };
    for (const each of log.runs[0]?.results ?? []) each.locations = [];
    expect(judged(JSON.stringify(log)).join('\n')).toMatch(/error GH1/);
    expect(judged(JSON.stringify({ ...log, version: '2.0' })).join('\n')).toMatch(/error/);
  },
);
