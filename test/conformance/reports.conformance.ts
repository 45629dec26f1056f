import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { veraPdf } from '../../scripts/conformance/verapdf.mjs';
import { commitAll, fardplan, folder, workspace } from '../cli/run.js';

const out = folder();
const have = (command: string): boolean => spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;

/** Runs the program in the example workspace, committed or not. */
function make(name: string, committed: boolean, args: string[]): string {
  const cwd = workspace('vastra-gotaland');
  if (committed) commitAll(cwd);
  const file = join(out, name);
  const { code, stderr } = fardplan([...args, '-o', file], { cwd });
  if (code !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
  return file;
}

const account = ['diff', 'revisions/remiss.md', 'fardplan.md', '--consultation', 'consultation'];
const files: Record<string, string> = {};

beforeAll(() => {
  files['report'] = make('report.pdf', true, ['consult', 'report']);
  files['report, draft'] = make('report-draft.pdf', false, ['consult', 'report']);
  for (const view of ['both', 'running', 'side'])
    files[`account, ${view}`] = make(`${view}.pdf`, true, [...account, '--view', view]);
});

test(
  'veraPDF: PDF/A-3a and PDF/UA-1 (skipped where Java or Maven is missing)',
  { timeout: 300_000 },
  async ({ skip }) => {
    const answer = await veraPdf(Object.values(files), ['3a', 'ua1']);
    if (!answer.ran) return skip(answer.reason);
    expect(answer.results).toHaveLength(Object.keys(files).length * 2);
    expect(answer.results.filter(({ compliant }) => !compliant)).toEqual([]);
  },
);

test.skipIf(!have('qpdf'))('qpdf finds no errors (skipped where qpdf is missing)', () => {
  const said = Object.values(files).map((file) => spawnSync('qpdf', ['--check', file], { encoding: 'utf8' }));
  expect(said.flatMap(({ status, stdout, stderr }) => (status === 0 ? [] : [stdout + stderr]))).toEqual([]);
});

test.skipIf(!have('pdfdetach'))('both texts are attached, as they are (skipped where poppler is missing)', () => {
  for (const file of Object.values(files)) {
    const { stdout } = spawnSync('pdfdetach', ['-list', file], { encoding: 'utf8' });
    expect(stdout).toMatch(/fardplan\.md/);
    expect(stdout).toMatch(/remiss\.md/);
  }
});

/** The Python that can speak with LibreOffice: most often that of the system. */
const python =
  ['python3', '/usr/bin/python3'].find(
    (each) => spawnSync(each, ['-c', 'import uno'], { stdio: 'ignore' }).status === 0,
  ) ?? '';

/** The text that LibreOffice sees in a Word file, as it stands or with all changes accepted or rejected. */
function officeText(file: string, macro: 'AcceptAllTrackedChanges' | 'RejectAllTrackedChanges'): string {
  const script = join(out, `${macro}.py`);
  const target = join(out, `${macro}.txt`);
  writeFileSync(
    script,
    `import subprocess, sys, time
try:
    import uno
    from com.sun.star.beans import PropertyValue
except ImportError:
    sys.exit(3)
def value(name, what):
    made = PropertyValue(); made.Name = name; made.Value = what; return made
office = subprocess.Popen(['soffice', '--headless', '--norestore', '-env:UserInstallation=file://${join(out, 'profile')}', '--accept=pipe,name=fardplan;urp;'])
try:
    resolver = uno.getComponentContext().ServiceManager.createInstance('com.sun.star.bridge.UnoUrlResolver')
    for _ in range(120):
        try:
            context = resolver.resolve('uno:pipe,name=fardplan;urp;StarOffice.ComponentContext'); break
        except Exception:
            time.sleep(0.5)
    desktop = context.ServiceManager.createInstanceWithContext('com.sun.star.frame.Desktop', context)
    document = desktop.loadComponentFromURL('file://${file}', '_blank', 0, (value('Hidden', True),))
    helper = context.ServiceManager.createInstanceWithContext('com.sun.star.frame.DispatchHelper', context)
    helper.executeDispatch(document.CurrentController.Frame, '.uno:${macro}', '', 0, ())
    document.storeToURL('file://${target}', (value('FilterName', 'Text (encoded)'), value('FilterOptions', 'UTF8,LF')))
    document.close(False)
    desktop.terminate()
finally:
    office.wait(20)
`,
  );
  const { status, stderr } = spawnSync(python, [script], { encoding: 'utf8', timeout: 120_000 });
  if (status !== 0) throw new Error(`${status}: ${stderr}`);
  return readFileSync(target, 'utf8');
}

const haveUno = python !== '' && have('soffice');

test.skipIf(!haveUno)(
  'LibreOffice: all changes accepted is the later text, all rejected the earlier (skipped where it is missing)',
  { timeout: 300_000 },
  () => {
    const file = make('changes.docx', true, account);
    const [accepted, rejected] = [
      officeText(file, 'AcceptAllTrackedChanges'),
      officeText(file, 'RejectAllTrackedChanges'),
    ];
    expect(accepted).toContain('alla som behöver insatser');
    expect(accepted).not.toContain('i första hand äldre personer');
    expect(rejected).toContain('i första hand äldre personer');
    expect(rejected).not.toContain('Barnets bästa');
  },
);

test.skipIf(!have('soffice'))(
  'LibreOffice opens the Word files (skipped where it is missing)',
  { timeout: 300_000 },
  () => {
    const made = [make('account.docx', true, account), make('report.docx', true, ['consult', 'report'])];
    for (const file of made) {
      const { status } = spawnSync(
        'soffice',
        [
          '--headless',
          '--norestore',
          `-env:UserInstallation=file://${join(out, 'profile2')}`,
          '--convert-to',
          'txt:Text (encoded):UTF8',
          '--outdir',
          out,
          file,
        ],
        { encoding: 'utf8', timeout: 120_000 },
      );
      expect(status).toBe(0);
      expect(readFileSync(file.replace(/\.docx$/, '.txt'), 'utf8')).toContain('Mobila team');
    }
  },
);
