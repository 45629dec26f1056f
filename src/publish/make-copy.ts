import { linked } from '../compose/fill.js';
import type { Attachment, Block, CopyReference, DecisionDocument, Inline } from '../model/document.js';
import type { Decision } from '../model/decision.js';
import { cleanBlocks } from './clean-blocks.js';
import { type Cleaning, cleanText } from './clean-text.js';
import { copyBox, originalNote, otherAttachment, referenceBlocks, type SignedBy, signedBlocks } from './copy-words.js';
import type { Settings } from './settings.js';

/** What a copy is made from: the original's document, its own decision where it can be read, and what is known of the original file. */
export interface CopySource {
  document: DecisionDocument;
  decision: Decision | undefined;
  settings: Settings;
  original: Omit<CopyReference, 'keeper' | 'removed' | 'settings'>;
  /** Who signed which field, and when. */
  signed: readonly SignedBy[];
  /** Whether the copy carries attachments: HTML does not. */
  embeds: boolean;
}

/** The copy for publication, and how much of each kind was removed. The same source gives the same copy. */
export function makeCopy({ document, decision, settings, original, signed, embeds }: CopySource): DecisionDocument {
  const cleaning: Cleaning = { settings, names: namesToRemove(document, decision, settings), removed: new Map() };
  const clean = (text: string): string => cleanText(text, cleaning);
  const attachment = attachmentOf(document.attachment, cleaning);
  // The decision's own text, with its comments, stays with the original; so does the receipt, which holds what was answered word by word.
  const rest: DecisionDocument = { ...document };
  delete rest.supplement;
  delete rest.proof;
  const optional = (key: 'unit' | 'reference' | 'recipient') => {
    const value = document[key];
    return value === undefined ? {} : { [key]: clean(value) };
  };
  const blocks = cleanBlocks(
    document.blocks.flatMap((block) => unsignedBlock(block, document, attachment, signed)),
    cleaning,
  );
  const facts: Partial<DecisionDocument> = {
    title: clean(document.title),
    organisation: clean(document.organisation),
    address: document.address.map(clean),
    subject: `${clean(document.subject)}. Publiceringskopia`,
    ...optional('unit'),
    ...optional('reference'),
    ...optional('recipient'),
  };
  const author = cleanText(document.author, { ...cleaning, removed: new Map() });
  const copy: CopyReference = {
    ...original,
    keeper: settings.keeper ?? document.organisation,
    removed: Object.fromEntries([...cleaning.removed].toSorted(([one], [other]) => (one < other ? -1 : 1))),
    settings,
  };
  return {
    ...rest,
    ...facts,
    // Metadata without a person’s name says who the sender is.
    author: author === document.author ? author : document.organisation,
    blocks: [copyBox(copy), ...blocks, ...referenceBlocks(copy, { attachment, original: document.attachment, embeds })],
    attachment,
    copy,
  };
}

/** Who is named in the document by what they do, as far as they are to go. */
function namesToRemove(document: DecisionDocument, decision: Decision | undefined, settings: Settings): string[] {
  const signers = document.blocks.flatMap((block) =>
    block.type === 'signatures' ? block.signers.map(({ name }) => name) : [],
  );
  const contacts = (decision?.contact ?? []).flatMap((line) => {
    const [first = ''] = line.split(/[,:(]/);
    // “Alva Ek, samordnare …” begins with a name, “Samverkan i länet, …” does not.
    return /^\p{Lu}[\p{L}-]+(?:\s+\p{Lu}[\p{L}-]+){1,2}$/u.test(first.trim()) ? [first.trim()] : [];
  });
  const officials = [decision?.author?.name, ...contacts].filter((name) => name !== undefined);
  const kept = settings.signers === 'keep' ? signers : [];
  const gone = [
    ...(settings.signers === 'remove' ? signers : []),
    ...(settings.officials === 'remove' ? officials.filter((name) => !kept.includes(name)) : []),
  ];
  return [...new Set(gone)];
}

/** A block without room for signatures, and with the attachment's new name. */
function unsignedBlock(
  block: Block,
  document: DecisionDocument,
  attachment: Attachment,
  signed: readonly SignedBy[],
): Block[] {
  if (block.type === 'signatures') return signedBlocks(block.signers, signed);
  if (block.type !== 'facts' || block.role !== 'binding' || attachment.name === document.attachment.name)
    return [block];
  const named = (value: readonly Inline[]): Inline[] =>
    value.length === 1 && value[0]?.type === 'text' && value[0].text === document.attachment.name
      ? linked(otherAttachment(attachment, document.attachment))
      : [...value];
  return [{ ...block, facts: block.facts.map(({ term, value }) => ({ term, value: named(value) })) }];
}

/** The roadmap as it goes along with a copy: as it is when it holds nothing personal, else cleaned or left out, under another name. */
function attachmentOf(attachment: Attachment, cleaning: Cleaning): Attachment {
  const own: Cleaning = { ...cleaning, removed: new Map() };
  if (cleaning.settings.attachments === 'omitted') return originalNote(attachment);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(attachment.bytes);
  } catch {
    return originalNote(attachment);
  }
  const clean = cleanText(text, own);
  if (own.removed.size === 0) return attachment;
  for (const [kind, number] of own.removed) cleaning.removed.set(kind, (cleaning.removed.get(kind) ?? 0) + number);
  return {
    ...attachment,
    name: attachment.name.replace(/(\.[^.]*)?$/, (extension) => `-rensad${extension}`),
    description: `${attachment.description}, där personuppgifter är borttagna`,
    bytes: new TextEncoder().encode(clean),
  };
}
