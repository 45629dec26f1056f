import { listed } from '../core/text.js';
import type { Attachment, Block, CopyReference, Inline } from '../model/document.js';
import { shownTime } from '../pdf/signature-time.js';
import type { RemovedKind } from './clean-text.js';

/** A signature of the original. */
export interface SignedBy {
  field: string;
  /** ISO 8601 in UTC, as far as it is known. */
  at: string | null;
}

const plain = (text: string): Inline[] => [{ type: 'text', text }];
const strong = (text: string): Inline => ({ type: 'strong', children: plain(text) });

const names: Record<RemovedKind, [one: string, more: string]> = {
  'personal-number': ['personnummer', 'personnummer'],
  email: ['e-postadress', 'e-postadresser'],
  phone: ['telefonnummer', 'telefonnummer'],
  ip: ['IP-adress', 'IP-adresser'],
  name: ['namn', 'namn'],
};

/** “2 e-postadresser och 1 telefonnummer”, or that nothing had to go. */
export function removedWords(removed: Readonly<Record<string, number>>): string {
  const parts = Object.entries(removed).map(([kind, number]) => {
    const [one, more] = names[kind as RemovedKind] ?? [kind, kind];
    return `${number} ${number === 1 ? one : more}`;
  });
  return parts.length === 0 ? 'inga personuppgifter behövde tas bort' : listed(parts, 'sv');
}

const anchor = 'om-kopian';

/** What stands first in a copy. */
export function copyBox({ keeper, signed, removed }: CopyReference): Block {
  const original = signed ? 'Det undertecknade originalet' : 'Originalet, som inte är undertecknat,';
  const gone =
    Object.keys(removed).length === 0 ? '' : ' Personuppgifter är borttagna; det står inom hakparentes där de fanns.';
  return {
    type: 'facts',
    role: 'copy',
    facts: [
      {
        term: 'Publiceringskopia',
        value: [
          ...plain(`${original} förvaras hos ${keeper}.${gone} Se `),
          { type: 'link', url: `#${anchor}`, children: plain('Om denna kopia') },
          ...plain('.'),
        ],
      },
    ],
  };
}

/** What the box of a document that is bound to a text says of its attachment, in a copy that has another. */
export const otherAttachment = (attachment: Attachment, original: Attachment): string =>
  attachment.mediaType === 'text/plain'
    ? `${original.name} i originalet, utelämnad i kopian`
    : `${original.name} i originalet, ${attachment.name} i kopian`;

/** Who signed the original, instead of room to sign. */
export function signedBlocks(
  signers: readonly { field: string; name: string; role: string }[],
  signed: readonly SignedBy[],
): Block[] {
  const items = signers.map(({ field, name, role }): Block[] => {
    const found = signed.find((each) => each.field === field);
    const when = found
      ? `undertecknade originalet elektroniskt${found.at === null ? '' : ` ${shownTime(new Date(found.at))}`}`
      : 'har inte undertecknat originalet';
    return [{ type: 'paragraph', children: [strong(name), ...plain(`, ${role}: ${when}.`)] }];
  });
  return items.length === 0 ? [] : [{ type: 'list', ordered: false, items }];
}

/** What stands last in a copy: which file it was made from, and what was done. */
export function referenceBlocks(
  copy: CopyReference,
  { attachment, original, embeds }: { attachment: Attachment; original: Attachment; embeds: boolean },
): Block[] {
  const { sha256, signed, keeper, removed } = copy;
  const part =
    signed &&
    `version ${signed.revision}: ${signed.sha256 === sha256 ? 'hela filen' : 'de första'}${signed.sha256 === sha256 ? ',' : ''} ${signed.length} byte`;
  const facts: [string, string][] = [
    ['SHA-256', sha256],
    ['Undertecknat', signed ? (signed.at === undefined ? 'ja' : shownTime(new Date(signed.at))) : 'nej'],
    ...(part === undefined ? [] : [['Undertecknad del', part] satisfies [string, string]]),
    ...(signed && signed.sha256 !== sha256 ? [['Dess SHA-256', signed.sha256] satisfies [string, string]] : []),
    ['Förvaras hos', keeper],
    ['Borttaget', removedWords(removed)],
    ['Bilaga', attachmentWords(attachment, original, embeds)],
  ];
  return [
    { type: 'heading', level: 2, id: anchor, children: plain('Om denna kopia') },
    {
      type: 'paragraph',
      children: plain(
        'Kopian är framställd ur det som originalet innehåller och är inte undertecknad av dem som undertecknade originalet. Med uppgifterna nedan går det att visa vilken fil som är originalet.',
      ),
    },
    { type: 'facts', role: 'copy', facts: facts.map(([term, value]) => ({ term, value: plain(value) })) },
  ];
}

function attachmentWords(attachment: Attachment, original: Attachment, embeds: boolean): string {
  if (!embeds) return `${original.name} följer med originalet`;
  if (attachment.name === original.name) return `${attachment.name}, inbäddad i denna fil som den är`;
  return attachment.mediaType === 'text/plain'
    ? `${original.name} är utelämnad`
    : `${attachment.name}, inbäddad i denna fil med personuppgifter borttagna`;
}

/** A note in the place of an attachment that is left out. */
export const originalNote = ({ name }: Attachment): Attachment => ({
  name: `${name.replace(/\.[^.]*$/, '')}-utelamnad.txt`,
  mediaType: 'text/plain',
  description: `Uppgift om att bilagan ${name} är utelämnad`,
  bytes: new TextEncoder().encode(
    `Bilagan ${name} följer med originalet men är utelämnad ur denna publiceringskopia.\n`,
  ),
});
