import { resolve } from 'node:path';
import type { Location } from 'vscode-languageserver/node';
import type { Parsed } from '../parse/parsed.js';
import type { Span } from '../core/source.js';
import { rangeBetween } from './complete.js';
import { holdersAt, mentionsOf, nameAt, placeOfName } from './name-places.js';
import type { Placed } from './workspace-run.js';

/** What turns places in documents into those of the protocol. */
export interface Locating {
  folder: string;
  uri(path: string): string;
}

/** Where the thing that the id at `offset` names is: in files on the disk or in a buffer, never in a revision in git. */
export function definitions({ document, workspace }: Placed, offset: number, locating: Locating): Location[] {
  const found = nameAt(document, offset);
  if (!found) return [];
  const held = holdersAt(found, document, workspace).filter((holder) => isHere(holder.document, workspace));
  return held.slice(0, 1).map((holder) => located(holder.document, spanOf(placeOfName(holder)), locating));
}

/** Every place that names what the id at `offset` is the id of, in every revision of it that is a file. */
export function references(
  { document, workspace }: Placed,
  offset: number,
  { declaration }: { declaration: boolean },
  locating: Locating,
): Location[] {
  const found = nameAt(document, offset);
  const [holder] = found ? holdersAt(found, document, workspace) : [];
  if (!holder) return [];
  const own =
    declaration && isHere(holder.document, workspace)
      ? [located(holder.document, spanOf(placeOfName(holder)), locating)]
      : [];
  const mentions = mentionsOf(holder, workspace, { strict: false });
  return [...own, ...mentions.map((each) => located(each.document, each.mention.span, locating))];
}

const spanOf = (place: ReturnType<typeof placeOfName>): Span => ('written' in place ? place.written : place.implied);

const isHere = (document: Parsed, { documents }: Placed['workspace']): boolean => documents.includes(document);

const located = ({ source }: Parsed, { start, end }: Span, { folder, uri }: Locating): Location => ({
  uri: uri(resolve(folder, source.path)),
  range: rangeBetween(source, start, end),
});
