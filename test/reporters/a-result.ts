import { Chalk } from 'chalk';
import fc from 'fast-check';
import type { Diagnostic } from '../../src/core/diagnostic.js';
import { place, type Source } from '../../src/core/source.js';
import { text } from '../../src/core/text.js';
import type { CheckResult, Manner } from '../../src/reporters/_contract.js';

export const manner = (language: 'sv' | 'en'): Manner => ({
  language,
  paint: new Chalk({ level: 0 }),
  width: 100,
  version: '1.2.3',
});

/** A finding at the first place where `words` stand in the source. */
export function at(source: Source, words: string, more: Partial<Diagnostic> = {}): Diagnostic {
  const start = source.text.indexOf(words);
  return {
    file: source.path,
    ...place(source, { start, end: start + words.length }),
    rule: 'required-sections',
    severity: 'error',
    message: text(`Här står ”${words}”`, `Here stands “${words}”`),
    ...more,
  };
}

export const result = (sources: readonly Source[], diagnostics: readonly Diagnostic[]): CheckResult => ({
  files: sources.length,
  diagnostics,
  sources: new Map(sources.map((source) => [source.path, source])),
});

const hostile: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    ']]>',
    '<script>alert("1")</script> & \'så\'',
    'a\nb\r\nc\rd',
    '100 % %25 ::error::nej',
    '\u0000\u0007\u001b[31m\u0085',
    '👩‍👩‍👧 å ä ö \u202e',
    '\ud800 ensam',
    '{0} [länk](1) ${x}',
  ),
);

const path = hostile.map((name) => (name.trim() === '' ? 'tom.md' : name));

/** Any result there could be, with names and words as nasty as they come; places lie within their files. */
export const anyResult: fc.Arbitrary<CheckResult> = fc
  .uniqueArray(fc.record({ path, text: fc.array(hostile).map((lines) => lines.join('\n')) }), {
    selector: (source) => source.path,
    minLength: 1,
    maxLength: 4,
  })
  .chain((sources) =>
    fc
      .array(
        fc.record({
          source: fc.constantFrom(...sources),
          start: fc.nat(80),
          length: fc.nat(40),
          rule: fc.constantFrom('required-sections', 'unknown-key', 'syntax', 'read', 'not-revised', 'constructor'),
          severity: fc.constantFrom('error' as const, 'warning' as const, 'info' as const),
          message: hostile,
          help: fc.option(hostile, { nil: undefined }),
          other: fc.option(fc.tuple(path, hostile), { nil: undefined }),
          fixed: fc.option(fc.tuple(hostile, hostile), { nil: undefined }),
        }),
        { maxLength: 12 },
      )
      .map((found) =>
        result(
          sources,
          found.map(({ source, start, length, rule, severity, message, help, other, fixed }) => {
            const span = { start, end: start + length };
            const here = place(source, span);
            return {
              file: source.path,
              ...here,
              rule,
              severity,
              message: text(message, `${message}.`),
              ...(help === undefined ? {} : { help: text(help, help) }),
              ...(other === undefined
                ? {}
                : { related: [{ file: other[0], ...here, message: text(other[1], other[1]) }] }),
              ...(fixed === undefined
                ? {}
                : { fix: { title: text(fixed[0], fixed[0]), edits: [{ span, text: fixed[1] }] } }),
            };
          }),
        ),
      ),
  );
