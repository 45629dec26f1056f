import { noSettings, noWords } from '../../src/check/load-settings.js';
import { describe, expect, test } from 'vitest';
import type { Kind } from '../../src/model/kinds.js';
import { isKind, type Parsed } from '../../src/parse/parsed.js';
import { acceptedWithoutChange } from '../../src/rules/accepted-without-change.js';
import { commentHeading } from '../../src/rules/comment-heading.js';
import { commentWithoutDisposition } from '../../src/rules/comment-without-disposition.js';
import { dispositionItem } from '../../src/rules/disposition-item.js';
import { unknownComment } from '../../src/rules/unknown-comment.js';
import type { Example, Rule } from '../../src/rules/_contract.js';
import { filledExample } from '../../src/rules/_example.js';
import { answer, disposition, roundExample } from '../../src/rules/_round-example.js';
import { place } from '../../src/core/source.js';
import { parsed, referredAmong } from './workspace.js';

/** Findings as `path:line message`, the way a reporter would tell them. */
function run<K extends Kind>(rule: Rule<K>, example: Example, without: string[] = []): string[] {
  const documents: Parsed[] = Object.entries(filledExample(example))
    .filter(([path]) => !without.includes(path))
    .map(([path, text]) => parsed(path, text));
  const context = {
    profile: undefined,
    settings: noSettings,
    words: noWords,
    profileIds: [],
    ruleNames: [],
    documents,
    roadmaps: [],
    linked: () => undefined,
    referred: referredAmong(documents),
  };
  return documents.flatMap((document) =>
    rule.kinds
      .filter((kind) => isKind(document, kind))
      .flatMap(() =>
        [...rule.check(document as never, context)].map(({ at, message }) => {
          const span =
            'start' in at ? at : 'key' in at ? document.locations.key(at.key) : document.locations.nearest(at);
          return `${document.source.path}:${place(document.source, span).line} ${message.en}`;
        }),
      ),
  );
}

const rules = { acceptedWithoutChange, commentHeading, commentWithoutDisposition, dispositionItem, unknownComment };

describe.each(Object.entries(rules))('%s', (_, rule) => {
  test('has a good example that passes and a bad one that does not', () => {
    expect(run(rule as Rule, rule.good)).toEqual([]);
    expect(run(rule as Rule, rule.bad)).not.toEqual([]);
  });
});

const dispositionsFile = 'consultation/dispositions.yaml';

test('a comment without disposition is told at the comment', () => {
  expect(run(commentWithoutDisposition, commentWithoutDisposition.bad)).toEqual([
    'consultation/responses/norrby.md:10 The comment norrby#mobila-team (“Teamen behövs även på natten.”) has no disposition',
  ]);
});

test('while nobody has begun to deal with the answers, no disposition is missing', () => {
  expect(run(commentWithoutDisposition, commentWithoutDisposition.bad, [dispositionsFile])).toEqual([]);
});

test('a disposition of an unknown comment is told at its id', () => {
  const unknown = [
    'hanteringar:',
    '  - synpunkter:',
    '      - "norrby#mobila-team"',
    '      - "soderby#allt"',
    '    hantering: noteras',
    '    motivering: Tack.',
  ];
  expect(run(unknownComment, roundExample(answer, unknown.join('\n')))).toEqual([
    `${dispositionsFile}:6 There is no answer from “soderby” in the round`,
  ]);
});

test('an accepted comment whose item is as it was is told', () => {
  expect(
    run(acceptedWithoutChange, roundExample(answer, disposition('norrby#mobila-team', 'ändrar: [malgrupp]'))),
  ).toEqual([
    `${dispositionsFile}:7 norrby#mobila-team is accepted, but “malgrupp” is the same in the revised version`,
  ]);
});

test('a comment on everything must say what was changed', () => {
  expect(run(acceptedWithoutChange, roundExample('## Allmänt\n\nBra.\n', disposition('norrby#allmant')))).toEqual([
    `${dispositionsFile}:4 norrby#allmant is accepted, but it does not say what was changed`,
  ]);
});

test('nothing is judged that cannot be read', () => {
  expect(run(acceptedWithoutChange, acceptedWithoutChange.bad, ['fardplan.md'])).toEqual([]);
  expect(run(commentHeading, commentHeading.bad, ['revisions/remiss.md'])).toEqual([]);
  expect(run(unknownComment, unknownComment.bad, ['consultation/round.yaml'])).toEqual([]);
});

test('a heading for general comments needs no item, an id that does not exist does', () => {
  const of = (heading: string) => run(commentHeading, roundExample(`${heading}\n\nText.\n`, 'hanteringar: []\n'));
  expect(of('## Övriga synpunkter')).toEqual([]);
  expect(of('## 1. Mobila team')).toEqual([]);
  expect(of('## Något {#malgrupp}')).toEqual([]);
  expect(of('## Mobila team {#mobila-teamet}')).toEqual([]);
  expect(of('## Något {#mobila-teamet}').length).toBe(1);
});

test('a heading that was turned around or shortened is recognised in the help', () => {
  const documents = (heading: string) =>
    Object.entries(filledExample(roundExample(`## ${heading}\n\nText.\n`, 'hanteringar: []\n'))).map(([path, text]) =>
      parsed(path, text),
    );
  const help = (heading: string) => {
    const all = documents(heading);
    const context = {
      profile: undefined,
      settings: noSettings,
      words: noWords,
      profileIds: [],
      ruleNames: [],
      documents: all,
      roadmaps: [],
      linked: () => undefined,
      referred: referredAmong(all),
    };
    return all.flatMap((document) =>
      isKind(document, 'response')
        ? [...commentHeading.check(document, context)].map((finding) => finding.help?.en ?? '')
        : [],
    );
  };
  expect(help('Målgruppen för planen')[0]).toMatch(/^Did you mean “Målgrupp”\?/);
  expect(help('Team som är mobila')[0]).toMatch(/^Did you mean “Mobila team”\?/);
  expect(help('Ekonomi')[0]).toMatch(/^Write the heading/);
});
