import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import type { LaterChange } from '../model/verdict.js';
import type { PdfValue } from '../pdf/object-reader.js';
import type { PdfStructure } from '../pdf/revisions.js';
import { entriesOf, inside, references } from '../pdf/revisions-view.js';
import { allowSigning } from './allow-signing.js';
import { allowCatalog, allowInfo, allowPages, allowTrailer } from './allow-structure.js';
import { compareRevisions, refuse } from './compare.js';
import type { Allowed, Comparison } from './compare.js';
import { isLocked } from './permissions.js';
import { placesOf } from './places.js';
import type { ObjectPlace } from './places.js';
import type { SignatureFacts } from './signature-facts.js';

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
    const name = (user && placesOf(before).get(user.number)?.name) ?? text('filens innehåll', "the file's content");
    refuse(
      comparison,
      'prepared',
      `Förberett innehåll togs fram: objekt ${number}, som ${name.sv} hänvisade till men som saknades, lades till.`,
      `Prepared content was brought forth: object ${number}, which ${name.en} referred to but which was missing, was added.`,
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
  const unknown = (number: number): ObjectPlace => ({
    name: text(`objekt ${number}`, `object ${number}`),
    kind: 'object',
  });
  for (const number of open(comparison.changed)) {
    const { name, kind } = before.get(number) ?? after.get(number) ?? unknown(number);
    refuse(comparison, kind, `Ändrat: ${name.sv}.`, `Changed: ${name.en}.`);
  }
  for (const number of open(comparison.removed)) {
    const { name, kind } = before.get(number) ?? unknown(number);
    refuse(comparison, kind, `Borttaget: ${name.sv}.`, `Removed: ${name.en}.`);
  }
  if (comparison.refused.length > 0) return;
  for (const number of added) {
    const { name, kind } = after.get(number) ?? {
      name: text(`objekt ${number}, som inget använder`, `object ${number}, which nothing uses`),
      kind: 'object' as const,
    };
    refuse(comparison, kind, `Tillagt: ${name.sv}.`, `Added: ${name.en}.`);
  }
}

/** Whether a value, references not followed, is or holds a script (ISO 32000-1, 12.6.4.16). */
function holdsScript(value: PdfValue, depth = 0): boolean {
  if (depth > 20) return false;
  const action = entriesOf(value)?.get('S');
  if (action?.kind === 'name' && action.value === 'JavaScript') return true;
  for (const each of inside(value)) if (holdsScript(each, depth + 1)) return true;
  return false;
}

/** Scripts are named whatever they hang on: they run when somebody opens the file. */
function refuseScripts(comparison: Comparison): void {
  const { added, changed, after } = comparison;
  for (const number of [...added, ...changed]) {
    const object = after.objects.get(number);
    if (!object || !holdsScript(object.value)) continue;
    const old = comparison.before.objects.get(number);
    if (old && holdsScript(old.value)) continue;
    refuse(
      comparison,
      'action',
      `Ett skript (JavaScript) lades till i objekt ${number}.`,
      `A script (JavaScript) was added in object ${number}.`,
    );
  }
}

/** Why earlier signatures do not allow what a revision did, though it is of a kind that may be done; `null` when they do. */
function forbidden({ kind, field }: Allowed, signatures: readonly SignatureFacts[], revision: number): Text | null {
  // Time-stamps and validation data are no changes, whatever is certified (ISO 32000-2, table 257).
  if (kind !== 'signature' && kind !== 'field') return null;
  for (const [index, { permissions, field: by, revision: at }] of signatures.entries()) {
    if (at >= revision) continue;
    if (permissions.certification === 1) {
      return index === 0
        ? text('Den första undertecknaren har förbjudit det.', 'The first signer has forbidden that.')
        : text(`Underskriften i fältet ${by} förbjuder det.`, `The signature in the field ${by} forbids that.`);
    }
    if (field !== undefined && isLocked(permissions, field))
      return text(
        `Underskriften i fältet ${by} låser det fältet.`,
        `The signature in the field ${by} locks that field.`,
      );
  }
  return null;
}

function judgeRevision(
  comparison: Comparison,
  structure: PdfStructure,
  signatures: readonly SignatureFacts[],
): LaterChange[] {
  allowTrailer(comparison);
  allowSigning(comparison);
  allowPages(comparison);
  allowCatalog(comparison, structure.allowance);
  allowInfo(comparison);
  refuseRevealed(comparison);
  refuseScripts(comparison);
  refuseRest(comparison);
  const { refused, allowed } = comparison;
  const { index } = comparison.revision;
  const revision = index + 1;
  if (refused.length === 0 && allowed.length === 0) {
    allowed.push({
      kind: 'nothing',
      what: text('Filen sparades om utan ändring.', 'The file was saved again without a change.'),
    });
  }
  const unique = [...new Map(refused.map((each) => [each.what.en, each])).values()];
  const more = unique.length - mostNamed;
  const shown = unique.slice(0, mostNamed);
  if (more > 0)
    shown.push({ kind: 'object', what: text(`… och ${more} ändringar till.`, `… and ${more} more changes.`) });
  return [
    ...shown.map(({ kind, what }) => ({ revision, allowed: false, kind, what: sentence(what) })),
    ...allowed.map((each): LaterChange => {
      const { kind, what } = each;
      const why = forbidden(each, signatures, index);
      return why
        ? { revision, allowed: false, kind, what: text(`${what.sv} ${why.sv}`, `${what.en} ${why.en}`) }
        : { revision, allowed: true, kind, what };
    }),
  ];
}

/**
 * What every revision after the first signature did, judged by an allow-list: only signing itself, time-stamps and validation data may follow a
 * signature, and of those only what earlier signatures do not forbid. Each revision is judged, also behind harmless ones.
 */
export function laterChanges(structure: PdfStructure, signatures: readonly SignatureFacts[]): LaterChange[] {
  const [first] = signatures;
  if (!first) return [];
  return structure.revisions.slice(first.revision + 1).flatMap((revision) => {
    const comparison = compareRevisions(structure, revision.index);
    return comparison ? judgeRevision(comparison, structure, signatures) : [];
  });
}
