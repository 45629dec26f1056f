import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DecisionDocument } from '../../src/model/document.js';
import type { RebuildVerdict } from '../../src/model/verdict.js';
import { readPages } from '../../src/verify/rebuild-pages.js';
import { rebuildPdf } from '../../src/verify/rebuild.js';
import { rebuildLines } from '../../src/verify/rebuild-words.js';
import { fardplan, folder, git, rubbish } from '../cli/run.js';
import { composed, decisionFile, hostIn, rendered, repository, rewrite, signed } from '../publish/documents.js';

const rebuild = (top: string, bytes: Uint8Array, folders = [top]): Promise<RebuildVerdict> =>
  rebuildPdf(hostIn(top), bytes, folders);

const said = (verdict: RebuildVerdict): string => rebuildLines(verdict, 'en').join('\n');

/** The document with one word for another, wherever it is printed. */
const reworded = (document: DecisionDocument, from: string, to: string): DecisionDocument => ({
  ...document,
  blocks: JSON.parse(JSON.stringify(document.blocks).replace(from, to)) as DecisionDocument['blocks'],
});

describe('a signed decision and its repository', () => {
  test('is what its commit says, with one signature and with two', async () => {
    const top = repository();
    const commit = git(top, 'rev-parse', 'HEAD');
    const once = await signed(await rendered(top, await composed(top)));
    for (const file of [once, await signed(once)]) {
      const verdict = await rebuild(top, file);
      expect(verdict).toMatchObject({ source: 'commit', commit, matches: true, compared: 'content', differences: [] });
      expect(said(verdict)).toBe(`Source: This PDF is what commit ${commit.slice(0, 12)} says: every page is alike.`);
    }
  });

  test('stays so when the work tree has moved on, and nothing is written or checked out', async () => {
    const top = repository();
    const file = await signed(await rendered(top, await composed(top)));
    rewrite(top, decisionFile, (text) => text.replace('Fullmäktige', 'Styrelsen'));
    rewrite(top, 'fardplan.md', (text) => text.replace('Tidsplan', 'Plan'));
    git(top, 'commit', '--quiet', '-am', 'Annat');
    rewrite(top, decisionFile, (text) => text.replace('Bakgrund', 'Historik'));
    const before = [git(top, 'status', '--porcelain'), readdirSync(top).join(), git(top, 'count-objects')];
    expect(await rebuild(top, file)).toMatchObject({ source: 'commit', matches: true });
    expect([git(top, 'status', '--porcelain'), readdirSync(top).join(), git(top, 'count-objects')]).toEqual(before);
  });

  test('from a folder below the top, and from a clone', async () => {
    const top = repository();
    const file = await signed(await rendered(top, await composed(top)));
    expect(await rebuild(top, file, [join(top, 'decisions')])).toMatchObject({ source: 'commit', matches: true });
    const clone = folder();
    git(clone, 'clone', '--quiet', top, 'kopia');
    expect(await rebuild(clone, file, [join(clone, 'kopia')])).toMatchObject({ source: 'commit', matches: true });
  });

  test('one word changed in the pages before they were signed is named', async () => {
    const top = repository();
    const document = await composed(top);
    const file = await signed(await rendered(top, document, { printed: reworded(document, 'fastställa', 'avslå') }));
    const verdict = await rebuild(top, file);
    expect(verdict).toMatchObject({
      source: 'commit',
      matches: false,
      compared: 'content',
      differences: [{ page: 1, expected: 'fastställa', found: 'avslå' }],
    });
    expect(said(verdict)).toMatch(
      /^DIFFERENCE: This PDF is NOT what commit \w{12} says: it differs on page 1\.\n {2}page 1: expected “fastställa”, here “avslå”$/,
    );
  });

  test('a page that looks different with the same words is named', async () => {
    const top = repository();
    const document = await composed(top);
    const blocks = 'blocks.typ';
    const file = await signed(
      await rendered(top, document, {
        layout: (files) => {
          const text = new TextDecoder().decode(files.get(blocks));
          files.set(blocks, new TextEncoder().encode(text.replace(/accent: rgb\("[^"]*"\)/, 'accent: rgb("#ffffff")')));
        },
      }),
    );
    const verdict = await rebuild(top, file);
    expect(verdict.matches).toBe(false);
    expect(verdict.differences).toContainEqual({ page: 1, expected: '', found: '' });
    expect(said(verdict)).toContain('page 1: the same words, but the page looks different');
  });

  test('another commit than the one it was made from is named, with what that one says', async () => {
    const top = repository();
    const document = await composed(top);
    rewrite(top, decisionFile, (text) =>
      text.replace('Beslutet kräver inga tillskott.', 'Beslutet kräver stora tillskott.'),
    );
    git(top, 'commit', '--quiet', '-am', 'Annat');
    const other = git(top, 'rev-parse', 'HEAD');
    const lying = { ...document, roadmap: { ...document.roadmap, commit: other } };
    const verdict = await rebuild(top, await signed(await rendered(top, lying)));
    expect(verdict).toMatchObject({ source: 'commit', commit: other, matches: false });
    expect(verdict.differences).toContainEqual(expect.objectContaining({ expected: 'stora', found: 'inga' }));
  });

  test('a decision that was not in the commit is laid over it, and that is said', async () => {
    const top = repository();
    rewrite(top, decisionFile, (text) => text.replace('Bakgrund', 'Historik'));
    const document = await composed(top);
    expect(document.origin?.decision.draft).toBe('uncommitted');
    const verdict = await rebuild(top, await signed(await rendered(top, document)));
    expect(verdict).toMatchObject({ source: 'attachment', matches: true, compared: 'content' });
    expect(said(verdict)).toContain('was not saved in that commit');
  });

  test('the workspace’s own template and layout are those of the commit', async () => {
    const top = repository();
    const own = new TextDecoder().decode(
      await hostIn(top).files.read(join(hostIn(top).builtIn.templates, 'layout/decision.typ')),
    );
    await hostIn(top).files.makeFolder('layout');
    writeFileSync(join(top, 'layout/decision.typ'), own.replace('paper: "a4"', 'paper: "a5"'));
    git(top, 'add', '-A');
    git(top, 'commit', '--quiet', '-m', 'Layout');
    const file = await signed(await rendered(top, await composed(top)));
    rewrite(top, 'layout/decision.typ', (text) => text.replace('paper: "a5"', 'paper: "a4"'));
    expect(await rebuild(top, file)).toMatchObject({ source: 'commit', matches: true, compared: 'content' });
  });
});

describe('without the repository', () => {
  test('is what its own source says, which is weaker and said to be', async () => {
    const top = repository();
    const file = await signed(await rendered(top, await composed(top)));
    const verdict = await rebuild(folder(), file);
    expect(verdict).toMatchObject({ source: 'attachment', commit: null, matches: true, compared: 'content' });
    expect(said(verdict)).toContain('comes along in the same file');
  });

  test('one word changed is named all the same', async () => {
    const top = repository();
    const document = await composed(top);
    const file = await signed(await rendered(top, document, { printed: reworded(document, 'fastställa', 'avslå') }));
    expect(await rebuild(folder(), file)).toMatchObject({
      source: 'attachment',
      matches: false,
      differences: [{ page: 1, expected: 'fastställa', found: 'avslå' }],
    });
  });

  test('a draft is rebuilt from what is attached', async () => {
    const top = repository({}, { commit: false });
    const verdict = await rebuild(top, await rendered(top, await composed(top)));
    expect(verdict).toMatchObject({ source: 'attachment', matches: true });
    expect(said(verdict)).toContain('not signed');
  });

  test('with another layout or version the words are compared, and that is said', async () => {
    const top = repository();
    const document = await composed(top);
    const says = (facts: { files: Record<string, string>; fonts: string[] }) => ({
      ...facts,
      files: { ...facts.files, 'blocks.typ': '0'.repeat(64) },
    });
    const narrow = (files: Map<string, Uint8Array>) => {
      const text = new TextDecoder().decode(files.get('decision.typ'));
      files.set('decision.typ', new TextEncoder().encode(text.replace('left: 32mm', 'left: 44mm')));
    };
    const same = await rebuild(folder(), await signed(await rendered(top, document, { says, layout: narrow })));
    expect(same).toMatchObject({ matches: true, compared: 'text', differences: [] });
    expect(said(same)).toContain('another layout or other fonts');
    const printed = reworded(document, 'fastställa', 'avslå');
    const file = await signed(await rendered(top, document, { says, layout: narrow, printed }));
    const read = readPages(file);
    const page = 'texts' in read ? read.texts.findIndex(({ body }) => body.includes('avslå')) + 1 : 0;
    expect(page).toBeGreaterThan(0);
    expect(await rebuild(folder(), file)).toMatchObject({
      matches: false,
      compared: 'text',
      differences: [{ page, expected: 'fastställa', found: 'avslå' }],
    });
  });
});

describe('what cannot be rebuilt', () => {
  test.each<[string, () => Promise<Uint8Array> | Uint8Array]>([
    ['nothing', () => new Uint8Array()],
    ['no PDF', () => new TextEncoder().encode('%PDF-1.7\nhej')],
    [
      'a decision without a source',
      async () => {
        const top = repository();
        const document = await composed(top);
        delete document.origin;
        delete document.supplement;
        return rendered(top, document);
      },
    ],
  ])('%s', async (_name, make) => {
    const verdict = await rebuild(folder(), await make());
    expect(verdict).toMatchObject({ source: null, matches: null, differences: [] });
    for (const language of ['sv', 'en'] as const)
      expect(rebuildLines(verdict, language).join('\n')).not.toMatch(rubbish);
  });

  test('a path that leads out of the repository is not followed', async () => {
    const top = repository();
    const document = await composed(top);
    const origin = {
      ...document.origin,
      decision: { path: '../../etc/passwd', sha256: '0'.repeat(64) },
    } as DecisionDocument['origin'];
    const verdict = await rebuild(top, await rendered(top, { ...document, ...(origin ? { origin } : {}) }));
    expect(verdict.source).toBe('attachment');
  });

  test('a commit that the repository does not have leaves the attachment', async () => {
    const top = repository();
    const document = await composed(top);
    const lying = { ...document, roadmap: { ...document.roadmap, commit: 'f'.repeat(40) } };
    expect(await rebuild(top, await rendered(top, lying))).toMatchObject({ source: 'attachment' });
  });
});

describe('the command', () => {
  test('verify --rebuild: its answer, its exit code and its JSON', async () => {
    const top = repository();
    const document = await composed(top);
    writeFileSync(join(top, 'ratt.pdf'), await signed(await rendered(top, document)));
    writeFileSync(
      join(top, 'fel.pdf'),
      await signed(await rendered(top, document, { printed: reworded(document, 'fastställa', 'avslå') })),
    );
    const good = fardplan(['verify', 'ratt.pdf', '--rebuild', '--format', 'json'], { cwd: top });
    // Nobody vouches for the signer, which is another question.
    expect(good.code).toBe(3);
    expect((JSON.parse(good.stdout) as { rebuild: unknown }).rebuild).toMatchObject({
      source: 'commit',
      matches: true,
      differences: [],
    });
    for (const lang of ['sv', 'en'] as const) {
      const bad = fardplan(['verify', 'fel.pdf', '--rebuild'], { cwd: top, lang });
      expect(bad.code).toBe(1);
      expect(bad.stdout).toContain(
        lang === 'sv' ? 'sidan 1: väntat ”fastställa”, här ”avslå”' : 'page 1: expected “fastställa”, here “avslå”',
      );
      expect(bad.stdout + bad.stderr).not.toMatch(rubbish);
    }
    const plain = fardplan(['verify', 'fel.pdf', '--format', 'json'], { cwd: top });
    expect(JSON.parse(plain.stdout)).not.toHaveProperty('rebuild');
  });
});
