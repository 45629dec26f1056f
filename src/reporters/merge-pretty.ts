import { type Language, text, type Text } from '../core/text.js';
import type { Conflict, ConflictKind, Said } from '../merge/conflict.js';
import { quoted, shortened } from './_change-words.js';
import type { Manner, Reporter } from './_contract.js';

/** For people: each conflict with the line of its markers and what the three texts say. */
export const mergePretty: Reporter<'merge'> = ({ path, conflicts, faults }, manner) => {
  const { language, paint } = manner;
  const told = conflicts.map((conflict) => describe(path, conflict, manner));
  const broken = faults.map(({ line, message, help }) => {
    const more = help ? `\n    ${help[language]}` : '';
    return `${paint.bold(`${path}:${line}`)} ${paint.red(text('går inte ihop', 'does not fit together')[language])}  ${message[language]}${more}\n`;
  });
  const counts = [
    ...(conflicts.length > 0
      ? [counted(conflicts.length, text('konflikt', 'conflict'), text('konflikter', 'conflicts'), language)]
      : []),
    ...(faults.length > 0 ? [counted(faults.length, text('fel', 'fault'), text('fel', 'faults'), language)] : []),
  ];
  if (counts.length === 0)
    return `${path}: ${text('sammanfogad utan konflikter', 'merged without conflicts')[language]}\n`;
  const advice = text(
    'Behåll det som ska stå mellan markörerna <<<<<<< och >>>>>>>, och ta bort resten och markörerna.',
    'Between the markers <<<<<<< and >>>>>>>, keep what is to stand; remove the rest, and the markers.',
  )[language];
  return `${[...told, ...broken].join('\n')}\n${path}: ${counts.join(', ')}\n${conflicts.length > 0 ? `${advice}\n` : ''}`;
};

const counted = (count: number, one: Text, several: Text, language: Language): string =>
  `${count} ${(count === 1 ? one : several)[language]}`;

const why: Record<ConflictKind, Text> = {
  changed: text('ändrat på båda sidor', 'changed on both sides'),
  removed: text('borttaget på den ena sidan, ändrat på den andra', 'removed on one side, changed on the other'),
  added: text('tillagt på båda sidor med olika innehåll', 'added on both sides with different content'),
  moved: text('flyttat till olika ställen', 'moved to different places'),
};

const what: Partial<Record<Conflict['part'], Text>> = {
  section: text('avsnitt', 'section'),
  heading: text('rubrik', 'heading'),
  word: text('rubrik', 'heading'),
  paragraph: text('stycke', 'paragraph'),
  sentence: text('mening', 'sentence'),
  list: text('lista', 'list'),
  item: text('punkt', 'list item'),
  table: text('tabell', 'table'),
  row: text('tabellrad', 'row'),
  cell: text('cell', 'cell'),
  pair: text('fält', 'field'),
  entry: text('post', 'entry'),
  comment: text('kommentar', 'comment'),
};

function describe(path: string, conflict: Conflict, { language, paint }: Manner): string {
  const { kind, part, name, section, line } = conflict;
  const field = part === 'sentence' && name !== undefined;
  const noun = (field ? what.pair : (what[part] ?? text('text', 'text')))?.[language] ?? '';
  const called = name === undefined ? '' : ` ${quoted(shortened(name, 60), language)}`;
  const where =
    section === undefined ? '' : ` ${text('i', 'in')[language]} ${quoted(shortened(section, 60), language)}`;
  const head = `${paint.bold(`${path}:${line}`)} ${paint.yellow(`${noun}${called}${where}`)}: ${why[kind][language]}`;
  const side = (label: Text, said: Said | undefined) => {
    const shown = said ? shortened(said.text, 200) : paint.dim(text('(finns inte)', '(not there)')[language]);
    const at = said ? paint.dim(` (${text('rad', 'line')[language]} ${said.line})`) : '';
    return `  ${label[language]} ${shown}${at}`;
  };
  return `${[
    head,
    side(text('utgångsläge:', 'base:  '), conflict.base),
    side(text('vår:        ', 'ours:  '), conflict.ours),
    side(text('deras:      ', 'theirs:'), conflict.theirs),
  ].join('\n')}\n`;
}
