import { text } from '../core/text.js';
import type { Change } from '../model/change.js';
import type { Reporter } from './_contract.js';
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

/** For a pull request or a memo: a heading per item, struck and bold text for what went and came. */
export const diffMarkdown: Reporter<'diff'> = ({ before, after, changes, responders }, { language }) => {
  const say = (sv: string, en: string): string => text(sv, en)[language];
  const lines = [`# ${say('Ändringar', 'Changes')}`, '', `\`${before}\` → \`${after}\``, ''];
  if (changes.length === 0) lines.push(say('Inget skiljer.', 'Nothing differs.'), '');
  for (const group of byItem(changes).values()) {
    const [first] = group;
    if (!first) continue;
    lines.push(`## ${escaped(shortened(titleOf(first, group), 120))}`, '');
    for (const change of group) {
      const name = fieldWord(change, language);
      const field = name === '' ? '' : ` (${name})`;
      const what = `**${kindWord(change, language)}** ${itemWords[change.item][language]} ${quoted(escaped(shortened(change.title, 90)), language)}${field}, ${weightWord(change, language)}`;
      const causes =
        change.causes.length > 0
          ? ` ${say('Orsak', 'Cause')}: ${escaped(causeWords(change, responders, language))}.`
          : '';
      const detail = detailOf(change);
      const place =
        change.kind === 'moved' || change.paragraph === 'moved'
          ? movedWords(change, language)
          : regroupedWords(change, language);
      const where = place === '' ? '' : `: ${escaped(place)}`;
      lines.push(`- ${what}${where}.${causes}`, ...(detail === '' ? [] : ['', `  > ${detail}`, '']));
    }
    lines.push('');
  }
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
};

const titleOf = (first: Change, group: readonly Change[]): string =>
  group.find(({ within }) => within === undefined)?.title ?? first.title;

const escaped = (plain: string): string => plain.replace(/([\\`*_~[\]<>#|])/g, '\\$1');

function detailOf(change: Change): string {
  const from = change.before?.text ?? '';
  const to = change.after?.text ?? '';
  // Marks do not hold around spaces, so these are kept outside.
  const marked = (piece: string, mark: string): string =>
    piece.replace(/^(\s*)([\s\S]*?)(\s*)$/, (_whole, left: string, core: string, right: string) =>
      core === '' ? `${left}${right}` : `${left}${mark}${escaped(core)}${mark}${right}`,
    );
  if (change.kind === 'moved' || change.kind === 'split' || change.kind === 'merged') return '';
  if (change.paragraph === 'moved' && from === to) return escaped(shortened(to));
  if (change.kind === 'added' || change.paragraph === 'added') return marked(shortened(to), '**');
  if (change.kind === 'removed' || change.paragraph === 'removed') return marked(shortened(from), '~~');
  if (change.kind === 'renamed' || (from.length <= 40 && to.length <= 40))
    return `${marked(from, '~~')} → ${marked(to, '**')}`;
  return pieces(change)
    .map(({ op, text: piece }) => (op === 'equal' ? escaped(piece) : marked(piece, op === 'insert' ? '**' : '~~')))
    .join('')
    .trim();
}
