import type { PermissionFacts } from '../model/verdict.js';
import type { PdfDictionary } from '../pdf/object-reader.js';
import { textString } from '../pdf/object-reader-text.js';
import { catalogOf, entriesOf, entry, resolve } from '../pdf/revisions-view.js';
import type { View } from '../pdf/revisions-view.js';
import type { FormField } from './form-fields.js';

type Lock = PermissionFacts['locks'][number];

type Level = 1 | 2 | 3;

const levelOf = (view: View, parameters: PdfDictionary | undefined, otherwise: 2 | null): Level | null => {
  const level = entry(view, parameters, 'P', 'number')?.value;
  return level === 1 || level === 2 || level === 3 ? level : otherwise;
};

function lockOf(view: View, entries: PdfDictionary | undefined): Lock[] {
  const action = entry(view, entries, 'Action', 'name')?.value;
  if (!entries || (action !== 'All' && action !== 'Include' && action !== 'Exclude')) return [];
  const items = entry(view, entries, 'Fields', 'array')?.items ?? [];
  const fields = items.flatMap((item) => {
    const value = resolve(view, item);
    return value?.kind === 'string' ? [textString(value.bytes)] : [];
  });
  return [{ action, fields }];
}

/** What each entry of a signature's /Reference says (ISO 32000-1, 12.8.1, table 253). */
function transforms(view: View, signature: PdfDictionary): { method: string; parameters: PdfDictionary | undefined }[] {
  const items = entry(view, signature, 'Reference', 'array')?.items ?? [];
  return items.flatMap((item) => {
    const reference = entriesOf(resolve(view, item));
    const method = entry(view, reference, 'TransformMethod', 'name')?.value;
    return method ? [{ method, parameters: entry(view, reference, 'TransformParams', 'dictionary')?.entries }] : [];
  });
}

/**
 * What a signature allows afterwards: DocMDP and FieldMDP among its references, and /Lock of its field, whose /P restricts as DocMDP does
 * (ISO 32000-2, 12.8.2.2, 12.8.2.4 and 12.7.5.5). Where several say something, the strictest level and all locks count.
 */
export function permissionsOf(view: View, field: FormField, signature: PdfDictionary): PermissionFacts {
  const found = transforms(view, signature);
  const levels: (Level | null)[] = found
    .filter(({ method }) => method === 'DocMDP')
    .map(({ parameters }) => levelOf(view, parameters, 2));
  const locks = found
    .filter(({ method }) => method === 'FieldMDP')
    .flatMap(({ parameters }) => lockOf(view, parameters));
  const lock = entry(view, field.entries, 'Lock', 'dictionary')?.entries;
  levels.push(levelOf(view, lock, null));
  // Readers go by the catalog, so a certification that only stands there counts too.
  const certified = entry(view, catalogOf(view), 'Perms', 'dictionary')?.entries.get('DocMDP');
  if (certified && field.value?.kind === 'reference' && certified.kind === 'reference') {
    if (certified.number === field.value.number && !levels.some((level) => level !== null)) levels.push(2);
  }
  const said = levels.filter((level) => level !== null);
  const same = (one: Lock, other: Lock): boolean => JSON.stringify(one) === JSON.stringify(other);
  const all = [...locks, ...lockOf(view, lock)];
  return {
    certification: said.length > 0 ? (Math.min(...said) as Level) : null,
    locks: all.filter((one, index) => all.findIndex((other) => same(one, other)) === index),
  };
}

/** Whether a lock covers a field, by its full name; a parent's name covers all below it. */
export function isLocked({ locks }: Pick<PermissionFacts, 'locks'>, name: string): boolean {
  return locks.some(({ action, fields }) => {
    const named = fields.some((each) => each === name || name.startsWith(`${each}.`));
    return action === 'All' || (action === 'Include' ? named : !named);
  });
}
