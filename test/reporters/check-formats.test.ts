import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type Options } from 'ajv';
import fc from 'fast-check';
import { validateXML } from 'xmllint-wasm';
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/check/run-rules.js';
import { text } from '../../src/core/text.js';
import type { CheckResult } from '../../src/reporters/_contract.js';
import { fileUri, slashed } from '../../src/reporters/_file-uri.js';
import { lineHashes } from '../../src/reporters/_line-hash.js';
import { checkCompact } from '../../src/reporters/check-compact.js';
import { checkGithub } from '../../src/reporters/check-github.js';
import { checkGitlab } from '../../src/reporters/check-gitlab.js';
import { checkJson } from '../../src/reporters/check-json.js';
import { checkJunit } from '../../src/reporters/check-junit.js';
import { checkNdjson } from '../../src/reporters/check-ndjson.js';
import { checkPretty } from '../../src/reporters/check-pretty.js';
import { checkSarif } from '../../src/reporters/check-sarif.js';
import { runs } from '../setup/runs.js';
import { anyResult, at, manner, result } from './a-result.js';

const languages = ['sv', 'en'] as const;
const require = createRequire(import.meta.url);
// Neither says in its types what it is to a module.
const AjvDraft04 = require('ajv-draft-04') as new (options: Options) => Ajv;
const addFormats = require('ajv-formats') as (ajv: Ajv) => void;

const source = {
  path: 'färd planer/färdplan 100%.md',
  text: '---\ntitel: Färdplan\n---\n\n# Färdplan\n\n## Målbild 🎯 för alla\n\nText.\n',
};
const clean = { path: 'parties.yaml', text: 'fardplan: parties/v1\n' };
const found = [
  at(source, 'titel', {
    rule: 'canonical-title',
    severity: 'warning',
    message: text('Titeln är ”fel”', 'The title is “wrong”'),
    help: text('Skriv {#id} så', 'Write {#id} so'),
    related: [
      {
        file: 'profiles/lä[n].yaml',
        line: 3,
        column: 5,
        endLine: 3,
        endColumn: 9,
        message: text('Profilen [1] ber om det', 'The profile [1] asks for it'),
      },
    ],
    fix: {
      title: text('Byt titel', 'Change the title'),
      edits: [{ span: { start: 4, end: 9 }, text: 'rubrik' }],
    },
    suggestions: [
      {
        title: text('Ta bort', 'Remove'),
        edits: [{ span: { start: source.text.indexOf('Målbild'), end: source.text.indexOf(' för alla') }, text: '' }],
      },
    ],
  }),
  at(source, 'för alla', { severity: 'info' }),
  at(source, 'Text'),
];
const mixed = result([source, clean], found);

describe('json', () => {
  test('has the fields of the contract, and other places, fixes and suggestions where there are any', () => {
    const report = JSON.parse(checkJson(mixed, manner('sv'))) as { diagnostics: Record<string, unknown>[] };
    expect(report).toMatchObject({ version: 1, files: 2, summary: { errors: 1, warnings: 1, infos: 1 } });
    expect(report.diagnostics[0]).toEqual({
      file: source.path,
      line: 2,
      column: 1,
      endLine: 2,
      endColumn: 6,
      rule: 'canonical-title',
      severity: 'warning',
      message: 'Titeln är ”fel”',
      help: 'Skriv {#id} så',
      related: [
        {
          file: 'profiles/lä[n].yaml',
          line: 3,
          column: 5,
          endLine: 3,
          endColumn: 9,
          message: 'Profilen [1] ber om det',
        },
      ],
      fix: { title: 'Byt titel', edits: [{ line: 2, column: 1, endLine: 2, endColumn: 6, text: 'rubrik' }] },
      suggestions: [{ title: 'Ta bort', edits: [{ line: 7, column: 4, endLine: 7, endColumn: 14, text: '' }] }],
    });
    expect(Object.keys(report.diagnostics[1] ?? {})).toEqual([
      'file',
      'line',
      'column',
      'endLine',
      'endColumn',
      'rule',
      'severity',
      'message',
      'help',
    ]);
  });

  test('as lines says the same, and sums up last', () => {
    for (const language of languages) {
      const lines = checkNdjson(mixed, manner(language))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      const whole = JSON.parse(checkJson(mixed, manner(language))) as { diagnostics: object[]; summary: object };
      expect(lines.slice(0, -1)).toEqual(whole.diagnostics.map((each) => ({ type: 'diagnostic', ...each })));
      expect(lines.at(-1)).toEqual({ type: 'summary', version: 1, files: 2, ...whole.summary });
    }
  });

  test('as lines has no other line ends than those between objects', () => {
    fc.assert(
      fc.property(anyResult, (any) => {
        const lines = checkNdjson(any, manner('sv')).split('\n');
        expect(lines.pop()).toBe('');
        expect(
          lines.map((line) => (JSON.parse(line) as { type: string }).type).filter((type) => type === 'diagnostic'),
        ).toHaveLength(any.diagnostics.length);
      }),
      runs(),
    );
  });
});

describe('compact', () => {
  // As the problem matcher for gcc in editors reads it.
  const matcher = /^(.*):(\d+):(\d+):\s+(warning|error|note):\s+(.*)$/;

  test('is one line per finding', () => {
    expect(checkCompact(mixed, manner('sv'))).toBe(
      [
        `${source.path}:2:1: warning: Titeln är ”fel” [canonical-title]`,
        `${source.path}:7:15: note: Här står ”för alla” [required-sections]`,
        `${source.path}:9:1: error: Här står ”Text” [required-sections]`,
        '',
      ].join('\n'),
    );
  });

  test('is read by a problem matcher, whatever stands in names and messages', () => {
    fc.assert(
      fc.property(anyResult, fc.constantFrom(...languages), (any, language) => {
        const lines = checkCompact(any, manner(language)).split('\n');
        expect(lines.pop()).toBe('');
        expect(lines).toHaveLength(any.diagnostics.length);
        for (const line of lines) expect(line.replace(/[\u0085\u2028\u2029\r]/g, '')).toMatch(matcher);
      }),
      runs(),
    );
  });
});

describe('github', () => {
  test('names other places in the annotation', () => {
    expect(checkGithub(mixed, manner('en')).split('\n')[0]).toBe(
      '::warning file=färd planer/färdplan 100%25.md,line=2,endLine=2,col=1,endColumn=6,title=fardplan canonical-title::The title is “wrong”%0AWrite {#id} so%0Aprofiles/lä[n].yaml:3: The profile [1] asks for it',
    );
  });

  test('is one command per line', () => {
    fc.assert(
      fc.property(anyResult, (any) => {
        const lines = checkGithub(any, manner('sv')).split(/\r\n|\r|\n/);
        expect(lines.pop()).toBe('');
        for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) file=[^:,]*,line=\d+/);
        expect(lines).toHaveLength(any.diagnostics.length);
      }),
      runs(),
    );
  });
});

describe('pretty', () => {
  test('tells of the line that asks for what is missing', () => {
    expect(checkPretty(mixed, manner('sv'))).toContain('  > profiles/lä[n].yaml:3:5  Profilen [1] ber om det\n');
  });
});

interface Log {
  runs: [
    {
      tool: {
        driver: {
          version: string;
          rules: {
            id: string;
            name: string;
            shortDescription: { text: string };
            fullDescription: { text: string };
            help: { text: string };
          }[];
        };
      };
      invocations: [{ executionSuccessful: boolean; toolExecutionNotifications: { message: { text: string } }[] }];
      results: {
        ruleId: string;
        ruleIndex: number;
        level: string;
        message: { text: string };
        locations: { physicalLocation: { artifactLocation: { uri: string; uriBaseId?: string }; region: object } }[];
        relatedLocations?: { id: number }[];
        partialFingerprints: Record<string, string>;
        fixes?: { artifactChanges: { replacements: object[] }[] }[];
      }[];
    },
  ];
}

const sarif = (given: CheckResult, language: 'sv' | 'en' = 'sv') =>
  JSON.parse(checkSarif(given, manner(language))) as Log;

describe('sarif', () => {
  const schema = JSON.parse(
    readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
  ) as object;
  const ajv = new AjvDraft04({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  const faults = (log: unknown) => (validate(log) ? [] : validate.errors);

  test('the schema finds faults', () => {
    expect(faults({ version: '2.1.0' })).not.toEqual([]);
    expect(faults({ ...sarif(mixed), version: '2.0.0' })).not.toEqual([]);
  });

  test.each(languages)('is valid, also with nothing to tell (%s)', (language) => {
    expect(faults(sarif(mixed, language))).toEqual([]);
    expect(faults(sarif(result([clean], []), language))).toEqual([]);
  });

  test('is valid whatever stands in names, messages and fixes', () => {
    fc.assert(
      fc.property(anyResult, fc.constantFrom(...languages), (any, language) => {
        expect(faults(sarif(any, language))).toEqual([]);
      }),
      runs(30),
    );
  }, 60_000);

  test('has each finding with rule, level, place, other places and fixes', () => {
    const [{ tool, results, invocations }] = sarif(mixed, 'en').runs;
    expect(tool.driver.version).toBe('1.2.3');
    expect(invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }]);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(results.map(({ level }) => level)).toEqual(['warning', 'note', 'error']);
    const uri = 'f%C3%A4rd%20planer/f%C3%A4rdplan%20100%25.md';
    const file = { uri, uriBaseId: 'SRCROOT' };
    expect(results[0]).toEqual({
      ruleId: 'canonical-title',
      ruleIndex: tool.driver.rules.findIndex(({ id }) => id === 'canonical-title'),
      level: 'warning',
      message: { text: 'The title is “wrong”. Write {#id} so. [The profile \\[1\\] asks for it](1)' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: file,
            region: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 6 },
          },
        },
      ],
      relatedLocations: [
        {
          id: 1,
          physicalLocation: {
            artifactLocation: { uri: 'profiles/l%C3%A4%5Bn%5D.yaml', uriBaseId: 'SRCROOT' },
            region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 9 },
          },
          message: { text: 'The profile [1] asks for it' },
        },
      ],
      partialFingerprints: {
        primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]+:1$/) as string,
        'fardplan/v1': expect.stringMatching(/^[0-9a-f]{10}$/) as string,
      },
      fixes: [
        {
          description: { text: 'Change the title' },
          artifactChanges: [
            {
              artifactLocation: file,
              replacements: [
                {
                  deletedRegion: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 6 },
                  insertedContent: { text: 'rubrik' },
                },
              ],
            },
          ],
        },
        {
          description: { text: 'Remove' },
          artifactChanges: [
            // The target is two UTF-16 units.
            {
              artifactLocation: file,
              replacements: [
                {
                  deletedRegion: { startLine: 7, startColumn: 4, endLine: 7, endColumn: 14 },
                  insertedContent: { text: '' },
                },
              ],
            },
          ],
        },
      ],
    });
  });

  test.each(languages)('describes every rule within what GitHub takes (%s)', (language) => {
    const described = sarif(result([clean], [at(clean, 'fardplan', { rule: 'syntax' })]), language).runs[0].tool.driver
      .rules;
    expect(described.map(({ id }) => id)).toEqual([...Object.keys(rules).toSorted(), 'syntax']);
    for (const { id, name, shortDescription, fullDescription, help } of described) {
      // SARIF wants no name that is the id but for capitals (SARIF1001).
      expect(name ?? 'None').toMatch(/^[A-Z][A-Za-z0-9]*$/);
      expect(name?.toLowerCase()).not.toBe(id);
      for (const { text: words } of [shortDescription, fullDescription]) {
        expect(words.trim()).not.toBe('');
        expect(words.length).toBeLessThanOrEqual(1024);
      }
      expect(help.text.trim()).not.toBe('');
    }
  });

  test('knows a finding again when lines above it move, and tells like ones apart', () => {
    const twice = { path: 'a.md', text: 'Ett\nfel\nTvå\nfel\n' };
    const prints = (moved: typeof twice) => {
      const second = moved.text.lastIndexOf('fel');
      const one = at(moved, 'fel');
      const given = result([moved], [one, { ...one, line: one.line + 2, endLine: one.endLine + 2 }]);
      expect(moved.text.slice(second)).toBe('fel\n');
      return sarif(given).runs[0].results.map(({ partialFingerprints }) => partialFingerprints['fardplan/v1']);
    };
    const before = prints(twice);
    expect(new Set(before).size).toBe(2);
    expect(prints({ ...twice, text: `Ny rad\n\n${twice.text}` })).toEqual(before);
    expect(sarif(mixed, 'sv').runs[0].results.map((each) => each.partialFingerprints)).toEqual(
      sarif(mixed, 'en').runs[0].results.map((each) => each.partialFingerprints),
    );
  });

  test('says that a run with a file that cannot be read was none', () => {
    const [{ invocations, results }] = sarif(
      result([], [{ ...at(clean, 'fardplan'), rule: 'read', file: 'borta.md' }]),
    ).runs;
    expect(invocations[0].executionSuccessful).toBe(false);
    expect(invocations[0].toolExecutionNotifications).toHaveLength(1);
    expect(results).toHaveLength(1);
  });

  test('holds no more results than GitHub takes, the gravest, and says how many are left out', () => {
    const one = at(clean, 'fardplan', { severity: 'info' });
    const many = Array.from({ length: 25_010 }, (_, at) => ({
      ...one,
      line: at + 1,
      severity: at === 25_009 ? ('error' as const) : ('info' as const),
    }));
    const [{ invocations, results }] = sarif(result([clean], many)).runs;
    expect(results).toHaveLength(25_000);
    expect(results.at(-1)?.level).toBe('error');
    expect(invocations[0].toolExecutionNotifications[0]?.message.text).toContain('10 findings are left out');
  }, 30_000);

  test('hashes lines as code scanning does', () => {
    // The values are those that its own tests have for these texts.
    const hashes = (words: string) => [...lineHashes({ path: 'a', text: words }, [1, 2, 3, 4, 5, 6, 7]).values()];
    expect(hashes('')).toEqual(['c129715d7a2bc9a3:1']);
    expect(hashes(' a\nb\n  \t\tc\n d')).toEqual([
      '271789c17abda88f:1',
      '54703d4cd895b18:1',
      '180aee12dab6264:1',
      'a23a3dc5e078b07b:1',
    ]);
    expect(hashes(' hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n')).toEqual([
      'e9496ae3ebfced30:1',
      'fb7c023a8b9ccb3f:1',
      'ce8ba1a563dcdaca:1',
      'e20e36e16fcb0cc8:1',
      'b3edc88f2938467e:1',
      'c8e28b0b4002a3a0:1',
      'c129715d7a2bc9a3:1',
    ]);
  });
});

describe('addresses', () => {
  test.each([
    ['fardplan.md', '/', 'fardplan.md', true],
    ['./a/b.md', '/', 'a/b.md', true],
    ['remiss:fardplan.md', '/', 'remiss%3Afardplan.md', true],
    ['/srv/färd plan.md', '/', 'file:///srv/f%C3%A4rd%20plan.md', false],
    ['a\\b.md', '/', 'a%5Cb.md', true],
    ['a\\b å.md', '\\', 'a/b%20%C3%A5.md', true],
    ['.\\a.md', '\\', 'a.md', true],
    ['C:\\Mina filer\\a#1?.md', '\\', 'file:///C:/Mina%20filer/a%231%3F.md', false],
    ['\\\\server\\delad\\a.md', '\\', 'file://server/delad/a.md', false],
    ['../a.md', '/', '../a.md', true],
  ] as const)('%s with %s is %s', (path, separator, uri, relative) => {
    expect(fileUri(path, separator)).toEqual({ uri, relative });
    expect(() => new URL(uri, 'file:///arbete/')).not.toThrow();
  });

  test('paths of reports have no ./ before them', () => {
    expect(['./a.md', './/a.md', '.hidden.md', '../a.md', '.'].map((path) => slashed(path, '/'))).toEqual([
      'a.md',
      'a.md',
      '.hidden.md',
      '../a.md',
      '.',
    ]);
  });
});

describe('gitlab', () => {
  // The rules of “Code Quality report format” in GitLab's documentation.
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile({
    type: 'array',
    items: {
      type: 'object',
      required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
      properties: {
        description: { type: 'string' },
        check_name: { type: 'string', minLength: 1 },
        fingerprint: { type: 'string', minLength: 1 },
        severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
        location: {
          type: 'object',
          required: ['path', 'lines'],
          properties: {
            path: { type: 'string', minLength: 1, not: { pattern: '^\\./' } },
            lines: { type: 'object', required: ['begin'], properties: { begin: { type: 'integer', minimum: 1 } } },
          },
        },
      },
    },
  });

  test.each(languages)('says what is wrong and where (%s)', (language) => {
    const report = JSON.parse(checkGitlab(mixed, manner(language))) as object[];
    expect(validate(report)).toBe(true);
    expect(report[0]).toMatchObject({
      description: language === 'sv' ? 'Titeln är ”fel”. Skriv {#id} så' : 'The title is “wrong”. Write {#id} so',
      check_name: 'canonical-title',
      severity: 'minor',
      location: { path: source.path, lines: { begin: 2, end: 2 } },
    });
  });

  test('follows the format, with one fingerprint per finding, whatever stands in it', () => {
    fc.assert(
      fc.property(anyResult, (any) => {
        const report = JSON.parse(checkGitlab(any, manner('sv'))) as { fingerprint: string }[];
        expect(validate(report) ? [] : validate.errors).toEqual([]);
        expect(new Set(report.map(({ fingerprint }) => fingerprint)).size).toBe(any.diagnostics.length);
      }),
      runs(),
    );
  });
});

describe('junit', () => {
  const schema = readFileSync(new URL('schemas/jenkins-junit.xsd', import.meta.url), 'utf8');
  const faults = async (...reports: string[]) => {
    const { errors } = await validateXML({
      xml: reports.map((contents, index) => ({ fileName: `${index}.xml`, contents })),
      schema: [schema],
    });
    return errors.map(({ message }) => message);
  };

  test('has a suite per file and a case per finding; only errors fail', () => {
    expect(checkJunit(mixed, manner('sv'))).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites name="fardplan check" tests="4" failures="1" errors="0">' +
          `<testsuite name="${source.path}" tests="3" failures="1" errors="0">` +
          `<testcase classname="${source.path}" name="canonical-title (2:1)" time="0"><system-out>warning: ${source.path}:2:1\nTiteln är ”fel”\nSkriv {#id} så</system-out></testcase>` +
          `<testcase classname="${source.path}" name="required-sections (7:15)" time="0"><system-out>info: ${source.path}:7:15\nHär står ”för alla”</system-out></testcase>` +
          `<testcase classname="${source.path}" name="required-sections (9:1)" time="0"><failure type="required-sections" message="Här står ”Text”">${source.path}:9:1\nHär står ”Text”</failure></testcase>` +
          '</testsuite>' +
          '<testsuite name="parties.yaml" tests="1" failures="0" errors="0"><testcase classname="parties.yaml" name="inget att anmärka" time="0"/></testsuite>' +
          '</testsuites>',
        '',
      ].join('\n'),
    );
  });

  test('the schema finds faults', async () => {
    expect(await faults('<testsuites><testsuite/></testsuites>')).not.toEqual([]);
    expect(await faults('<testsuites>\u0007</testsuites>')).not.toEqual([]);
  });

  test('is valid by the schema, whatever stands in it', async () => {
    const reports = fc
      .sample(anyResult, 60)
      .map((any, index) => checkJunit(any, manner(index % 2 === 0 ? 'sv' : 'en')));
    expect(await faults(checkJunit(mixed, manner('en')), ...reports)).toEqual([]);
  }, 60_000);
});
