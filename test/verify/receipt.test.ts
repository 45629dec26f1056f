import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { programAt } from '../../src/cli/verify-file.js';
import { sha256 } from '../../src/core/sha256.js';
import type { Attachment, Block, DecisionDocument } from '../../src/model/document.js';
import { readReceipt, type Receipt } from '../../src/model/receipt.js';
import type { Verdict } from '../../src/model/verdict.js';
import { receiptBytes } from '../../src/receipt/make-receipt.js';
import { verdictText } from '../../src/verify/verdict-text.js';
import { verifyPdf } from '../../src/verify/verify.js';
import { commitAll, folder, root } from '../cli/run.js';
import { composed, hostIn, rendered, rewrite, signed } from '../publish/documents.js';
import { at } from '../sign/helpers.js';

const decision = 'decisions/ordforandebeslut.md';

/** The Västra Götaland workspace in a git repository. */
function workspace(): string {
  const top = folder();
  cpSync(join(root, 'roadmaps/vastra-gotaland'), top, { recursive: true });
  commitAll(top);
  return top;
}

const verified = (top: string, pdf: Uint8Array, version?: string): Promise<Verdict> => {
  const program = programAt(hostIn(top), join(top, 'decisions'));
  return verifyPdf(pdf, {
    file: 'beslut.pdf',
    trust: [],
    at,
    program: version === undefined ? program : { ...program, version },
  });
};

/** What the verdict says beside the signature, whose issuer nobody here trusts. */
const about = (verdict: Verdict): string => verdict.reasons.map(({ en }) => en).join('\n');

let top: string;
let document: DecisionDocument;

beforeAll(async () => {
  top = workspace();
  document = await composed(top, decision);
}, 60_000);

function proofOf({ proof }: DecisionDocument): NonNullable<DecisionDocument['proof']> {
  if (!proof) throw new Error('no proof');
  return proof;
}

function receiptOf(from: DecisionDocument): Receipt {
  const receipt = readReceipt(proofOf(from).receipt.bytes);
  if (!receipt) throw new Error('no receipt');
  return receipt;
}

/** The document with another receipt, named everywhere as if it had been so from the beginning. */
async function withReceipt(from: DecisionDocument, receipt: Receipt): Promise<DecisionDocument> {
  const proof = proofOf(from);
  const bytes = receiptBytes(receipt);
  const hash = await sha256(bytes);
  const blocks = JSON.parse(JSON.stringify(from.blocks).replaceAll(proof.sha256, hash)) as DecisionDocument['blocks'];
  return { ...from, blocks, proof: { ...proof, sha256: hash, receipt: { ...proof.receipt, bytes } } };
}

const edited = (file: Attachment, from: string, to: string): Attachment => {
  const text = new TextDecoder().decode(file.bytes);
  if (!text.includes(from)) throw new Error(`no ${from}`);
  return { ...file, bytes: new TextEncoder().encode(text.replace(from, to)) };
};

/** The document with other words in its blocks. */
const reworded = (from: DecisionDocument, words: string, others: string): DecisionDocument => {
  const text = JSON.stringify(from.blocks);
  if (!text.includes(words)) throw new Error(`no ${words}`);
  return { ...from, blocks: JSON.parse(text.replace(words, others)) as DecisionDocument['blocks'] };
};

describe('a decision with its receipt', () => {
  test('holds, signed once and twice, without the repository', async () => {
    const elsewhere = folder();
    let pdf = await rendered(top, document);
    for (let count = 0; count < 2; count += 1) {
      pdf = await signed(pdf);
      const verdict = await verified(elsewhere, pdf);
      expect(verdict.changes).toMatchObject({
        receiptMatches: true,
        revisionsMatch: true,
        sectionMatches: true,
        problems: [],
        before: { version: '1.0' },
        after: { version: '2.0' },
      });
      // All that is left is that nobody here trusts the issuer.
      expect(verdict.indication).toBe('INDETERMINATE');
      expect(verdict.subIndication).toBe('NO_CERTIFICATE_CHAIN_FOUND');
    }
  });

  test('says so in both languages', async () => {
    const verdict = await verified(top, await rendered(top, document));
    expect(verdictText(verdict, 'sv')).toMatch(
      /Förändringar: från version 1\.0 till version 2\.0, \d+ i kvittot\n {2}Båda versionerna är bifogade och oförändrade\.\n {2}Kvittot räknar upp just/,
    );
    expect(verdictText(verdict, 'en')).toContain('The section on changes says what the revisions say.');
  });

  test('without git too, and with both revisions named alike', async () => {
    const elsewhere = folder();
    cpSync(join(root, 'roadmaps/vastra-gotaland'), elsewhere, { recursive: true });
    cpSync(join(elsewhere, 'revisions/remiss.md'), join(elsewhere, 'revisions/fardplan.md'));
    rewrite(elsewhere, decision, (text) => text.replace('revisions/remiss.md', 'revisions/fardplan.md'));
    const again = await composed(elsewhere, decision);
    expect(again.proof?.earlier.name).toBe('fardplan-1.0.md');
    const verdict = await verified(elsewhere, await rendered(elsewhere, again));
    expect(verdict.changes).toMatchObject({ receiptMatches: true, revisionsMatch: true, sectionMatches: true });
  });
});

describe('somebody has been at it before it was signed', () => {
  const failing = async (from: DecisionDocument, printed?: DecisionDocument): Promise<Verdict> => {
    const verdict = await verified(top, await signed(await rendered(top, from, printed ? { printed } : {})));
    expect(verdict.indication).toBe('TOTAL-FAILED');
    return verdict;
  };

  test('a word of the section, in the pages and in the document: the receipt as it was', async () => {
    const verdict = await failing(reworded(document, 'tidigareläggs', 'senareläggs'));
    expect(verdict.changes).toMatchObject({ receiptMatches: true, revisionsMatch: true, sectionMatches: false });
    expect(about(verdict)).toContain('The section on changes is not what the two revisions give.');
    expect(about(verdict)).toContain('tidigareläggs från 2027 till 2026');
  });

  test('a word of the section in the pages alone', async () => {
    const verdict = await failing(document, reworded(document, 'bemanning dygnet runt', 'bemanning på dagtid'));
    expect(verdict.changes).toMatchObject({ receiptMatches: true, revisionsMatch: true, sectionMatches: false });
    expect(about(verdict)).toContain('The pages say something else about the changes');
  });

  test('a number', async () => {
    expect(
      (await failing(reworded(document, 'från 2027 till 2026', 'från 2027 till 2028'))).changes?.sectionMatches,
    ).toBe(false);
  });

  test('what came shown as what went', async () => {
    const printed = {
      ...document,
      blocks: JSON.parse(
        JSON.stringify(document.blocks).replaceAll('"type":"insert"', '"type":"delete"'),
      ) as DecisionDocument['blocks'],
    };
    expect((await failing(document, printed)).changes?.sectionMatches).toBe(false);
  });

  test('a paragraph put in, and one taken out', async () => {
    const at = document.blocks.findIndex((block) => block.type === 'heading' && block.id === 'forandring-malgrupp');
    const own: Block = { type: 'paragraph', children: [{ type: 'text', text: 'Inga kostnader följer.' }] };
    const more = { ...document, blocks: document.blocks.toSpliced(at + 2, 0, own) };
    expect(about(await failing(more))).toContain('has another order or more text');
    expect(about(await failing(document, more))).toContain(
      'The pages say more about the changes than the two revisions give: “Inga kostnader följer.”',
    );
    const less = { ...document, blocks: document.blocks.toSpliced(at + 1, 1) };
    expect((await failing(less)).changes?.sectionMatches).toBe(false);
    expect((await failing(document, less)).changes?.sectionMatches).toBe(false);
  });

  test('the receipt alone', async () => {
    const proof = proofOf(document);
    const other = { ...document, proof: { ...proof, receipt: edited(proof.receipt, 'delvis', 'helt!!') } };
    const verdict = await failing(other).catch(() => undefined);
    expect(verdict?.changes?.receiptMatches ?? false).toBe(false);
  });

  test('the receipt and every place that names it: a change left out, a cause put in, a comment put in another mouth', async () => {
    const receipt = receiptOf(document);
    const [first, ...rest] = receipt.changes;
    if (!first) throw new Error('no change');
    const less = await failing(await withReceipt(document, { ...receipt, changes: rest }));
    expect(less.changes).toMatchObject({ receiptMatches: false, revisionsMatch: true });
    expect(about(less)).toContain('are not those that the revisions, comments and dispositions give');
    const cause = { ...receipt, changes: [{ ...first, causes: ['boras#mobila-team'] }, ...rest] };
    expect((await failing(await withReceipt(document, cause))).changes?.receiptMatches).toBe(false);
    const comments = receipt.comments.map((each, index) => (index === 0 ? { ...each, ref: 'hjo#annan' } : each));
    expect(about(await failing(await withReceipt(document, { ...receipt, comments })))).toContain('hjo#annan');
  });

  test('a disposition in the receipt, with the changes as they were', async () => {
    const receipt = receiptOf(document);
    if (!receipt.dispositions) throw new Error('no dispositions');
    const { model } = receipt.dispositions;
    const dispositions = { ...receipt.dispositions, model: { ...model, dispositions: model.dispositions.slice(1) } };
    const verdict = await failing(await withReceipt(document, { ...receipt, dispositions }));
    expect(verdict.changes).toMatchObject({ receiptMatches: false });
  });

  test('the earlier revision', async () => {
    const proof = proofOf(document);
    const earlier = edited(proof.earlier, 'i första hand äldre personer', 'alla');
    const verdict = await failing({ ...document, proof: { ...proof, earlier } });
    expect(verdict.changes).toMatchObject({ revisionsMatch: false });
    expect(about(verdict)).toContain('The attached text of the earlier revision is not the one that the receipt names');
    // With its checksum in the receipt mended, it is the changes that are others.
    const receipt = receiptOf(document);
    const before = { ...receipt.before, sha256: await sha256(earlier.bytes) };
    const mended = await withReceipt({ ...document, proof: { ...proof, earlier } }, { ...receipt, before });
    expect((await failing(mended)).changes).toMatchObject({ revisionsMatch: true, receiptMatches: false });
  });

  test('the receipt of another decision', async () => {
    const elsewhere = workspace();
    rewrite(elsewhere, 'fardplan.md', (text) => text.replace(/dygnet\s+runt,\s+alla\s+dagar/, 'alla vardagar'));
    commitAll(elsewhere);
    const other = proofOf(await composed(elsewhere, decision));
    const proof = proofOf(document);
    expect(about(await failing({ ...document, proof: { ...proof, receipt: other.receipt } }))).toContain(
      'The attached receipt is not the one that the document names',
    );
    const mended = await withReceipt(document, readReceipt(other.receipt.bytes) ?? receiptOf(document));
    const verdict = await failing(mended);
    expect(verdict.changes).toMatchObject({ revisionsMatch: false });
    expect(about(verdict)).toContain('another revision of the roadmap');
  });

  test('no receipt, or no earlier revision', async () => {
    const proof = proofOf(document);
    const gone = { ...document };
    delete gone.proof;
    const verdict = await failing(gone);
    expect(verdict.changes).toMatchObject({ receipt: null, receiptMatches: false, sectionMatches: null });
    expect(about(verdict)).toContain('(kvitto.json), but it is not attached: somebody has removed it.');
    expect(verdictText(verdict, 'sv')).toContain('KVITTOT SAKNAS');
    const without = { ...document, proof: { ...proof, earlier: { ...proof.earlier, name: 'annan.md' } } };
    expect(about(await failing(without))).toContain('The text of the earlier revision is not attached');
  });

  test('a receipt that is no receipt, or too deep to read', async () => {
    for (const words of ['{}', 'nej', `${'['.repeat(200_000)}`, '{"fardplan":"receipt/v1"}']) {
      const bytes = new TextEncoder().encode(words);
      const hash = await sha256(bytes);
      const proof = proofOf(document);
      const blocks = JSON.parse(
        JSON.stringify(document.blocks).replaceAll(proof.sha256, hash),
      ) as typeof document.blocks;
      const verdict = await failing({
        ...document,
        blocks,
        proof: { ...proof, sha256: hash, receipt: { ...proof.receipt, bytes } },
      });
      expect(about(verdict)).toContain('The attached receipt cannot be read.');
    }
  });
});

describe('what cannot be settled is not passed, and not failed', () => {
  test('a section that another version of the program worded', async () => {
    const verdict = await verified(
      top,
      await rendered(top, reworded(document, 'har tillkommit under', 'är ny under')),
      '9.9',
    );
    expect(verdict.changes).toMatchObject({ receiptMatches: true, revisionsMatch: true, sectionMatches: null });
    expect(about(verdict)).toContain('the receipt was made with fardplan');
    expect(verdict.indication).toBe('INDETERMINATE');
  });

  test('but what this version gives too is right, whoever made it', async () => {
    const verdict = await verified(top, await rendered(top, document), '9.9');
    expect(verdict.changes).toMatchObject({ receiptMatches: true, revisionsMatch: true, sectionMatches: true });
    expect(about(verdict)).not.toContain('fardplan 9.9');
  });

  test('a receipt of a later form', async () => {
    const later = { ...receiptOf(document), fardplan: 'receipt/v2' } as unknown as Receipt;
    const verdict = await verified(top, await rendered(top, await withReceipt(document, later)));
    expect(verdict.changes).toMatchObject({ receiptMatches: null });
    expect(about(verdict)).toContain('(v2)');
  });
});

describe('a house with its own wording', () => {
  test('passes with its template at hand; elsewhere a note says whose words they are', async () => {
    const own = workspace();
    await hostIn(own).files.makeFolder(join(own, 'documents'));
    await hostIn(own).files.write(
      join(own, 'documents/var.yaml'),
      'fardplan: template/v1\nid: chair-decision\ntitel: Vår mall\nutgår från: chair-decision\nfraser:\n  tidigarelagd: "{item} ”{title}” kommer redan {after} i stället för {before}."\n',
    );
    commitAll(own);
    const pdf = await rendered(own, await composed(own, decision));
    const here = await verified(own, pdf);
    expect(here.changes).toMatchObject({ receiptMatches: true, sectionMatches: true, problems: [] });
    const there = await verified(folder(), pdf);
    expect(there.changes).toMatchObject({ receiptMatches: true, sectionMatches: true });
    expect(about(there)).toContain('worded by another template “chair-decision”');
  });
});

test('a decision that tells of no changes is asked nothing, and says nothing of it', async () => {
  const plain = folder();
  cpSync(join(root, 'roadmaps/vasterbotten'), plain, { recursive: true });
  const made = await composed(plain);
  expect(made.proof).toBeUndefined();
  const verdict = await verified(plain, await rendered(plain, made));
  expect(verdict.changes).toBeUndefined();
});
