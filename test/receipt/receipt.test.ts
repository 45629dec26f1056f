import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { gatherDecision } from '../../src/compose/gather-decision.js';
import { nodeHost } from '../../src/cli/node-host.js';
import { canonicalJson } from '../../src/core/canonical-json.js';
import { largestReceipt, readReceipt, type Receipt, receiptSchema } from '../../src/model/receipt.js';
import { checkReceipt } from '../../src/receipt/check-receipt.js';
import { fileHash, receiptBytes } from '../../src/receipt/make-receipt.js';
import { fardplan, root } from '../cli/run.js';
import { runs } from '../setup/runs.js';

let receipt: Receipt;
let files: { before: Uint8Array; after: Uint8Array };

const made = async () => {
  const host = nodeHost({ cwd: root });
  const { document } = await gatherDecision(host, 'roadmaps/vastra-gotaland/decisions/ordforandebeslut.md');
  if (!document?.proof) throw new Error('no receipt');
  return { proof: document.proof, after: document.attachment.bytes };
};

beforeAll(async () => {
  const { proof, after } = await made();
  const read = readReceipt(proof.receipt.bytes);
  if (!read) throw new Error('no receipt');
  receipt = read;
  files = { before: proof.earlier.bytes, after };
}, 60_000);

const copy = (): Receipt => structuredClone(receipt);

describe('a receipt', () => {
  it('is the same bytes every time, in canonical form', async () => {
    const { proof } = await made();
    expect(Buffer.from(proof.receipt.bytes).equals(receiptBytes(receipt))).toBe(true);
    expect(new TextDecoder().decode(proof.receipt.bytes)).toBe(canonicalJson(receipt));
  });

  it('binds every answer, comment and change, each change with its class', () => {
    expect(receipt.answers).toHaveLength(13);
    expect(receipt.answers.every(({ sha256, name }) => /^[0-9a-f]{64}$/.test(sha256) && name !== '')).toBe(true);
    expect(new Set(receipt.comments.map(({ ref }) => ref)).size).toBe(receipt.comments.length);
    expect(receipt.comments.length).toBeGreaterThan(30);
    expect(receipt.round?.model.id).toBe('remiss-2021');
    expect(receipt.profile?.id).toBe('vastra-gotaland');
    const classes = new Set(receipt.changes.map((change) => change.class));
    expect(classes.has('requested')).toBe(true);
    expect(classes.has('own')).toBe(true);
    expect(classes.has('unexplained')).toBe(false);
    for (const { ref, before, after, words } of receipt.changes) {
      expect(ref).toMatch(/^[^/]+\/[0-9a-f]{10}/);
      const side = (op: string) => words.flatMap((word) => (word.op === op || word.op === 'equal' ? word.text : []));
      expect(side('delete').join('')).toBe(before?.text ?? '');
      expect(side('insert').join('')).toBe(after?.text ?? '');
    }
  });

  it('holds when it is worked out again, from nothing but itself and the two texts', async () => {
    const checked = await checkReceipt(copy(), files);
    expect(checked.problems).toEqual([]);
    expect(checked).toMatchObject({ revisionsMatch: true, changesMatch: true });
  });

  it('has a schema', async () => {
    expect(receiptSchema()).toMatchObject({
      type: 'object',
      required: expect.arrayContaining(['before', 'changes']) as unknown,
    });
    const { stdout, code } = await fardplan(['schema', 'receipt']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ title: 'fardplan receipt/v1' });
  });
});

describe('what is not as it was', () => {
  const kinds = async (changed: Receipt, given: Partial<typeof files> = {}): Promise<string[]> => {
    const { problems } = await checkReceipt(changed, { ...files, ...given });
    return problems.map(({ kind }) => kind);
  };
  const other = new TextEncoder().encode(
    '---\nfardplan: roadmap/v1\nid: annan\ntitel: Annan\nversion: "1"\n---\n\n# Annan\n',
  );

  it('a text that is missing, is another, or is no roadmap', async () => {
    expect((await checkReceipt(copy(), { before: undefined, after: files.after })).problems).toEqual([
      { kind: 'missing', revision: 'before' },
    ]);
    expect(await kinds(copy(), { before: files.after })).toContain('other-bytes');
    expect(await kinds(copy(), { after: other })).toEqual(expect.arrayContaining(['other-bytes', 'other-revision']));
    expect(await kinds(copy(), { after: new TextEncoder().encode('nej') })).toContain('no-roadmap');
  });

  it('a profile or a template that does not match its own checksum', async () => {
    const profile = copy();
    if (profile.profile) profile.profile.model['title'] = 'En annan';
    expect(await kinds(profile)).toContain('other-profile');
    const template = copy();
    template.template.model.phrases['added'] = 'Ingenting';
    expect(await kinds(template)).toContain('other-template');
  });

  it('a comment that stands twice, has no answer, or is about something else', async () => {
    const [first] = receipt.comments;
    if (!first) throw new Error('no comment');
    expect(await kinds({ ...copy(), comments: [...receipt.comments, first] })).toContain('comment');
    const [, ...answers] = receipt.answers;
    expect(await kinds({ ...copy(), answers })).toContain('comment');
    const moved = receipt.comments.map((each, index) => (index === 0 ? { ...each, concerns: 'tidsplan' } : each));
    expect(await kinds({ ...copy(), comments: moved })).toContain('comment');
  });

  it('any one thing about any one change', async () => {
    const edits: ((change: Receipt['changes'][number]) => Receipt['changes'][number])[] = [
      (change) => ({ ...change, weight: change.weight === 'editorial' ? 'substantive' : 'editorial' }),
      (change) => ({ ...change, class: change.class === 'own' ? 'requested' : 'own' }),
      (change) => ({ ...change, causes: [...change.causes, 'hjo#x'] }),
      (change) => ({ ...change, title: `${change.title}.` }),
      (change) => ({ ...change, words: [...change.words, { op: 'insert', text: ' nytt' }] }),
      (change) => ({ ...change, ref: change.ref.replace(/.$/, (last) => (last === '0' ? '1' : '0')) }),
      (change) => ({ ...change, ...(change.after ? { after: { ...change.after, text: 'annat' } } : { id: 'annat' }) }),
    ];
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: receipt.changes.length - 1 }), fc.constantFrom(...edits), async (at, edit) => {
        const changes = receipt.changes.map((change, index) => (index === at ? edit(change) : change));
        expect(await kinds({ ...copy(), changes })).toEqual(['changes']);
      }),
      runs(25),
    );
  }, 60_000);

  it('is no receipt at all', () => {
    for (const words of ['', 'nej', '[]', '{"fardplan":"receipt/v1"}', '['.repeat(100_000)]) {
      expect(readReceipt(new TextEncoder().encode(words))).toBeUndefined();
    }
    const more = { ...receipt, more: 1 };
    expect(readReceipt(new TextEncoder().encode(JSON.stringify(more)))).toBeUndefined();
    expect(largestReceipt).toBeGreaterThan(receiptBytes(receipt).length * 10);
  });
});

it('the checksum of a file is the same with line ends of either kind', async () => {
  const [one, two] = ['a\nb\n', 'a\r\nb\r\n'].map((words) => new TextEncoder().encode(words));
  expect(await fileHash(one ?? new Uint8Array())).toBe(await fileHash(two ?? new Uint8Array()));
});
