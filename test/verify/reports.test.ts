import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/model/verdict.js';
import { verifyDetail } from '../../src/reporters/verify-detail.js';
import { verifyEtsi } from '../../src/reporters/verify-etsi.js';
import { verifyJson } from '../../src/reporters/verify-json.js';
import { verifyPretty } from '../../src/reporters/verify-pretty.js';
import { maskPersonalNumbers } from '../../src/verify/personal-numbers.js';
import { once, verify } from './support/files.js';
import { atLevels, days, judge, signed, stamped, stored } from './support/levels.js';
import { writeFile } from './support/pdf-writer.js';

const manner = { language: 'sv' as const, paint: new Chalk({ level: 0 }), width: 100 };
const english = { ...manner, language: 'en' as const };
const all = { diagnostic: true };

describe('the report in detail', () => {
  it('begins with the plain answer, and goes on with chain, revocation, time-stamps and revisions', async () => {
    const whole = await judge(atLevels('p-256')['B-LTA'], days(1));
    const lines = verifyDetail([whole], manner).split('\n');
    expect(lines[0]).toBe('✓ beslut.pdf: Undertecknad av Elsa Exempel (TEST), orörd, och av betrodd utfärdare.');
    const text = lines.join('\n');
    for (const wanted of [
      'Nivå: PAdES-B-LTA',
      '(tidsstämplad)',
      '1. Elsa Exempel (TEST)',
      'inte spärrat då (OCSP-svar 2024-03-18',
      'betrodd utgångspunkt',
      'Tidsstämpel över underskriften: TOTAL-PASSED',
      'Tidsstämpel stamp1 över hela filen till och med version 4: TOTAL-PASSED',
      'version 3, tillåtet: Uppgifter för att kunna pröva signaturerna senare lades till.',
      'Namnet i certifikatet är INTE det som dokumentet anger',
    ])
      expect(text).toContain(wanted);
    expect(verifyPretty([whole], english)).toContain('Time-stamp over the whole file stamp1: 2024-03-18');
  });
});

describe('the plain answer', () => {
  it('does not blame the signer for a time-stamp', async () => {
    const soon = days(0.01);
    const about = { about: ['p-256'], at: days(0.02) };
    const foreign = await judge(stored(signed('p-256', { stampedAt: soon, tsa: 'tsa-other' }), about), days(1));
    expect(verifyPretty([foreign], english).split('\n')[0]).toBe(
      '? beslut.pdf: Signed by Elsa Exempel (TEST), but it cannot be settled: Whoever issued the time-stamp is not in your list of trusted issuers.',
    );
    const good = stored(signed('p-256', { stampedAt: soon }), { about: ['p-256', 'tsa'], at: days(0.02) });
    const over = await judge(stamped(good, days(0.03), { tsa: 'tsa-other' }), days(1));
    expect(verifyPretty([over], english).split('\n')[0]).toBe(
      '? beslut.pdf: Signed by Elsa Exempel (TEST), but it cannot be settled: The time-stamp stamp1: Whoever issued the time-stamp is not in your list of trusted issuers.',
    );
  });
});

describe('the report as JSON', () => {
  const parsed = (verdict: Verdict): Record<string, unknown> =>
    JSON.parse(verifyJson([verdict], english)) as Record<string, unknown>;

  it('keeps the contract, with texts in one language, and carries all that was observed', async () => {
    const report = parsed(await judge(atLevels('p-256')['B-LTA'], days(1), all));
    expect(report).toMatchObject({
      version: 1,
      file: 'beslut.pdf',
      indication: 'TOTAL-PASSED',
      subIndication: null,
      signatures: [
        { field: 'ordforande', level: 'PAdES-B-LTA', timeSource: 'timestamp', reasons: [expect.any(String)] },
      ],
      timestamps: [{ kind: 'document', field: 'stamp1', indication: 'TOTAL-PASSED' }],
      changesAfterSigning: [
        { revision: 3, allowed: true, kind: 'validation-data', what: expect.any(String) },
        { revision: 4, allowed: true, kind: 'timestamp' },
      ],
      roadmap: { id: 'exempel', attachmentMatches: true },
      diagnostic: {
        revisions: [{ revision: 1, start: 0 }, {}, {}, {}],
        signatures: [{ digestMatches: true, valueMatches: true, digest: 'SHA-256', key: 'P-256' }],
        timestamps: [
          { kind: 'signature', imprintMatches: true, covers: { fromRevision: 2, toRevision: 2 } },
          { kind: 'document', imprintMatches: true, covers: { fromRevision: 1, toRevision: 4 } },
        ],
        stores: [{ revision: 3 }, { revision: 4 }],
      },
    });
    const { material } = report['diagnostic'] as { material: { kind: string; provenAt: string; der: unknown }[] };
    expect(new Set(material.map(({ kind }) => kind))).toEqual(new Set(['certificate', 'ocsp', 'crl']));
    // Everything in the store is proven by the document time-stamp; none is given whole unless asked for.
    expect(material.filter(({ provenAt }) => provenAt < days(0.5).toISOString()).length).toBeGreaterThan(4);
    expect(material.every(({ der }) => der === null)).toBe(true);
  });

  it('without diagnostic data is what it was', async () => {
    expect(parsed(await verify(once))).not.toHaveProperty('diagnostic');
  });
});

/** A reader of XML just strict enough to know whether it is well formed, and what it holds. */
function elementsOf(xml: string): string[] {
  const open: string[] = [];
  const found: string[] = [];
  const body = xml.replace(/^<\?xml version="1.0" encoding="UTF-8"\?>\n/, '');
  for (const [, close, name = '', attributes = '', empty] of body.matchAll(
    /<(\/?)([\w:-]+)((?:\s[\w:-]+="[^"<]*")*)(\/?)>/g,
  )) {
    if (close) expect(open.pop()).toBe(name);
    else {
      found.push(`${name}${attributes}`);
      if (!empty) open.push(name);
    }
  }
  expect(open).toEqual([]);
  expect(body.replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot|apos|#13);)/);
  return found;
}

describe('the validation report of ETSI TS 119 102-2', () => {
  const report = async (verdict: Promise<Verdict>): Promise<string> => verifyEtsi([await verdict], manner);

  it('gives each signature its indication, time and process, and refers only to what it lists', async () => {
    const xml = await report(judge(atLevels('p-256')['B-LTA'], days(1), all));
    const elements = elementsOf(xml);
    expect(elements[0]).toContain('xmlns="http://uri.etsi.org/19102/v1.2.1#"');
    for (const wanted of [
      '<MainIndication>urn:etsi:019102:mainindication:total-passed</MainIndication>',
      'urn:etsi:019102:validationprocess:LTA',
      'urn:etsi:019102:poetype:validation',
      'urn:etsi:019102:validationObject:timestamp',
      'urn:etsi:019102:validationObject:OCSPResponse',
      'urn:etsi:019102:mainindication:passed',
    ])
      expect(xml).toContain(wanted);
    const ids = elements.flatMap((each) => /\sid="([^"]*)"/.exec(each)?.[1] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const named = elements.flatMap((each) => /VOReference="([^"]*)"/.exec(each)?.[1]?.split(' ') ?? []);
    expect(named.length).toBeGreaterThan(5);
    for (const id of named) expect(ids).toContain(id);
  });

  it('says why a signature does not pass', async () => {
    const xml = await report(judge(signed('p-256'), days(1), all));
    expect(xml).toContain('urn:etsi:019102:mainindication:indeterminate');
    expect(xml).toContain('urn:etsi:019102:subindication:TRY_LATER');
    expect(xml).toContain('går inte att avgöra');
  });

  it('is well formed whatever the file is called, also for one without signatures or without a form', async () => {
    for (const file of ['a<b>&"\'\u0001\ud800.pdf', 'ö'])
      for (const bytes of [once, writeFile(), Buffer.from('hej')])
        expect(elementsOf(await report(verify(bytes, { ...all, file })))).toContain('SignatureValidationStatus');
  });
});

describe('personal numbers', () => {
  it.each([
    ['PNOSE-191212121212', 'PNOSE-••••'],
    ['191212121212', '••••••••••••'],
    ['19121212-1212', '••••••••-••••'],
    ['121272-1219 och 121212+1212', '••••••-•••• och ••••••+••••'],
    ['Tolvan Tolvansson 191212121212', 'Tolvan Tolvansson ••••••••••••'],
    ['2024-03-18 09:16, byte 12345, version 20240318', '2024-03-18 09:16, byte 12345, version 20240318'],
  ])('%s becomes %s', (words, shown) => expect(maskPersonalNumbers(words)).toBe(shown));

  it.each(['person', 'person-eidas'])('of %s stand in no report unless they are asked for', async (id) => {
    const file = atLevels(id)['B-LTA'];
    const at = days(1);
    const shown = async (showPersonalNumbers: boolean): Promise<string[]> => {
      const verdict = await judge(file, at, { ...all, showPersonalNumbers });
      return [verifyPretty, verifyDetail, verifyJson, verifyEtsi].map((reporter) => reporter([verdict], manner));
    };
    const number = Buffer.from('191212121212').toString('base64').slice(2, 14);
    for (const report of await shown(false)) {
      expect(report).not.toContain('191212121212');
      expect(report).not.toContain(number);
    }
    const [, , json = '', etsi = ''] = await shown(true);
    for (const report of [json, etsi]) {
      const certificates = [...report.matchAll(/MII[A-Za-z0-9+/=]{200,}/g)].map(([der]) =>
        Buffer.from(der, 'base64').toString('latin1'),
      );
      expect(certificates.join()).toContain('191212121212');
    }
  });
});
