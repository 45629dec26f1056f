import { sha256 } from '../core/sha256.js';
import type { Text } from '../core/text.js';
import { readReceipt, type Receipt } from '../model/receipt.js';
import type { ChangesVerdict, SubIndication } from '../model/verdict.js';
import { pageText } from '../pdf/page-text.js';
import { pagesOf } from '../pdf/page-tree.js';
import { readStoredFile } from '../pdf/read-stored-file.js';
import { checkReceipt } from '../receipt/check-receipt.js';
import { receiptName } from '../receipt/receipt-name.js';
import { type Answer, failed, note, unsettled } from './answer.js';
import type { ChangesAnswer, ChangesInput } from './changes.js';
import { composeAgain, judgeSection } from './judge-section.js';
import { noReceipt, notReadable, otherVersion, ownWording, problemWords, receiptWords } from './receipt-words.js';
import { bare } from './section-text.js';

/** No roadmap is near this size, in bytes; comparing larger texts would only take time. */
const largestText = 4 * 1024 * 1024;

/** What one question about a receipt found; `open` when it proves nothing. */
interface Finding {
  about: 'receipt' | 'revisions' | 'section';
  what: Text;
  open?: boolean;
  subIndication?: SubIndication;
}

/**
 * Works out again, from what is attached alone, what a document says has changed: the receipt against what the document names, the revisions
 * against the receipt, the changes and their causes against the revisions, and the section against the changes.
 */
export async function judgeReceipt(input: ChangesInput): Promise<ChangesAnswer> {
  const { binding, files } = input;
  const findings: Finding[] = [];
  const stored = readStoredFile(files.find(({ name }) => name === binding.document)?.bytes ?? new Uint8Array());
  const proof = stored?.document.proof;
  const name = binding.receipt?.name ?? proof?.receipt.name ?? receiptName;
  const file = files.find((each) => each.name === name);
  const nothing = { receipt: null, before: null, after: null, changes: 0 };
  if (!file) return answerOf(nothing, [{ about: 'receipt', what: noReceipt(name), subIndication: 'HASH_FAILURE' }]);
  const hash = await sha256(file.bytes);
  findings.push(...named(input, hash, [binding.receipt?.sha256, proof?.sha256]));
  const receipt = readReceipt(file.bytes);
  if (!receipt || !stored)
    return answerOf({ ...nothing, receipt: hash }, [...findings, ...unreadable(file.bytes, !stored)]);

  const same = input.program !== undefined && input.program.version === receipt.made.fardplan;
  const source = files.find((each) => each.name === binding.fileName && each.relationship === 'Source');
  const earlier = files.find((each) => each.name === receipt.before.fileName && each !== source);
  if ([source, earlier].some((each) => (each?.bytes.length ?? 0) > largestText))
    return answerOf({ ...nothing, receipt: hash }, [
      ...findings,
      { about: 'receipt', what: receiptWords.tooLarge, open: true },
    ]);
  const checked = await checkReceipt(receipt, { before: earlier?.bytes, after: source?.bytes });
  for (const problem of checked.problems) {
    const { about, open, what } = problemWords(problem, receipt);
    findings.push({ about, what, open: open || (problem.kind === 'changes' && !same) });
  }
  findings.push(...otherBinding(input, receipt), ...(await inGit(input, receipt)));
  if (receipt.template.sha256 !== stored.document.origin?.template.sha256)
    findings.push({ about: 'section', what: receiptWords.otherTemplate });
  const wanted = checked.found && checked.changesMatch ? composeAgain(receipt, checked.found) : undefined;
  if (wanted) {
    const section = await judgeSection(wanted, stored, input, same);
    findings.push(...section.problems.map(({ what, open }) => ({ about: 'section' as const, what, open })));
  } else {
    findings.push({ about: 'section', what: receiptWords.notComposed, open: true });
  }
  const notes: Text[] = [];
  if (findings.some(({ open }) => open) && !same)
    notes.push(otherVersion(receipt.made.fardplan, input.program?.version));
  const known = await input.program?.template?.(receipt.template.id);
  if (wanted && known !== receipt.template.sha256 && same) notes.push(ownWording(receipt.template.id));
  return answerOf(
    {
      receipt: hash,
      before: shown(receipt.before),
      after: shown(receipt.after),
      changes: receipt.changes.length,
    },
    findings,
    notes,
  );
}

const shown = ({ version, commit, sha256: hash }: Receipt['before']): NonNullable<ChangesVerdict['before']> => ({
  version,
  commit: commit ?? null,
  sha256: hash,
});

/** Is this the receipt that the document names: in its metadata, in what it is composed of, and where people read it? */
function named({ structure, view }: ChangesInput, hash: string, said: readonly (string | undefined)[]): Finding[] {
  if (said.some((each) => each !== hash))
    return [{ about: 'receipt', what: receiptWords.otherReceipt, subIndication: 'HASH_FAILURE' }];
  const pages = pagesOf(view).map((page) => pageText(view, page, structure.allowance).body);
  return bare(pages.join('')).includes(hash) ? [] : [{ about: 'receipt', what: receiptWords.notPrinted }];
}

function unreadable(bytes: Uint8Array, document: boolean): Finding[] {
  if (document) return [{ about: 'section', what: receiptWords.noDocument }];
  const version = /"fardplan":"receipt\/(v\d+)"/.exec(new TextDecoder().decode(bytes.subarray(0, 20_000_000)))?.[1];
  const later = version !== undefined && version !== 'v1';
  return [{ about: 'receipt', what: notReadable(later ? version : undefined), open: later }];
}

/** Is the later revision the text that the document is bound to? */
function otherBinding({ binding }: ChangesInput, { after }: Receipt): Finding[] {
  const same =
    after.sha256 === binding.sha256 &&
    after.id === binding.id &&
    after.version === binding.version &&
    after.commit === binding.commit;
  return same ? [] : [{ about: 'revisions', what: receiptWords.otherRoadmap }];
}

/** Does the named commit hold the earlier revision? The later one is asked for with the binding. */
async function inGit(
  { lookup }: ChangesInput,
  { before: { commit, sha256: hash, source } }: Receipt,
): Promise<Finding[]> {
  if (commit === undefined || !lookup) return [];
  const there = await lookup(commit, hash, source.split(/[\\/:]/).at(-1) ?? null);
  return there === false ? [{ about: 'revisions', what: receiptWords.notInGit(commit), open: true }] : [];
}

function answerOf(
  facts: Pick<ChangesVerdict, 'receipt' | 'before' | 'after' | 'changes'>,
  findings: readonly Finding[],
  notes: readonly Text[] = [],
): ChangesAnswer {
  const answer = (about: Finding['about']): boolean | null => {
    const own = findings.filter((finding) => finding.about === about);
    return own.length === 0 ? true : own.every(({ open }) => open) ? null : false;
  };
  const answers: Answer[] = findings.map(({ what, open, subIndication = 'SIG_CONSTRAINTS_FAILURE' }) =>
    open ? unsettled(subIndication, what) : failed(subIndication, what),
  );
  return {
    changes: {
      ...facts,
      receiptMatches: answer('receipt'),
      revisionsMatch: facts.before ? answer('revisions') : null,
      sectionMatches: facts.before ? answer('section') : null,
      problems: [...findings.map(({ what }) => what), ...notes],
    },
    answers: [...answers, ...notes.map(note)],
  };
}
