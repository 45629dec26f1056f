import { text } from '../core/text.js';
import type { Change } from '../model/change.js';
import type { Manner, Reporter } from './_contract.js';
import {
  byItem,
  causeWords,
  fieldWord,
  itemWords,
  kindWord,
  movedWords,
  pieces,
  quoted,
  regroupedWords,
  shortened,
  weightWord,
} from './_change-words.js';

/** For people: the changes under the item they belong to; insertions and deletions carried by marks, colour only helping. */
export const diffPretty: Reporter<'diff'> = ({ before, after, changes, responders }, manner) => {
  const { language, paint } = manner;
  const head = `${paint.bold(`${before} → ${after}`)}\n`;
  if (changes.length === 0) return `${head}${text('Inget skiljer.', 'Nothing differs.')[language]}\n`;
  const groups = [...byItem(changes).values()].map((group) => {
    const [first] = group;
    if (!first) return '';
    const lines = group.flatMap((change, index) => {
      // One cause of many changes under one heading is told once, after the last of them.
      const last = causesOf(change) !== causesOf(group[index + 1]);
      return describe(change, first, last, responders, manner);
    });
    return `\n${lines.join('\n')}\n`;
  });
  const substantive = changes.filter(({ weight }) => weight === 'substantive').length;
  const counted = text(
    `${changes.length} ${changes.length === 1 ? 'ändring' : 'ändringar'}: ${substantive} i sak, ${changes.length - substantive} redaktionella`,
    `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}: ${substantive} substantive, ${changes.length - substantive} editorial`,
  )[language];
  return `${head}${groups.join('')}\n${counted}\n`;
};

const marks = { added: '+', removed: '-', changed: '~', moved: '>', renamed: '=', split: '<', merged: '}' } as const;

const causesOf = (change: Change | undefined): string => change?.causes.join() ?? '';

function describe(
  change: Change,
  first: Change,
  last: boolean,
  responders: ReadonlyMap<string, string>,
  manner: Manner,
): string[] {
  const { language, paint } = manner;
  const colour = change.kind === 'added' ? paint.green : change.kind === 'removed' ? paint.red : paint.yellow;
  const place = change.after ?? change.before;
  const name = fieldWord(change, language);
  const field = name === '' ? '' : `: ${name}`;
  const title = `${itemWords[change.item][language]} ${quoted(shortened(change.title, 90), language)}${field}`;
  const weight = change.weight === 'editorial' ? paint.dim(` (${weightWord(change, language)})`) : '';
  const line = place ? paint.dim(`  ${text('rad', 'line')[language]} ${change.after ? '' : '-'}${place.line}`) : '';
  const lines = [
    `${change === first ? '' : '  '}${colour(`${marks[change.kind]} ${kindWord(change, language)}`)}  ${title}${weight}${line}`,
  ];
  lines.push(...detailsOf(change, manner).map((detail) => `    ${detail}`));
  if (last && change.causes.length > 0) {
    lines.push(`    ${paint.cyan(`← ${causeWords(change, responders, language)}`)}`);
  }
  return lines;
}

/** What a change says beside its heading: where to, and then the words. */
function detailsOf(change: Change, manner: Manner): string[] {
  const { language } = manner;
  const moved = change.kind === 'moved' || change.paragraph === 'moved';
  const where = moved ? movedWords(change, language) : regroupedWords(change, language);
  const same = change.before?.text === change.after?.text;
  // Which paragraph it was is seen by how it begins; an item has its title.
  const what = change.paragraph && same ? shortened(change.after?.text ?? '') : '';
  const words = change.kind === 'moved' || (moved && same) || (where !== '' && !moved) ? what : wordsOf(change, manner);
  return [where, words].filter((detail) => detail !== '');
}

function wordsOf(change: Change, { paint, language }: Manner): string {
  const from = change.before?.text ?? '';
  const to = change.after?.text ?? '';
  if (change.kind === 'renamed') return `${paint.red(quoted(from, language))} → ${paint.green(quoted(to, language))}`;
  if (change.kind === 'added' || change.paragraph === 'added') return paint.green(`{+${shortened(to)}+}`);
  if (change.kind === 'removed' || change.paragraph === 'removed') return paint.red(`[-${shortened(from)}-]`);
  // Short values read best whole: 2027 → 2026.
  if (from.length <= 40 && to.length <= 40)
    return `${paint.red(from === '' ? '–' : from)} → ${paint.green(to === '' ? '–' : to)}`;
  return pieces(change)
    .map(({ op, text: piece }) =>
      op === 'equal' ? piece : op === 'insert' ? paint.green(`{+${piece}+}`) : paint.red(`[-${piece}-]`),
    )
    .join('')
    .trim();
}
