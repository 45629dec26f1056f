import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../src/core/failure.js';
import { pdf } from '../../src/formats/pdf.js';
import type { DecisionDocument } from '../../src/model/document.js';
import { personalDataInPdf } from '../../src/publish/personal-data-in-pdf.js';
import { publishPdf, renderCopy } from '../../src/publish/publish-pdf.js';
import { refersTo } from '../../src/publish/refers-to.js';
import { signPdf } from '../../src/sign/sign-pdf.js';
import { readPages } from '../../src/verify/rebuild-pages.js';
import { readTrust } from '../../src/verify/trust.js';
import { verifyPdf } from '../../src/verify/verify.js';
import { fardplan, folder, rubbish } from '../cli/run.js';
import { at, identity, open } from '../sign/helpers.js';
import { composed, decisionFile, hostIn, rendered, repository, signed } from './documents.js';

/** Persons, numbers and addresses that do not exist, or are set apart for tests. */
const secrets = ['19121212-1212', 'per.ek@post.example', 'bo.ek@regionen.example', '070-174 06 05', '192.0.2.44'];

const withSecrets = {
  [decisionFile]: (text: string) =>
    text
      .replace(
        '  e-post: nara.vard@samverkan-vasterbotten.example',
        '  e-post: bo.ek@regionen.example\n  telefon: 070-174 06 05',
      )
      .replace(
        '## Sammanfattning',
        '## Yttranden\n\nAnna (19121212-1212) och **[Per](mailto:per.ek@post.example)** skrev från 192.0.2.44, se per.*ek*@post.example.\n\n## Sammanfattning',
      ),
  'fardplan.md': (text: string) => text.replace('## ', 'Frågor till bo.ek@regionen.example.\n\n## '),
};

async function original(
  changes: Record<string, (text: string) => string> = withSecrets,
): Promise<{ top: string; bytes: Uint8Array }> {
  const top = repository(changes);
  return { top, bytes: await signed(await signed(await rendered(top, await composed(top)))) };
}

const publish = async (top: string, bytes: Uint8Array): Promise<{ copy: DecisionDocument; file: Uint8Array }> => {
  const host = hostIn(top);
  const copy = await publishPdf(host, bytes, { file: 'original.pdf', folders: [top] });
  return { copy, file: await renderCopy(host, copy, pdf, [top]) };
};

const words = (file: Uint8Array): string => {
  const read = readPages(file);
  return 'texts' in read ? read.texts.map(({ body, margin }) => `${body}\n${margin}`).join('\n') : '';
};

const p03 = async (top: string, bytes: Uint8Array): Promise<string[]> => {
  const { diagnostics } = await personalDataInPdf(hostIn(top), { file: 'x.pdf', bytes, folders: [top] });
  return diagnostics.map(({ file, rule, severity }) => `${file} ${rule} ${severity}`);
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('a copy', () => {
  test('holds none of the personal data of its original, anywhere, and says where it was', async () => {
    const { top, bytes } = await original();
    const { copy, file } = await publish(top, bytes);
    const found = await p03(top, bytes);
    expect(new Set(found.map((line) => line.split(' ')[0]))).toEqual(
      new Set(
        ['annotation', 'ef=document.json', 'ef=fardplan.md', 'ef=rekommendation.md', 'page=1', 'page=2'].map(
          (where) => `x.pdf#${where}`,
        ),
      ),
    );
    expect(await p03(top, file)).toEqual([]);
    const raw = Buffer.from(file).toString('latin1');
    const text = words(file);
    for (const secret of secrets) {
      expect(text).not.toContain(secret);
      expect(raw).not.toContain(secret);
    }
    expect(text).toContain(
      'Anna ([personnummer borttaget]) och Per [e-postadress borttagen] skrev från [IP-adress borttagen]',
    );
    expect(copy.copy?.removed).toEqual({ email: 4, ip: 1, phone: 1, 'personal-number': 1 });
    expect(text).toContain('4 e-postadresser, 1 IP-adress, 1 personnummer och 1 telefonnummer');
    expect(copy).not.toHaveProperty('supplement');
  });

  test('refers to its original, in print and for programs', async () => {
    const { top, bytes } = await original();
    const { file } = await publish(top, bytes);
    const read = readPages(file);
    expect('binding' in read && read.binding?.original).toEqual({
      sha256: sha256(bytes),
      keeper: 'Nära vård i Västerbotten',
      signed: { revision: 3, length: bytes.length, sha256: sha256(bytes) },
    });
    const text = words(file);
    expect(text.replace(/\s+/g, '')).toContain(sha256(bytes));
    expect(text).toContain('Publiceringskopia Det undertecknade originalet förvaras hos Nära vård i Västerbotten.');
    expect(text).toContain('undertecknade originalet elektroniskt 2022-03-18');
  });

  test('is the same bytes each time, carries no signature or room for one, and belongs to its source', async () => {
    const { top, bytes } = await original();
    const [one, two] = [await publish(top, bytes), await publish(top, bytes)];
    expect(Buffer.from(one.file).equals(Buffer.from(two.file))).toBe(true);
    const verdict = await verifyPdf(one.file, { file: 'kopia.pdf', trust: [], at });
    expect(verdict.signatures).toEqual([]);
    expect(verdict.roadmap).toMatchObject({ attachmentMatches: null });
    expect(Buffer.from(one.file).toString('latin1')).not.toMatch(/\/FT\s*\/Sig|\/AcroForm/);
    expect(verdict.reasons.map(({ en }) => en).join()).toContain('copy for publication');
  });

  test('without personal data keeps its attachment as it was', async () => {
    const { top, bytes } = await original({});
    const { copy, file } = await publish(top, bytes);
    expect(copy.copy?.removed).toEqual({});
    expect(words(file)).toContain('inga personuppgifter behövde tas bort');
    expect((await verifyPdf(file, { file: 'kopia.pdf', trust: [], at })).roadmap).toMatchObject({
      attachmentMatches: true,
    });
  });

  test('may be sealed by the organisation, and says for what', async () => {
    const { top, bytes } = await original({});
    const { file } = await publish(top, bytes);
    const { p12, authorityPem } = await identity({ name: 'Nära vård i Västerbotten' });
    const sealed = await signPdf(file, { signer: () => open(p12), at, reason: 'Publiceringskopia' });
    const verdict = await verifyPdf(sealed.pdf, {
      file: 'kopia.pdf',
      trust: readTrust(new TextEncoder().encode(authorityPem), 'ca.pem').certificates,
      at,
    });
    expect(verdict.signatures).toMatchObject([{ signer: 'Nära vård i Västerbotten (TEST)', untouched: true }]);
  });
});

describe('what is configured', () => {
  const decided = (settings: string) => ({
    ...withSecrets,
    [decisionFile]: (text: string) =>
      withSecrets[decisionFile]?.(text).replace('undertecknare:', `publicering: ${settings}\nundertecknare:`) ?? text,
  });

  test('names, telephone numbers and addresses stay or go as the decision says', async () => {
    const { top, bytes } = await original(
      decided(
        '{ undertecknares namn: ta bort, handläggares namn: ta bort, telefonnummer: behåll, e-post: ta bort, bilagor: utelämnas, förvaras hos: Regionarkivet }',
      ),
    );
    const { copy, file } = await publish(top, bytes);
    const text = words(file);
    expect(text).not.toMatch(/Elin Granbäck|Isak Lövdahl|@/);
    expect(text).toContain('[namn borttaget], Regional samverkanskoordinator för kommunerna: undertecknade originalet');
    expect(text).toContain('070-174 06 05');
    expect(copy.attachment.name).toBe('fardplan-utelamnad.txt');
    expect(copy.copy?.keeper).toBe('Regionarkivet');
    expect(copy.author).toBe('Nära vård i Västerbotten');
  });

  test('names stay unless something else is said', async () => {
    const { top, bytes } = await original({});
    expect(words((await publish(top, bytes)).file)).toContain('Elin Granbäck');
  });

  test('what the workspace’s profile allows may stand, and the copy passes by that', async () => {
    const { top, bytes } = await original();
    const host = hostIn(top);
    const profile = new TextDecoder().decode(
      await host.files.read(join(host.builtIn.templates, 'profiles/vasterbotten.yaml')),
    );
    await host.files.makeFolder('profiles');
    await host.files.write(
      'profiles/vasterbotten.yaml',
      `${profile}\npublicering: { funktionsbrevlådor: [bo.ek@regionen.example], får stå kvar: ["070-1740605"] }\n`,
    );
    const { copy, file } = await publish(top, bytes);
    expect(copy.copy?.removed).toEqual({ email: 2, ip: 1, 'personal-number': 1 });
    expect(words(file)).toContain('bo.ek@regionen.example');
    expect(await p03(folder(), file)).toEqual([]);
  });
});

describe('an original that no copy is made from', () => {
  const refusal = async (top: string, bytes: Uint8Array): Promise<Failure> => {
    const error: unknown = await publish(top, bytes).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof Failure)) throw error ?? new Error('a copy was made');
    expect(error.text.sv + error.text.en).not.toMatch(rubbish);
    return error;
  };

  test('one whose pages are not what it carries', async () => {
    const top = repository();
    const document = await composed(top);
    const blocks = JSON.parse(
      JSON.stringify(document.blocks).replace('fastställa', 'avslå'),
    ) as DecisionDocument['blocks'];
    const file = await signed(await rendered(top, document, { printed: { ...document, blocks } }));
    expect((await refusal(top, file)).text.en).toMatch(/No copy is made.*NOT what the attached source says/);
  });

  test('one that was changed after it was signed', async () => {
    const { top, bytes } = await original({});
    expect((await refusal(top, Buffer.concat([bytes, Buffer.from('xyz')]))).text.en).toContain('cannot be accepted');
  });

  test('a copy, a file from elsewhere, and no PDF at all', async () => {
    const { top, bytes } = await original({});
    expect((await refusal(top, (await publish(top, bytes)).file)).text.en).toContain('itself a copy');
    const document = await composed(top);
    delete document.origin;
    expect((await refusal(top, await rendered(top, document))).text.en).toContain('does not hold what');
    expect((await refusal(top, new TextEncoder().encode('hej'))).code).toBe(2);
  });
});

describe('back to the original', () => {
  const ask = (top: string, copy: Uint8Array, against: Uint8Array) =>
    refersTo(hostIn(top), { bytes: copy, file: 'kopia.pdf' }, { bytes: against, file: 'original.pdf' }, [top]);

  test('the copy refers to it, and says what it says', async () => {
    const { top, bytes } = await original();
    const { file } = await publish(top, bytes);
    expect(await ask(top, file, bytes)).toMatchObject({ refers: true, faithful: true });
  });

  test('also when the original has been added to since, and not to another', async () => {
    const top = repository(withSecrets);
    const once = await signed(await rendered(top, await composed(top)));
    const { file } = await publish(top, once);
    const later = await ask(top, file, await signed(once));
    expect(later).toMatchObject({ refers: true, faithful: true });
    expect(later.reasons[0]?.en).toContain('added to since');
    expect(await ask(top, file, await rendered(top, await composed(top)))).toMatchObject({
      refers: false,
      faithful: null,
    });
  });

  test('a copy that says something else than its original is found out', async () => {
    const { top, bytes } = await original();
    const { copy } = await publish(top, bytes);
    const blocks = JSON.parse(JSON.stringify(copy.blocks).replace('fastställa', 'avslå')) as DecisionDocument['blocks'];
    const forged = await renderCopy(hostIn(top), { ...copy, blocks }, pdf, [top]);
    expect(await ask(top, forged, bytes)).toMatchObject({ refers: true, faithful: false });
  });
});

describe('the command', () => {
  test('makes PDF and HTML, refuses to write over, and answers back, in both languages', async () => {
    const { top, bytes } = await original();
    writeFileSync(join(top, 'beslut.pdf'), bytes);
    const run = (args: string[], lang: 'sv' | 'en' = 'en') => {
      const outcome = fardplan(args, { cwd: top, lang });
      expect(outcome.stdout + outcome.stderr).not.toMatch(rubbish);
      return outcome;
    };
    expect(run(['check', 'beslut.pdf']).code).toBe(1);
    expect(run(['publish', 'beslut.pdf', '-o', 'kopia.pdf'], 'sv').stderr).toContain(
      'kopia.pdf: publiceringskopia av beslut.pdf. Borttaget: 4 e-postadresser',
    );
    expect(run(['check', 'kopia.pdf', '--format', 'json'])).toMatchObject({ code: 0 });
    expect(run(['publish', 'beslut.pdf', '-o', 'kopia.pdf']).code).toBe(2);
    expect(run(['publish', 'beslut.pdf', '-o', 'beslut.pdf', '--force'])).toMatchObject({ code: 2 });
    expect(run(['publish', 'beslut.pdf', '-o', 'kopia.html']).code).toBe(0);
    const html = new TextDecoder().decode(await hostIn(top).files.read('kopia.html'));
    expect(html).toContain(`<meta name="fardplan.original.sha256" content="${sha256(bytes)}">`);
    for (const secret of secrets) expect(html).not.toContain(secret);
    const back = run(['publish', 'kopia.pdf', '--verify', '--original', 'beslut.pdf'], 'sv');
    expect(back.code).toBe(0);
    expect(back.stdout).toContain('✓ kopia.pdf hänvisar till beslut.pdf');
    for (const [args, code] of [
      [['publish', 'beslut.pdf'], 2],
      [['publish', 'finns-inte.pdf', '-o', 'x.pdf'], 2],
      [['publish', decisionFile, '-o', 'x.pdf'], 2],
      [['publish', 'beslut.pdf', '-o', 'x.docx'], 2],
      [['publish', 'beslut.pdf', '-o', 'x.html', '--seal', 'x.p12'], 2],
      [['publish', 'beslut.pdf', '--verify'], 2],
      [['publish', 'beslut.pdf', '--verify', '--original', 'kopia.pdf'], 2],
    ] as const) {
      expect([args, run([...args], args.length > 3 ? 'sv' : 'en').code]).toEqual([args, code]);
    }
  }, 120_000);

  test('seals', async () => {
    const { top, bytes } = await original({});
    writeFileSync(join(top, 'beslut.pdf'), bytes);
    const env = { FARDPLAN_PASSPHRASE: 'räksmörgås' };
    fardplan(['identity', 'create', 'Arkivet'], { cwd: top, env });
    const { code, stderr } = fardplan(['publish', 'beslut.pdf', '-o', 'kopia.pdf', '--seal', 'arkivet.p12'], {
      cwd: top,
      env,
    });
    expect(stderr).toContain('Sealed by Arkivet (TEST)');
    expect(code).toBe(0);
    expect(fardplan(['verify', 'kopia.pdf', '--trust', 'ca.pem'], { cwd: top }).code).toBe(0);
    expect(fardplan(['publish', 'kopia.pdf', '--verify', '--original', 'beslut.pdf'], { cwd: top }).code).toBe(0);
    expect(fardplan(['publish', 'beslut.pdf', '-o', 'x.pdf', '--seal', 'ca.pem'], { cwd: top, env }).code).toBe(2);
  }, 120_000);
});
