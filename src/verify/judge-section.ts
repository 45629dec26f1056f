import { composeChanges } from '../compose/compose-changes.js';
import type { CompleteTemplate } from '../compose/template.js';
import { canonicalJson } from '../core/canonical-json.js';
import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import type { Block } from '../model/document.js';
import type { Receipt } from '../model/receipt.js';
import { templateItems, templatePhrases } from '../model/template-words.js';
import { pageText } from '../pdf/page-text.js';
import { pagesOf } from '../pdf/page-tree.js';
import type { StoredFile } from '../pdf/stored-file.js';
import type { CheckedReceipt } from '../receipt/check-receipt.js';
import type { ChangesInput } from './changes.js';
import { findPieces, piecesOf } from './section-text.js';

/** Whether the section is what was worked out, and why not: `open` when that may be another version’s or layout’s doing. */
export interface JudgedSection {
  matches: boolean | null;
  problems: { what: Text; open: boolean }[];
}

/** The section as the receipt and the revisions give it; `undefined` when the wording that the receipt carries is not one of this version. */
export function composeAgain(receipt: Receipt, found: NonNullable<CheckedReceipt['found']>): Block[] | undefined {
  const { model } = receipt.template;
  const complete =
    Object.keys(templatePhrases.unwrap().shape).every((name) => name in model.phrases) &&
    Object.keys(templateItems.unwrap().shape).every((name) => name in model.items);
  if (!complete) return undefined;
  return composeChanges({
    ...found,
    dispositions: found.dispositions,
    parties: receipt.answers.map(({ party, name }) => ({ id: party, name })),
    template: model as unknown as CompleteTemplate,
    fileName: receipt.after.fileName,
  }).blocks;
}

/** Is the section of the attached document, and of the pages, what `wanted` says? `same`: the receipt was made by this version. */
export async function judgeSection(
  wanted: readonly Block[],
  stored: StoredFile,
  input: ChangesInput,
  same: boolean,
): Promise<JudgedSection> {
  const problems: JudgedSection['problems'] = [];
  const { blocks } = stored.document;
  if (!runsIn(wanted, blocks)) problems.push({ what: differentWords(firstOther(wanted, blocks)), open: !same });
  const { structure, view, program } = input;
  const pages = pagesOf(view)
    .map((page) => pageText(view, page, structure.allowance).body)
    .join('\n');
  const seen = findPieces(pages, piecesOf(wanted));
  if (!seen.found) {
    const built = await program?.layout?.();
    // Another layout may put other signs around what came and went.
    const known = built?.['blocks.typ'] !== undefined && built['blocks.typ'] === stored.made.layout.files['blocks.typ'];
    const open = !known || (!same && problems.length > 0);
    problems.push({ what: 'missing' in seen ? notOnPages(seen.missing) : alsoOnPages(seen.extra), open });
  }
  const matches = problems.length === 0 ? true : problems.every(({ open }) => open) ? null : false;
  return { matches, problems };
}

/** Blocks as they can be compared: ids of headings and their levels depend on what else stands in the document. */
const comparable = (block: Block): string =>
  canonicalJson(block.type === 'heading' ? { type: 'heading', children: block.children } : block);

function runsIn(wanted: readonly Block[], blocks: readonly Block[]): boolean {
  const [one, other] = [wanted, blocks].map((list) => list.map(comparable));
  if (!one || !other) return false;
  for (let start = 0; start + one.length <= other.length; start += 1) {
    const end = other[start + one.length];
    // Nothing else may follow under the section's heading, as if it belonged to what was worked out.
    const closed =
      end === undefined || (blocks[start + one.length]?.type === 'heading' && !isChange(blocks[start + one.length]));
    if (closed && one.every((block, index) => block === other[start + index])) return true;
  }
  return false;
}

const isChange = (block: Block | undefined): boolean => block?.type === 'heading' && block.id.startsWith('forandring-');

/** The first thing worked out that the document has nowhere. */
function firstOther(wanted: readonly Block[], blocks: readonly Block[]): string | undefined {
  const there = new Set(blocks.map(comparable));
  const missing = wanted.find((block) => !there.has(comparable(block)));
  return missing && piecesOf([missing])[0];
}

const cut = (words: string): string => (words.length > 120 ? `${words.slice(0, 119)}…` : words);

const differentWords = (missing: string | undefined): Text =>
  missing === undefined
    ? text(
        'Avsnittet om förändringar har en annan ordning eller mer text än vad de två versionerna ger.',
        'The section on changes has another order or more text than the two revisions give.',
      )
    : text(
        `Avsnittet om förändringar är inte vad de två versionerna ger. Det här saknas eller lyder annorlunda: ”${cut(missing)}”`,
        `The section on changes is not what the two revisions give. This is missing or reads differently: “${cut(missing)}”`,
      );

const notOnPages = (missing: string): Text =>
  text(
    `På sidorna står något annat om förändringarna än vad de två versionerna ger. Det här saknas eller lyder annorlunda: ”${cut(missing)}”`,
    `The pages say something else about the changes than the two revisions give. This is missing or reads differently: “${cut(missing)}”`,
  );

const alsoOnPages = (extra: string): Text =>
  text(
    `På sidorna står mer om förändringarna än vad de två versionerna ger: ”${cut(extra)}”`,
    `The pages say more about the changes than the two revisions give: “${cut(extra)}”`,
  );
