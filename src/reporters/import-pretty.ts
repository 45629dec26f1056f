import type { ImportOutcome } from '../consultation/import-plan.js';
import { text, type Text } from '../core/text.js';
import type { FileRemark, Reporter } from './_contract.js';

const results: Record<ImportOutcome['result'], Text> = {
  written: text('nytt svar', 'new answer'),
  replaced: text('ersatt', 'replaced'),
  unchanged: text('oförändrat', 'unchanged'),
  refused: text('togs inte in', 'not taken in'),
};

/** For people: what was not read, one line for each answer with what to look at below it, and a sum. */
export const importPretty: Reporter<'import'> = (
  { round, dryRun, outcomes, sheets, unread, remarks },
  { language, paint },
) => {
  const say = (sv: string, en: string): string => (language === 'sv' ? sv : en);
  const colours = { written: paint.green, replaced: paint.yellow, unchanged: paint.dim, refused: paint.red };
  const lines: string[] = [];
  const remark = ({ message, help }: { message: Text; help?: Text }, mark: string): void => {
    lines.push(`    ${mark} ${message[language]}`);
    if (help) lines.push(`      ${paint.dim(`= ${help[language]}`)}`);
  };
  const told = new Set<string>();
  const remarksOn = (file: string): void => {
    if (told.has(file)) return;
    told.add(file);
    for (const each of remarks.filter((other) => other.file === file)) remark(each, paint.cyan('·'));
  };
  for (const { file, message, help } of unread as FileRemark[]) {
    lines.push(`${paint.red(say('lästes inte', 'not read'))}  ${file}: ${message[language]}`);
    if (help) lines.push(`      ${paint.dim(`= ${help[language]}`)}`);
    remarksOn(file);
  }
  for (const { file, path, changed, findings } of sheets) {
    const what =
      changed.length === 0
        ? say('inget har ändrats', 'nothing has changed')
        : changed.length === 1
          ? say('1 synpunkt fick ny hantering', '1 comment got a new disposition')
          : say(`${changed.length} synpunkter fick ny hantering`, `${changed.length} comments got a new disposition`);
    lines.push(
      `${changed.length > 0 ? paint.green(say('hanteringar', 'dispositions')) : paint.dim(say('oförändrat', 'unchanged'))}  ${file} → ${path}: ${what}`,
    );
    for (const { kind, cell, message, help } of findings) {
      const at = cell === undefined ? text('', '') : text(`cell ${cell}: `, `cell ${cell}: `);
      const told = text(at.sv + message.sv, at.en + message.en);
      remark({ message: told, ...(help ? { help } : {}) }, kind === 'error' ? paint.red('×') : paint.cyan('·'));
    }
  }
  for (const { file, name, result, path, comments, notes, message, help } of outcomes) {
    const count =
      comments === 1 ? say('1 synpunkt', '1 comment') : say(`${comments} synpunkter`, `${comments} comments`);
    const who = name ?? say('okänd huvudman', 'unknown principal');
    const what = result === 'refused' ? `: ${message?.[language] ?? ''}` : ` → ${path ?? ''} (${count})`;
    lines.push(`${colours[result](results[result][language])}  ${who}, ${file}${what}`);
    if (help) lines.push(`      ${paint.dim(`= ${help[language]}`)}`);
    remarksOn(file);
    for (const each of notes) remark(each, each.kind === 'unplaced' ? paint.yellow('!') : paint.cyan('·'));
  }
  const number = (result: ImportOutcome['result']): number => outcomes.filter((each) => each.result === result).length;
  const taken = number('written') + number('replaced');
  const unplaced = outcomes.flatMap(({ notes }) => notes).filter(({ kind }) => kind === 'unplaced').length;
  const out = number('refused') + unread.length;
  if (outcomes.length + unread.length === 0)
    return `${[...lines, ...(dryRun ? [say('Inget har skrivits.', 'Nothing has been written.')] : [])].join('\n')}\n`;
  lines.push(
    '',
    [
      say(
        `${round.title}: ${taken} in, ${number('unchanged')} oförändrade, ${out} utanför`,
        `${round.title}: ${taken} in, ${number('unchanged')} unchanged, ${out} left out`,
      ),
      ...(unplaced > 0 ? [say(`${unplaced} ej placerade`, `${unplaced} not placed`)] : []),
      ...(dryRun ? [say('inget har skrivits', 'nothing has been written')] : []),
    ].join('; '),
  );
  return `${lines.join('\n')}\n`;
};
