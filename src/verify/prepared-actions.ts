import { text } from '../core/text.js';
import type { PdfDictionary } from '../pdf/object-reader.js';
import { catalogOf, entry } from '../pdf/revisions-view.js';
import { textEntry } from './form-fields.js';
import { dictionaries, placeOf, type PreparedContext, type PreparedFinding } from './prepared-context.js';

/** Actions that do more than move within the document or open an address (ISO 32000-1, table 198). */
const refusedActions = new Set([
  'GoToR',
  'GoToE',
  'Launch',
  'Thread',
  'Sound',
  'Movie',
  'Hide',
  'Named',
  'SubmitForm',
  'ResetForm',
  'ImportData',
  'SetOCGState',
  'Rendition',
  'Trans',
  'GoTo3DView',
  'RichMediaExecute',
]);

const name = (entries: PdfDictionary, key: string): string | undefined => {
  const value = entries.get(key);
  return value?.kind === 'name' ? value.value : undefined;
};

const isElement = (entries: PdfDictionary): boolean => name(entries, 'Type') === 'StructElem' || entries.has('Pg');

/** Does the file hold a script (ISO 32000-1, 12.6.4.16)? */
export function scripts(context: PreparedContext): PreparedFinding[] {
  const found: PreparedFinding[] = [];
  for (const { object, entries } of dictionaries(context))
    if (name(entries, 'S') === 'JavaScript' || entries.has('JS') || entries.has('JavaScript'))
      found.push({
        kind: 'javascript',
        place: placeOf(context, object),
        what: text(
          'ett program (JavaScript) kan ändra vad som visas',
          'a script (JavaScript) can change what is shown',
        ),
      });
  return found;
}

/** Does the file start programs, fetch other files, send data or hide parts of itself when somebody acts on it? */
export function actions(context: PreparedContext): PreparedFinding[] {
  const found: PreparedFinding[] = [];
  for (const { object, entries } of dictionaries(context)) {
    const action = name(entries, 'S');
    if (action === undefined || isElement(entries)) continue;
    const address = action === 'URI' ? textEntry(context.view, entries, 'URI') : null;
    if (address !== null && !/^(https?|mailto|tel):/i.test(address.trim()))
      found.push({
        kind: 'external-reference',
        place: placeOf(context, object),
        what: text(`en länk leder till ”${address.slice(0, 60)}”`, `a link leads to “${address.slice(0, 60)}”`),
      });
    if (refusedActions.has(action))
      found.push({
        kind: action === 'Launch' ? 'launch-action' : 'action',
        place: placeOf(context, object),
        what: text(`en åtgärd (${action}) gör mer än att bläddra`, `an action (${action}) does more than turn pages`),
      });
  }
  return found;
}

/** Does something happen by itself, when the file or a page is opened, closed or printed? */
export function automaticActions(context: PreparedContext): PreparedFinding[] {
  const found: PreparedFinding[] = [];
  for (const { object, entries } of dictionaries(context))
    if (entries.has('AA'))
      found.push({
        kind: 'automatic-action',
        place: placeOf(context, object),
        what: text('något händer av sig självt (/AA)', 'something happens by itself (/AA)'),
      });
  const opening = entry(context.view, catalogOf(context.view), 'OpenAction', 'dictionary')?.entries;
  if (opening && name(opening, 'S') !== 'GoTo')
    found.push({
      kind: 'automatic-action',
      place: text('dokumentet', 'the document'),
      what: text('något händer när filen öppnas', 'something happens when the file is opened'),
    });
  return found;
}

/** Is anything that is shown fetched from outside the file? */
export function externalContent(context: PreparedContext): PreparedFinding[] {
  const found: PreparedFinding[] = [];
  for (const { object, entries, stream } of dictionaries(context)) {
    const outside = stream && (entries.has('F') || entries.has('Ref') || entries.has('OPI'));
    const specification = name(entries, 'Type') === 'Filespec' && !entries.has('EF');
    if (outside || specification || name(entries, 'FS') === 'URL')
      found.push({
        kind: 'external-reference',
        place: placeOf(context, object),
        what: text('innehåll hämtas från en annan fil', 'content is fetched from another file'),
      });
  }
  return found;
}
