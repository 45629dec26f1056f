import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import type { LaterChange } from '../model/verdict.js';
import type { PdfStructure } from '../pdf/revisions.js';
import { catalogOf, entriesOf, entry, references, resolve } from '../pdf/revisions-view.js';
import { allowSigning } from './allow-signing.js';
import { allowCatalog, allowInfo, allowPages, allowTrailer } from './allow-structure.js';
import { compareRevisions } from './compare.js';
import type { Comparison } from './compare.js';
import { placesOf } from './places.js';

const mostNamed = 20;

const sentence = ({ sv, en }: Text): Text =>
  text(sv.charAt(0).toUpperCase() + sv.slice(1), en.charAt(0).toUpperCase() + en.slice(1));

/** Numbers that old content referred to in vain, and that now mean something: content prepared to appear later. */
function refuseRevealed(comparison: Comparison): void {
  const { added, revision, referred, before } = comparison;
  for (const number of new Set([...added, ...revision.containers])) {
    if (!referred.has(number) || before.objects.has(number)) continue;
    comparison.explained.add(number);
    const user = [...before.objects.values()].find((object) => references(object.value).includes(number));
    const name = (user && placesOf(before).get(user.number)) ?? text('filens innehåll', "the file's content");
    comparison.refused.push(
      text(
        `Förberett innehåll togs fram: objekt ${number}, som ${name.sv} hänvisade till men som saknades, lades till.`,
        `Prepared content was brought forth: object ${number}, which ${name.en} referred to but which was missing, was added.`,
      ),
    );
  }
}

/** Whatever nothing allowed accounts for, in words. */
function refuseRest(comparison: Comparison): void {
  const { explained } = comparison;
  const open = (numbers: ReadonlySet<number>): number[] => [...numbers].filter((number) => !explained.has(number));
  // New objects follow from the change that refers to them, so they are only worth naming when nothing else is.
  const added = open(comparison.added).filter((number) => !comparison.revision.containers.has(number));
  if (open(comparison.changed).length + open(comparison.removed).length + added.length === 0) return;
  const before = placesOf(comparison.before);
  const after = placesOf(comparison.after);
  const unknown = (number: number): Text => text(`objekt ${number}`, `object ${number}`);
  for (const number of open(comparison.changed)) {
    const name = before.get(number) ?? after.get(number) ?? unknown(number);
    comparison.refused.push(text(`Ändrat: ${name.sv}.`, `Changed: ${name.en}.`));
  }
  for (const number of open(comparison.removed)) {
    const name = before.get(number) ?? unknown(number);
    comparison.refused.push(text(`Borttaget: ${name.sv}.`, `Removed: ${name.en}.`));
  }
  if (comparison.refused.length > 0) return;
  for (const number of added) {
    const name =
      after.get(number) ?? text(`objekt ${number}, som inget använder`, `object ${number}, which nothing uses`);
    comparison.refused.push(text(`Tillagt: ${name.sv}.`, `Added: ${name.en}.`));
  }
}

/** Whether the first signature certifies that nothing may follow: DocMDP with /P 1 (ISO 32000-1, 12.8.2.2). */
function isSealed(comparison: Comparison): boolean {
  const view = comparison.before;
  const permissions = entry(view, catalogOf(view), 'Perms', 'dictionary')?.entries;
  const signature = entriesOf(resolve(view, permissions?.get('DocMDP')));
  const items = entry(view, signature, 'Reference', 'array')?.items ?? [];
  return items.some((item) => {
    const reference = entriesOf(resolve(view, item));
    const level = entry(view, entry(view, reference, 'TransformParams', 'dictionary')?.entries, 'P', 'number')?.value;
    return entry(view, reference, 'TransformMethod', 'name')?.value === 'DocMDP' && level === 1;
  });
}

function judgeRevision(comparison: Comparison): LaterChange[] {
  allowTrailer(comparison);
  allowSigning(comparison);
  allowPages(comparison);
  allowCatalog(comparison);
  allowInfo(comparison);
  refuseRevealed(comparison);
  refuseRest(comparison);
  const { refused, allowed } = comparison;
  const sealed = isSealed(comparison);
  const revision = comparison.revision.index + 1;
  if (refused.length === 0 && allowed.length === 0) {
    allowed.push({
      kind: 'nothing',
      what: text('Filen sparades om utan ändring.', 'The file was saved again without a change.'),
    });
  }
  const unique = [...new Map(refused.map((what) => [what.en, what])).values()];
  const more = unique.length - mostNamed;
  const shown = unique.slice(0, mostNamed);
  if (more > 0) shown.push(text(`… och ${more} ändringar till.`, `… and ${more} more changes.`));
  return [
    ...shown.map((what) => ({ revision, allowed: false, what: sentence(what) })),
    ...allowed.map(({ kind, what }) =>
      sealed && (kind === 'signature' || kind === 'field')
        ? {
            revision,
            allowed: false,
            what: text(
              `${what.sv} Den första undertecknaren har förbjudit det.`,
              `${what.en} The first signer has forbidden that.`,
            ),
          }
        : { revision, allowed: true, what },
    ),
  ];
}

/**
 * What every revision after number `from` (an index) did, judged by an allow-list: only signing itself, time-stamps and validation data may follow a
 * signature. Each revision is judged, also behind harmless ones.
 */
export function laterChanges(structure: PdfStructure, from: number): LaterChange[] {
  return structure.revisions.slice(from + 1).flatMap((revision) => {
    const comparison = compareRevisions(structure, revision.index);
    return comparison ? judgeRevision(comparison) : [];
  });
}
