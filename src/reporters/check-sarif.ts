import type { Diagnostic, Related } from '../core/diagnostic.js';
import type { Place } from '../core/source.js';
import { text, type Language } from '../core/text.js';
import type { CheckResult, Reporter } from './_contract.js';
import { placedFixes, type PlacedFix } from './_edit-places.js';
import { fileUri } from './_file-uri.js';
import { lastingFingerprints } from './_lasting-fingerprints.js';
import { lineHashes } from './_line-hash.js';
import { levels, sarifRules } from './_sarif-rules.js';

/** GitHub refuses a file with more results in a run. */
const mostResults = 25_000;
/** The folder that relative addresses start from; which one it is, whoever takes the file in knows. */
const root = 'SRCROOT';

const artifact = (file: string) => {
  const { uri, relative } = fileUri(file);
  return relative ? { uri, uriBaseId: root } : { uri };
};

const region = ({ line, column, endLine, endColumn }: Place) => ({
  startLine: line,
  startColumn: column,
  endLine,
  endColumn,
});

const location = (file: string, place: Place) => ({
  physicalLocation: { artifactLocation: artifact(file), region: region(place) },
});

const sentence = (words: string): string => (/[.!?:…]["”)]?$/.test(words) ? words : `${words}.`);

/** What is wrong, what to do about it, and links (3.11.6) to the other places. */
function message({ message: said, help, related = [] }: Diagnostic, language: Language): { text: string } {
  const links = related.map((other, index) => `[${linkText(other, language)}](${index + 1})`);
  const words = [sentence(said[language]), ...(help ? [sentence(help[language])] : []), ...links];
  return { text: words.join(' ') };
}

const linkText = ({ message: said }: Related, language: Language): string =>
  said[language].replace(/[\\[\]]/g, (sign) => `\\${sign}`);

const relatedLocations = ({ related = [] }: Diagnostic, language: Language) =>
  related.map((other, index) => ({
    id: index + 1,
    ...location(other.file, other),
    message: { text: other.message[language] },
  }));

const sarifFix = (file: string, { title, edits }: PlacedFix) => ({
  description: { text: title },
  artifactChanges: [
    {
      artifactLocation: artifact(file),
      replacements: edits.map(({ text: inserted, ...place }) => ({
        deletedRegion: region(place),
        insertedContent: { text: inserted },
      })),
    },
  ],
});

const unreadable = (diagnostics: readonly Diagnostic[], language: Language) =>
  diagnostics
    .filter(({ rule }) => rule === 'read')
    .map((diagnostic) => ({
      descriptor: { id: 'read' },
      level: 'error' as const,
      message: { text: sentence(diagnostic.message[language]) },
      locations: [location(diagnostic.file, diagnostic)],
    }));

const leftOut = (count: number) => ({
  descriptor: { id: 'left-out' },
  level: 'warning' as const,
  message: {
    text: `${count} findings are left out: GitHub takes at most ${mostResults} in a run. Other formats have them all.`,
  },
});

/** At most as many as GitHub takes, the gravest first to stay; in their own order. */
function fitting(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length <= mostResults) return diagnostics;
  const rank = { error: 0, warning: 1, info: 2 };
  const kept = new Set(
    diagnostics.toSorted((one, two) => rank[one.severity] - rank[two.severity]).slice(0, mostResults),
  );
  return diagnostics.filter((diagnostic) => kept.has(diagnostic));
}

/** The hash of each line with a finding, by file and line. */
function hashesByLine(diagnostics: readonly Diagnostic[], sources: CheckResult['sources']) {
  const lines = new Map<string, Set<number>>();
  for (const { file, line } of diagnostics) lines.set(file, (lines.get(file) ?? new Set()).add(line));
  return new Map(
    [...lines].flatMap(([file, wanted]) => {
      const source = sources.get(file);
      return source ? [[file, lineHashes(source, wanted)] as const] : [];
    }),
  );
}

/**
 * A log in SARIF 2.1.0 with its fixes, as GitHub code scanning and others take it in. `{` and `}` in messages are not doubled as 3.11.5 would have it: no
 * message has placeholders, and no reader undoes it.
 */
export const checkSarif: Reporter<'check'> = ({ diagnostics: all, sources }, { language, version }) => {
  const diagnostics = fitting(all);
  const rules = sarifRules(
    diagnostics.map(({ rule }) => rule),
    language,
  );
  const index = new Map(rules.map(({ id }, at) => [id, at]));
  const prints = lastingFingerprints(diagnostics, sources);
  const hashes = hashesByLine(diagnostics, sources);
  const results = diagnostics.map((diagnostic) => {
    const { file, line, rule, severity, related } = diagnostic;
    const { fix, suggestions = [] } = placedFixes(diagnostic, sources.get(file), language);
    const fixes = [...(fix ? [fix] : []), ...suggestions].filter(({ edits }) => edits.length > 0);
    const hash = hashes.get(file)?.get(line);
    return {
      ruleId: rule,
      ruleIndex: index.get(rule),
      level: levels[severity],
      message: message(diagnostic, language),
      locations: [location(file, diagnostic)],
      ...(related && related.length > 0 ? { relatedLocations: relatedLocations(diagnostic, language) } : {}),
      partialFingerprints: {
        ...(hash === undefined ? {} : { primaryLocationLineHash: hash }),
        'fardplan/v1': prints.get(diagnostic),
      },
      ...(fixes.length > 0 ? { fixes: fixes.map((each) => sarifFix(file, each)) } : {}),
    };
  });
  const unread = unreadable(all, language);
  const left = all.length - diagnostics.length;
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'fardplan',
            ...(version === undefined ? {} : { version, semanticVersion: version }),
            rules,
          },
        },
        language,
        columnKind: 'utf16CodeUnits',
        newlineSequences: ['\r\n', '\n', '\r'],
        originalUriBaseIds: {
          [root]: {
            description: {
              text: text('Mappen där kontrollen kördes', 'The folder in which the check was run')[language],
            },
          },
        },
        invocations: [
          {
            executionSuccessful: unread.length === 0,
            toolExecutionNotifications: [...unread, ...(left > 0 ? [leftOut(left)] : [])],
          },
        ],
        results,
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};
