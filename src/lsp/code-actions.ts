import { type CodeAction, CodeActionKind, type Range, type TextEdit } from 'vscode-languageserver/node';
import type { Diagnostic, Edit, Fix } from '../core/diagnostic.js';
import type { Source } from '../core/source.js';
import { text } from '../core/text.js';
import { rangeBetween } from './complete.js';
import { meet, rangeOf } from './places.js';
import { suppressionFor } from './suppression.js';
import { type Manner, told } from './told.js';

/** What a client asks actions for. */
export interface ActionsAsked {
  source: Source;
  range: Range;
  findings: readonly Diagnostic[];
  folder: string;
  /** The kinds that are asked for; every kind if none is named. */
  only: readonly string[] | undefined;
  /** Makes a change of the file, tied to the version it was worked out from. */
  change(edits: TextEdit[]): NonNullable<CodeAction['edit']>;
}

/** The kind of an action that mends everything that is safe to mend. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.fardplan`;

/** What can be done about the findings at a range: what is safe first, then what may be chosen, then to allow it with a reason. */
export function codeActions(asked: ActionsAsked, manner: Manner): CodeAction[] {
  const { source, range, findings, folder, only, change } = asked;
  const wants = (kind: string): boolean => !only || only.some((each) => kind === each || kind.startsWith(`${each}.`));
  const edit = (edits: readonly Edit[]) => change(edits.map((each) => textEdit(source, each)));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    for (const finding of findings) {
      if (!meet(rangeOf(finding), range)) continue;
      const diagnostics = [told(finding, folder, manner)];
      const action = ({ title, edits }: Fix, isPreferred: boolean): CodeAction => ({
        title: title[manner.language],
        kind: CodeActionKind.QuickFix,
        diagnostics,
        ...(isPreferred ? { isPreferred } : {}),
        edit: edit(edits),
      });
      if (finding.fix) actions.push(action(finding.fix, true));
      for (const each of finding.suggestions ?? []) actions.push(action(each, false));
      const allow = suppressionFor(source, finding, manner.language);
      if (allow) actions.push(action(allow, false));
    }
  }
  if (wants(fixAllKind)) {
    const edits = allEdits(findings);
    if (edits.length > 0) {
      const title = text('Rätta allt som är säkert att rätta', 'Mend everything that is safe to mend');
      actions.push({ title: title[manner.language], kind: fixAllKind, edit: edit(edits) });
    }
  }
  return actions;
}

/** The edits of every safe change; of those that overlap, the first. What is left is found again afterwards. */
function allEdits(findings: readonly Diagnostic[]): Edit[] {
  const taken: Edit[] = [];
  for (const { fix } of findings) {
    if (!fix || fix.edits.some((edit) => taken.some((other) => overlap(edit, other)))) continue;
    taken.push(...fix.edits);
  }
  return taken;
}

const overlap = ({ span: one }: Edit, { span: other }: Edit): boolean =>
  one.start === other.start || (one.start < other.end && other.start < one.end);

/** An edit as the protocol has it. */
export const textEdit = (source: Source, { span, text: newText }: Edit): TextEdit => ({
  range: rangeBetween(source, span.start, span.end),
  newText: withLineEnds(newText, source.text),
});

/** New text takes the line ends of the file it comes to stand in. */
const withLineEnds = (value: string, around: string): string =>
  around.includes('\r\n') ? value.replace(/\r?\n/g, '\r\n') : value;
