import type { Diagnostic } from '../core/diagnostic.js';
import { text, type Language } from '../core/text.js';
import type { Reporter } from './_contract.js';
import { slashed } from './_file-uri.js';
import { element, xmlDocument, type Xml } from './_xml.js';

/**
 * JUnit's XML as Jenkins, GitLab and Azure read it: a suite per file, and in it a case per finding, or one that passes. An error fails, what could not be read is
 * an error of the run; warnings and infos pass, as they do for `check`, and say what they have to say as output.
 */
export const checkJunit: Reporter<'check'> = ({ diagnostics, sources }, { language }) => {
  const byFile = new Map<string, Diagnostic[]>([...sources.keys()].map((file) => [file, []]));
  for (const diagnostic of diagnostics)
    byFile.set(diagnostic.file, [...(byFile.get(diagnostic.file) ?? []), diagnostic]);
  const files = [...byFile].toSorted(([one], [two]) => (one < two ? -1 : one > two ? 1 : 0));
  const suites = files.map(([file, found]) =>
    element(
      'testsuite',
      { name: slashed(file), ...counts(Math.max(1, found.length), found) },
      ...(found.length === 0 ? [passing(file, language)] : found.map((each) => testCase(each, language))),
    ),
  );
  const tests = files.reduce((sum, [, found]) => sum + Math.max(1, found.length), 0);
  return xmlDocument(element('testsuites', { name: 'fardplan check', ...counts(tests, diagnostics) }, ...suites));
};

const isFailure = ({ severity, rule }: Diagnostic): boolean => severity === 'error' && rule !== 'read';

function counts(tests: number, found: readonly Diagnostic[]): Record<'tests' | 'failures' | 'errors', string> {
  const errors = found.filter(({ rule }) => rule === 'read').length;
  return { tests: String(tests), failures: String(found.filter(isFailure).length), errors: String(errors) };
}

const passing = (file: string, language: Language): Xml =>
  element('testcase', {
    classname: slashed(file),
    name: text('inget att anmärka', 'nothing to remark')[language],
    time: '0',
  });

function testCase(diagnostic: Diagnostic, language: Language): Xml {
  const { file, line, column, rule, severity, message, help } = diagnostic;
  const said = message[language];
  const lines = [`${slashed(file)}:${line}:${column}`, said, ...(help ? [help[language]] : [])].join('\n');
  const verdict =
    rule === 'read'
      ? element('error', { type: rule, message: said }, lines)
      : isFailure(diagnostic)
        ? element('failure', { type: rule, message: said }, lines)
        : element('system-out', {}, `${severity}: ${lines}`);
  return element('testcase', { classname: slashed(file), name: `${rule} (${line}:${column})`, time: '0' }, verdict);
}
