import type { AnswerForm } from '../model/answer-form.js';
import { closing, instructions, stanceChoices } from '../ooxml/form-blocks.js';
import { fieldLabels, headingFields } from '../ooxml/form-marks.js';
import { plainInline } from '../parse/plain-markdown.js';
import { writeYaml } from '../parse/write-yaml.js';

/** The answer form as Markdown (`response/v1`): every heading with its id, and fields that say nothing until they are filled in. */
export function markdownForm(form: AnswerForm): string {
  const { party, round, roadmap, headings } = form;
  const taken = new Set(headings.map(({ id }) => id));
  const fields = headingFields.map((name) => `**${fieldLabels[name]}:**`).join('\n\n');
  const general = taken.has('allmant') ? '' : ' {#allmant}';
  return [
    `---\n${writeYaml({ fardplan: 'response/v1', huvudman: party.id, remiss: round.id, remissversion: roadmap.version })}` +
      `# Fyll i nedan. Datum skrivs ÅÅÅÅ-MM-DD.\ndatum:\norgan:\ndiarienummer:\n# ${stanceChoices.join(', ')}\nståndpunkt:\n---`,
    `# Svar på remiss: ${plainInline(roadmap.title)}`,
    comment([
      party.name,
      ...[...instructions(form), markdownInstruction].map((line) => `- ${line}`),
      closing(form),
      `SHA-256: ${roadmap.sha256}`,
    ]),
    `## ${fieldLabels.summary}`,
    ...headings.map(({ id, title, number, depth }) => {
      const marks = '#'.repeat(Math.min(6, depth + 1));
      return `${marks} ${number === undefined ? '' : `${number}. `}${plainInline(title)} {#${id}}\n\n${fields}`;
    }),
    `## ${fieldLabels.general}${general}`,
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

/** What a word processor would have locked. */
const markdownInstruction =
  'Skriv efter orden Ståndpunkt, Synpunkt, Motiv och Ändringsförslag, eller på raderna under. Ändra inte rubrikerna.';

/** Text that readers of the file see, and that is no part of the answer. */
const comment = (lines: readonly string[]): string =>
  `<!--\n${lines.map((line) => line.replace(/-{2,}|[<>]/g, ' ')).join('\n')}\n-->`;
