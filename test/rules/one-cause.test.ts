import { expect, test } from 'vitest';
import { patternFault } from '../../src/rules/_reference-number.js';
import { decisionExample } from '../../src/rules/_decision-example.js';
import { filledExample } from '../../src/rules/_example.js';
import { runFiles } from './run-files.js';

const decided = (front: string) => {
  const files = filledExample(decisionExample(front));
  return runFiles(files)
    .filter(({ file }) => file === 'decisions/beslut.md')
    .map(({ rule, line }) => `${line} ${rule}`);
};

const front = `typ: ordförandebeslut
titel: Ställningstagande till färdplanen
organ: Nämndens ordförande
lagrum: 6 kap. 39 § kommunallagen (2017:725)
brådska: Kommunerna beslutar innan nämnden sammanträder nästa gång.
anmäls till: Nämndens sammanträde den 22 april 2024
beslutspunkter:
  - verb: ställer sig bakom
    text: Nämndens ordförande ställer sig bakom Färdplan för nära vård i Exempellän, version 1.0.
`;
const rulesOf = (found: readonly string[]) => found.map((one) => one.split(' ')[1]);
const usual = rulesOf(decided(front));
/** What is found beyond what the decision gives without the fault. */
const beyond = (text: string) => {
  const rest = [...usual];
  return rulesOf(decided(text)).filter((rule) => {
    const at = rest.indexOf(rule);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
};

test('a key that is nearly right is one fault, also where a rule asks for it', () => {
  expect(beyond(front.replace('lagrum:', 'lagrumm:'))).toEqual(['unknown-key']);
  expect(beyond(front.replace('brådska:', 'bradska:'))).toEqual(['unknown-key']);
  expect(beyond(front.replace(/lagrum:.*\n/, ''))).toEqual(['chair-grounds']);
});

test('a verb that cannot be read is one fault', () => {
  expect(beyond(front.replace('verb: ställer sig bakom', 'verb: uppdrar'))).toEqual(['schema']);
});

test('a clause that is worded as a proposal is one fault', () => {
  const words = 'Nämnden föreslås besluta att anta Färdplan för nära vård i Exempellän, version 1.0.';
  expect(beyond(front.replace(/text: .*/, `text: ${words}`))).toEqual(['proposal-wording']);
});

test('phrases that share a word are one fault', () => {
  const found = beyond(front.replace('version 1.0.', 'version 1.0, enligt bifogat förslag.'));
  expect(found).toEqual(['clause-stands-alone']);
});

test('brackets that do not match are no pattern', () => {
  for (const pattern of ['a+)*(', ')(', 'a)|(b']) expect(patternFault(pattern)).toBe('invalid');
});

test('an address with spaces is no link, and that is told', () => {
  const found = (link: string) =>
    runFiles(
      filledExample({ 'fardplan.md': `## Målbild\n\n- Vården är nära, se ${link}.\n`, 'Bilaga 1.md': '# Bilaga\n' }),
    )
      .filter(({ rule }) => rule === 'broken-link')
      .map(({ line, message }) => `${line}: ${message.sv}`);
  expect(found('[bilaga 1](Bilaga 1.md)')).toHaveLength(1);
  expect(found('[bilaga 1](Bilaga 1.md#syfte)')[0]).toContain('”Bilaga 1.md#syfte” har mellanslag');
  expect(found('[bilaga 1](<Bilaga 1.md>) och [a](Bilaga%201.md "Bilaga 1.md") och `[a](Bilaga 1.md)`')).toEqual([]);
  expect(found('[se ovan](bilagan och det som hör dit)')).toEqual([]);
});
