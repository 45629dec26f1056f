import { explainMarkdown } from '../check/explain-markdown.js';
import { explainRule } from '../check/explain.js';
import { subjectOf, subjects } from '../check/rule-subjects.js';
import { rules } from '../check/run-rules.js';
import type { Severity } from '../core/diagnostic.js';
import { text, type Language, type Text } from '../core/text.js';

/** Severities in the words of SARIF (3.27.10). */
export const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/** What GitHub code scanning takes at most of a description (characters). */
const longest = 1024;

/** What is found before any rule looks, or by other steps than the rules. */
const steps: Readonly<Record<string, { title: Text; why: Text }>> = {
  read: {
    title: text('Filen kan läsas', 'The file can be read'),
    why: text('En fil som inte kan läsas kan inte granskas.', 'A file that cannot be read cannot be checked.'),
  },
  syntax: {
    title: text('Filen är rätt skriven i sitt format', 'The file is well-formed'),
    why: text(
      'Är YAML eller rubrikblocket felskrivet går det inte att veta vad som menas, och inget annat i filen granskas.',
      'When the YAML or the front matter is ill-formed there is no knowing what is meant, and nothing else in the file is checked.',
    ),
  },
  schema: {
    title: text('Varje uppgift har rätt form', 'Every value has the right form'),
    why: text(
      'Uppgifter som saknas eller har fel form gör att dokumentet inte kan jämföras, beslutas eller följas upp.',
      'Values that are missing or of the wrong form keep the document from being compared, decided or followed up.',
    ),
  },
  reference: {
    title: text('Det som ett dokument hänvisar till finns', 'What a document refers to is there'),
    why: text(
      'Det som en annan fil eller version säger behövs för att granska dokumentet.',
      'What another file or revision says is needed to check the document.',
    ),
  },
};

const otherStep = {
  title: text('Det som hör ihop hänger ihop', 'What belongs together hangs together'),
  why: text(
    'Synpunkter, hanteringar och ändringar ska gå att följa från svar till färdig text.',
    'Comments, dispositions and changes are to be followed from the answer to the finished text.',
  ),
};

const shortened = (whole: string): string => (whole.length <= longest ? whole : `${whole.slice(0, longest - 1)}…`);

const facts = (id: string, severity: Severity, title: string, why: string) => ({
  id,
  // A name that is the id but for capitals says nothing; SARIF asks for another or none.
  ...(id.includes('-') ? { name: id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()) } : {}),
  shortDescription: { text: shortened(title) },
  fullDescription: { text: shortened(why) },
  defaultConfiguration: { level: levels[severity] },
});

/** GitHub sorts by these; findings are facts about the text, but for those that are only worth knowing. */
const weight = (severity: Severity) => ({
  precision: severity === 'info' ? 'medium' : 'very-high',
  'problem.severity': severity === 'info' ? 'recommendation' : severity,
});

/** A rule as a `reportingDescriptor` (3.49), with what `explain` says of it; those of `ids` that are no rules are told of by what they are. */
export function sarifRules(ids: Iterable<string>, language: Language) {
  const others = [...new Set(ids)].filter((id) => !Object.hasOwn(rules, id)).toSorted();
  return [
    ...Object.entries(rules)
      .toSorted(([one], [two]) => (one < two ? -1 : 1))
      .map(([id, rule]) => ({
        ...facts(id, rule.severity, rule.title[language], rule.why[language]),
        help: {
          text: explainRule(id, language) ?? rule.why[language],
          markdown: explainMarkdown(id, language) ?? rule.why[language],
        },
        properties: {
          ...(rule.code === undefined ? {} : { code: rule.code }),
          tags: [subjects[subjectOf(rule)][language]],
          ...weight(rule.severity),
        },
      })),
    ...others.map((id) => {
      const { title, why } = (Object.hasOwn(steps, id) ? steps[id] : undefined) ?? otherStep;
      return {
        ...facts(id, 'error', title[language], why[language]),
        help: { text: why[language] },
        properties: { tags: [] as string[], ...weight('error') },
      };
    }),
  ];
}
