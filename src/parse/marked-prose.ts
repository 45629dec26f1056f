import type { RootContent } from 'mdast';
import { Locations } from '../core/locations.js';
import type { ItemKind } from '../model/section.js';
import { Ids, parseTables, spanOf } from './markdown.js';
import { writtenText } from './outline.js';
import { markOf, proseMark } from './prose-marks.js';
import { readList, tableKind } from './tables.js';

/**
 * Prose as it can stand in a section of `kind`: a block that would be read as a heading or a record of the section gets a mark before it.
 * `listed` tells that the section has its statements already, so that a list is nothing but a list.
 */
export function markedProse(prose: string, kind: ItemKind, listed: boolean): string {
  // Nothing but words needs no look.
  if (!/^ {0,3}(?:#|[-*+|]|\d+[.)]|=|<!--)|\||^[*_\s]*(?:indikator|no indicator)/im.test(prose)) return prose;
  const blocks = parseTables(prose).children;
  let written = '';
  let at = 0;
  for (const [index, block] of blocks.entries()) {
    const before = blocks[index - 1];
    const marked = before !== undefined && markOf(before, prose) === 'text';
    if (marked || !isMistaken(block, prose, kind, listed)) continue;
    const { start } = spanOf(block);
    written += `${prose.slice(at, start)}${proseMark.text}\n\n`;
    at = start;
  }
  return written + prose.slice(at);
}

function isMistaken(block: RootContent, prose: string, kind: ItemKind, listed: boolean): boolean {
  switch (block.type) {
    case 'heading':
      return true;
    case 'table':
      return tableKind(block, prose) !== undefined;
    case 'list':
      if (kind === 'timeline' || kind === 'follow-up') {
        const context = { text: prose, path: [], locations: new Locations(), remarks: [], ids: new Ids(), start: 0 };
        return readList(kind === 'timeline' ? 'milestones' : 'indicators', block, context) !== undefined;
      }
      return kind === 'target-picture' && !listed;
    case 'paragraph':
      return /^(?:indikator saknas|no indicator)\s*:/i.test(writtenText(prose, block));
    default:
      return false;
  }
}
