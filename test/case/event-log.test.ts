import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventLine, lineHash, noPrevious, readEventLog } from '../../src/case/event-log.js';
import { canonicalJson } from '../../src/core/canonical-json.js';
import type { CaseEvent } from '../../src/model/case-event.js';
import { runs } from '../setup/runs.js';

const hash = 'ab'.repeat(32);

const kinds: Partial<CaseEvent>[] = [
  { kind: 'sent', recipient: { role: 'Ordförande', name: 'Åsa Öberg' } },
  { kind: 'viewed', actor: { role: 'Ordförande' } },
  { kind: 'reminded', recipient: { role: 'Ordförande' } },
  { kind: 'declined', actor: { role: 'Ordförande' }, reason: 'Jäv – ”mål” 3\u2028' },
];

/** A log of a case that was opened, and of `count` events more. */
async function log(count: number): Promise<string[]> {
  const lines: string[] = [];
  let previous = noPrevious;
  for (let number = 1; number <= count + 1; number += 1) {
    const more =
      number === 1
        ? {
            kind: 'created' as const,
            document: { file: 'beslut.pdf', sha256: hash, size: 9 },
            terms: {
              title: 'Färdplan',
              order: 'parallel' as const,
              content: { sha256: hash, size: 9 },
              signers: [{ role: 'Ordförande', name: 'Åsa Öberg', field: 'ordforande' }],
            },
          }
        : kinds[number % kinds.length];
    const line = eventLine({
      version: 1,
      case: 'arende',
      number,
      previous,
      at: '2022-03-18T08:16:11Z',
      timeSource: 'clock',
      ...more,
    } as CaseEvent);
    lines.push(line);
    previous = await lineHash(line);
  }
  return lines;
}

const bytes = (lines: readonly string[], end = '\n'): Uint8Array =>
  new TextEncoder().encode(lines.map((line) => line + end).join(''));

describe('canonical JSON (RFC 8785)', () => {
  it('sorts by code units, writes numbers and strings as ECMAScript does', () =>
    expect(
      canonicalJson({ '\u20ac': 1, '\r': 'a', '1': [1e21, -0, 0.1], '\ud83d\ude00': null, '\ufb33': true, ö: 'é\n' }),
    ).toBe('{"\\r":"a","1":[1e+21,0,0.1],"ö":"é\\n","€":1,"😀":null,"\ufb33":true}'));

  it('refuses what I-JSON cannot hold', () => {
    expect(() => canonicalJson([Number.NaN])).toThrow(TypeError);
    expect(() => canonicalJson('\ud800')).toThrow(TypeError);
  });

  it('says the same as JSON, and is the same for every order of keys', () => {
    const json = fc.jsonValue().filter((value) => !/\\ud[89a-f]/i.test(JSON.stringify(value)));
    fc.assert(
      fc.property(json, (value) => {
        const written = canonicalJson(value);
        expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(value)));
        const turned = JSON.parse(written, (_, inner: unknown) =>
          inner !== null && typeof inner === 'object' && !Array.isArray(inner)
            ? Object.fromEntries(Object.entries(inner).reverse())
            : inner,
        ) as unknown;
        expect(canonicalJson(turned)).toBe(written);
      }),
      runs(),
    );
  });
});

describe('a log', () => {
  it('is read whole, with either line end, and without the last one', async () => {
    const lines = await log(5);
    for (const written of [bytes(lines), bytes(lines, '\r\n'), bytes(lines).subarray(0, -1)]) {
      const read = await readEventLog(written);
      expect(read.problems).toEqual([]);
      expect(read.events).toHaveLength(6);
    }
  });

  it('never throws, and is never taken for whole when a byte was changed', async () => {
    const whole = bytes(await log(4));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 2), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Uint8Array.from(whole);
        changed[at] = (changed[at] ?? 0) ^ by;
        const { problems, events } = await readEventLog(changed);
        // Only the last line is not named by another; who knows its hash is the case file, or the closing event.
        const last = at > whole.lastIndexOf(10, whole.length - 2);
        expect(problems.length > 0 || (last && events.length === 5)).toBe(true);
      }),
      runs(300),
    );
  });

  it.each<[string, (lines: string[]) => string[]]>([
    ['a line is removed', (lines) => lines.toSpliced(2, 1)],
    ['the first line is removed', (lines) => lines.slice(1)],
    ['two lines change places', ([a = '', b = '', c = '', ...rest]) => [a, c, b, ...rest]],
    ['a line is repeated', (lines) => lines.toSpliced(2, 0, lines[2] ?? '')],
    ['a line is edited', (lines) => lines.map((line, index) => (index === 1 ? line.replace('Ordf', 'ordf') : line))],
    ['a line gets a space', (lines) => lines.map((line, index) => (index === 1 ? line.replace(':', ': ') : line))],
    ['a key stands twice', (lines) => lines.map((line) => line.replace('{', '{"at":"2020-01-01T00:00:00Z",'))],
    ['a letter is spelled in another way', (lines) => lines.map((line) => line.replace('Å', '\\u00c5'))],
    ['an empty line is put in', (lines) => lines.toSpliced(2, 0, '')],
    ['there is nothing', () => []],
  ])('is broken when %s', async (_, change) => {
    const { problems } = await readEventLog(bytes(change(await log(4))));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.partial).toBeUndefined();
  });

  it('says that its last line is not whole, wherever it was cut', async () => {
    const whole = bytes(await log(3));
    const start = whole.lastIndexOf(10, whole.length - 2) + 1;
    for (let end = start + 1; end < whole.length - 1; end += 1) {
      const { problems, events } = await readEventLog(whole.subarray(0, end));
      expect(events, `cut at ${end}`).toHaveLength(3);
      expect(problems[0]).toMatchObject({ partial: true, line: 4 });
      expect(problems[0]?.what.en).toContain('after line 3');
    }
  });

  it('is no log when it is something else', async () => {
    for (const other of ['\ufeff', '[]', 'null\n', '{}\n', '\u0000', '\n\n\n'])
      expect((await readEventLog(new TextEncoder().encode(other))).problems, other).toHaveLength(1);
    expect((await readEventLog(Uint8Array.of(0xff, 0xfe, 10))).problems).toHaveLength(1);
  });
});
