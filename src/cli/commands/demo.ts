import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadKind } from '../../check/load-document.js';
import { exit, Failure } from '../../core/failure.js';
import type { Host } from '../../core/host.js';
import { hex } from '../../core/sha256.js';
import { slug, text, type Text } from '../../core/text.js';
import { nodeHost } from '../node-host.js';
import type { Session } from '../session.js';
import { adoptionStatus } from './adoption-status.js';
import { caseClose } from './case-close.js';
import { caseOpen } from './case-open.js';
import { caseReport } from './case-report.js';
import { check } from './check.js';
import { consultReport } from './consult-report.js';
import { consultTrace } from './consult-trace.js';
import { diff } from './diff.js';
import { identityCreate } from './identity-create.js';
import { render } from './render.js';
import { sign } from './sign.js';
import { verify } from './verify.js';

const example = 'vastra-gotaland';
const decisionFile = 'decisions/ordforandebeslut.md';
/** How much of a long answer is shown; the whole of it stands in a file. */
const shownLines = 34;

/** `fardplan demo [DIR]`: every step is the real command, run in a fresh git workspace. */
export async function demo(session: Session, [folder]: string[]): Promise<number> {
  const root = await freshFolder(session.host, folder);
  // The test keys live as long as the demo: their passphrase is made up here and never written.
  const host = nodeHost({ cwd: root, env: { FARDPLAN_PASSPHRASE: hex(session.host.random(12)) } });
  const here: Session = { ...session, host, say: (message) => void session.print(`${message[session.language]}\n`) };
  const show = stage(here);
  const title = (message: Text) => session.print(`\n${session.manner.paint.bold(`— ${message[session.language]}`)}\n`);

  await title(text('1. Remissversionen läggs i git', '1. The consultation version is put in git'));
  await copyExample(session.host, host);
  await git(host, ['init', '--quiet', '--initial-branch=main']);
  const revised = await host.files.read('fardplan.md');
  const consulted = await host.files.read('revisions/remiss.md');
  await host.files.write('fardplan.md', consulted, { replace: true });
  await commit(host, 'Remissversion 1.0', ['fardplan.md', 'parties.yaml'], 'remiss');

  await title(
    text(
      '2. Ett arbetssätt faller bort, och kontrollen säger vilket',
      '2. A working method is lost, and check says which',
    ),
  );
  await host.files.write('fardplan.md', withoutSection(new TextDecoder().decode(consulted), 'digitalisering'), {
    replace: true,
  });
  await show(
    'fardplan check fardplan.md',
    () => check(here, ['fardplan.md'], { format: 'pretty', cache: false }),
    exit.findings,
  );

  await title(
    text(
      '3. Lagat, reviderat efter remissen och kontrollerat på nytt',
      '3. Repaired, revised after the consultation, and checked again',
    ),
  );
  await host.files.write('fardplan.md', revised, { replace: true });
  await commit(host, 'Version 2.0, reviderad efter remissen', ['.'], 'v2.0');
  await show('fardplan check', () => check(here, ['.'], { format: 'pretty', cache: false }), exit.fine);

  await title(
    text('4. Vad som ändrades, och vilken synpunkt som ledde dit', '4. What changed, and which comment led to it'),
  );
  const compared = ['remiss:fardplan.md', 'fardplan.md'];
  await show(
    'fardplan diff remiss:fardplan.md fardplan.md --consultation consultation',
    () => diff(here, compared, { format: 'pretty', consultation: 'consultation', cache: false }),
    exit.fine,
    'ut/andringar.txt',
  );

  await title(
    text(
      '5. Varje synpunkt är bemött och varje ändring förklarad',
      '5. Every comment is answered, every change explained',
    ),
  );
  await show('fardplan consult trace', () => consultTrace(here, [], { format: 'pretty', cache: false }), exit.fine);
  const gathered = 'ut/remissammanstallning.pdf';
  await show(`fardplan consult report -o ${gathered}`, () => consultReport(here, [], { output: gathered }), exit.fine);

  await title(text('6. Ordförandebeslutet blir en PDF', '6. The chair’s decision becomes a PDF'));
  const unsigned = 'ut/ordforandebeslut.pdf';
  await show(
    `fardplan render ${decisionFile} -o ${unsigned}`,
    () => render(here, [decisionFile], { output: unsigned, cache: false }),
    exit.fine,
  );

  await title(
    text('7. Två personer undertecknar i tur och ordning, i ett ärende', '7. Two persons sign in turn, in a case'),
  );
  const { signers } = (await loadKind(host, decisionFile, root, 'decision')).parsed.model;
  const kept = 'ut/arende.yaml';
  await show(
    `fardplan case open ${unsigned} -o ${kept}`,
    () => caseOpen(here, [unsigned], { output: kept, signer: [] }),
    exit.fine,
  );
  let current = unsigned;
  for (const [index, signer] of signers.entries()) {
    const ca = index === 0 ? {} : { ca: 'nycklar/ca.p12' };
    await show(
      `fardplan identity create "${signer.name}" -o nycklar${index === 0 ? '' : ' --ca nycklar/ca.p12'}`,
      () => identityCreate(here, [signer.name], { output: 'nycklar', key: 'ec', days: '30', ...ca }),
      exit.fine,
    );
    const signed =
      index === signers.length - 1 ? 'ut/ordforandebeslut-undertecknat.pdf' : `ut/ordforandebeslut-${index + 1}.pdf`;
    const p12 = `nycklar/${slug(signer.name)}.p12`;
    const input = current;
    await show(
      `fardplan sign ${input} --p12 ${p12} --case ${kept} -o ${signed}`,
      () => sign(here, [input], { p12, case: kept, output: signed }),
      exit.fine,
    );
    current = signed;
  }

  const trust = ['nycklar/ca.pem'];
  await show(`fardplan case close ${kept} --trust nycklar/ca.pem`, () => caseClose(here, [kept], { trust }), exit.fine);
  const final = 'ut/slutrapport.pdf';
  await show(
    `fardplan case report ${kept} --trust nycklar/ca.pem -o ${final}`,
    () => caseReport(here, [kept], { output: final, trust }),
    exit.fine,
  );

  await title(text('8. Vem som helst kan granska filen', '8. Anyone can verify the file'));
  await show(
    `fardplan verify ${current}`,
    () => verify(here, [current], { format: 'pretty', trust: [] }),
    exit.unsettled,
  );
  await show(
    `fardplan verify ${current} --trust nycklar/ca.pem --audit ut/arende.events.jsonl`,
    () => verify(here, [current], { format: 'pretty', trust, audit: 'ut/arende.events.jsonl' }),
    exit.fine,
  );

  await title(text('9. En enda byte ändras', '9. A single byte is changed'));
  const tampered = 'ut/manipulerat.pdf';
  const bytes = await host.files.read(current);
  const middle = Math.floor((await host.files.read(unsigned)).length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 0x01;
  await host.files.write(tampered, bytes);
  await show(
    `fardplan verify ${tampered} --trust nycklar/ca.pem`,
    () => verify(here, [tampered], { format: 'pretty', trust: ['nycklar/ca.pem'] }),
    exit.findings,
  );

  await title(text('10. Vem som har beslutat vad', '10. Who has decided what'));
  await show('fardplan adoption status', () => adoptionStatus(here, [], { format: 'pretty' }), exit.fine);

  await title(text('Klart. Filerna finns här:', 'Done. The files are here:'));
  for (const file of [current, unsigned, final, gathered, tampered, 'ut/andringar.txt', 'fardplan.md'])
    await session.print(`  ${join(root, file)}\n`);
  return exit.fine;
}

async function freshFolder(host: Host, folder: string | undefined): Promise<string> {
  if (folder === undefined) return mkdtemp(join(tmpdir(), 'fardplan-demo-'));
  const root = resolve(host.cwd, folder);
  if (
    (await host.files.kind(root)) !== undefined &&
    ((await host.files.kind(root)) !== 'folder' || (await host.files.list(root)).length > 0)
  ) {
    throw new Failure(
      text(`${folder} är inte tom`, `${folder} is not empty`),
      text('Ange en mapp som inte finns, eller ingen alls.', 'Give a folder that does not exist, or none at all.'),
    );
  }
  await host.files.makeFolder(root);
  return root;
}

/** Runs one command as the user would see it. A command that ends otherwise than expected ends the demo. */
function stage(session: Session) {
  return async (line: string, run: () => Promise<number>, expected: number, keep?: string): Promise<void> => {
    const { print, manner, language, host } = session;
    await print(`${manner.paint.cyan(`$ ${line}`)}\n`);
    let whole = '';
    const { print: saved } = session;
    if (keep !== undefined) session.print = async (part) => void (whole += part);
    let code: number;
    try {
      code = await run();
    } finally {
      session.print = saved;
    }
    if (keep !== undefined) {
      const lines = whole.split('\n');
      // Colour marks are for the terminal only.
      await host.files.write(keep, whole.replace(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g'), ''));
      await print(lines.slice(0, shownLines).join('\n'));
      await print(
        `\n${manner.paint.dim(text(`… och ${Math.max(0, lines.length - shownLines)} rader till i ${keep}`, `… and ${Math.max(0, lines.length - shownLines)} more lines in ${keep}`)[language])}\n`,
      );
    }
    await print(`${manner.paint.dim(text(`(slutkod ${code})`, `(exit code ${code})`)[language])}\n`);
    if (code !== expected) {
      throw new Failure(
        text(
          `Demon stannade: kommandot gav ${code}, inte ${expected}`,
          `The demo stopped: the command gave ${code}, not ${expected}`,
        ),
        text('Det är vårt fel, inte ditt. Rapportera det gärna.', 'The fault is ours, not yours. Please report it.'),
        exit.bug,
      );
    }
  };
}

/** Copies the example, with the consultation version named by its tag instead of by its file. */
async function copyExample(from: Host, to: Host): Promise<void> {
  const walk = async (folder: string, under: string): Promise<void> => {
    await to.files.makeFolder(under);
    for (const { name, kind } of await from.files.list(folder)) {
      if (kind === 'folder') await walk(join(folder, name), join(under, name));
      else {
        const bytes = await from.files.read(join(folder, name));
        const inGit = new TextDecoder().decode(bytes).replace(/\.\.\/revisions\/remiss\.md/g, 'remiss:fardplan.md');
        await to.files.write(join(under, name), inGit);
      }
    }
  };
  await walk(join(from.builtIn.roadmaps, example), '.');
  await to.files.makeFolder('ut');
  await to.files.write('.gitignore', 'ut/\nnycklar/\n');
}

async function git(host: Host, args: string[]): Promise<void> {
  const identity = [
    '-c',
    'user.name=Demo',
    '-c',
    'user.email=demo@fardplan.example',
    '-c',
    'commit.gpgsign=false',
    '-c',
    'core.autocrlf=false',
  ];
  const { code, stderr } = await host.git([...identity, ...args], host.cwd);
  if (code !== 0)
    throw new Failure(
      text(`git ${args[0] ?? ''} gick inte: ${stderr.trim()}`, `git ${args[0] ?? ''} failed: ${stderr.trim()}`),
    );
}

async function commit(host: Host, message: string, paths: string[], tag: string): Promise<void> {
  await git(host, ['add', '--', ...paths]);
  await git(host, ['commit', '--quiet', '-m', message]);
  await git(host, ['tag', tag]);
}

/** A Markdown text without the section whose heading bears this id. */
function withoutSection(markdown: string, id: string): string {
  const lines = markdown.split('\n');
  const start = lines.findIndex((line) => line.startsWith('#') && line.includes(`{#${id}}`));
  const level = /^#+/.exec(lines[start] ?? '')?.[0].length ?? 0;
  const next = lines.findIndex(
    (line, index) => index > start && /^#+ /.test(line) && (/^#+/.exec(line)?.[0].length ?? 9) <= level,
  );
  return [...lines.slice(0, start), ...lines.slice(next)].join('\n');
}
