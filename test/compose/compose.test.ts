import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/compose/plain-text.js';
import { completeTemplate } from '../../src/compose/template.js';
import { lineText } from '../../src/core/source.js';
import type { Block } from '../../src/model/document.js';
import { parseDocument } from '../../src/parse/parse-document.js';
import { runs } from '../setup/runs.js';
import { builtIn, composed, decisionText, headings, parsed, roadmapText, section } from './sample.js';

/** Severity, what the source line begins with (a key, or the whole heading), and the message. */
const told = ({ diagnostics, source }: ReturnType<typeof composed>) =>
  diagnostics.map(({ severity, line, message }) => [
    severity,
    lineText(source, line).split(':')[0]?.trim(),
    message.sv,
  ]);
const words = (blocks: Block[] | undefined) => blocks && plainText(blocks);

describe('a chair’s decision', () => {
  it('has its sections in order and nothing to complain of', () => {
    const result = composed(decisionText());
    expect(result.diagnostics).toEqual([]);
    expect(headings(result.document)).toEqual([
      'Beslut',
      'Ärendebeskrivning',
      'Beslutsrätt och anmälan',
      'Beslutsunderlag',
      'Ärendets gång',
      'Expedieras till',
      'Den text som beslutet gäller',
      'Underskrift',
    ]);
    expect(result.document).toMatchObject({
      language: 'sv-SE',
      title: 'Ställningstagande till Plan för Exempellän',
      kindLabel: 'Ordförandebeslut',
      subject: 'Ordförandebeslut om Plan för Exempellän, version 2.0',
      author: 'Ordföranden i samrådet',
      reference: 'EX 2022/00007',
      date: '2022-03-18',
      layout: 'decision',
    });
  });

  it('says proposal or decision by its status', () => {
    const { document } = composed(decisionText('', '', []).replace('status: beslut', 'status: förslag'));
    expect(document.kindLabel).toBe('Förslag till ordförandebeslut');
    expect(headings(document)[0]).toBe('Förslag till beslut');
  });

  it('must have a reference and a date once it is decided', () => {
    const decided = composed(decisionText('', '', ['diarienummer', 'datum']));
    expect(told(decided)).toEqual([
      ['error', 'status', 'Diarienummer saknas'],
      ['error', 'status', 'Datum saknas'],
    ]);
    const proposal = composed(
      decisionText('', '', ['diarienummer', 'datum']).replace('status: beslut', 'status: förslag'),
    );
    expect(told(proposal)).toEqual([
      ['warning', 'status', 'Diarienummer saknas'],
      ['warning', 'status', 'Datum saknas'],
    ]);
    expect(proposal.document.date).toBeUndefined();
  });

  it('warns when title or heading says proposal though the decision is taken', () => {
    const result = composed(
      decisionText('', '## Förslag till beslut\n\nInledande ord.\n\n## Ärendebeskrivning\n\nText.').replace(
        'titel: Ställ',
        'titel: Förslag till ställ',
      ),
    );
    expect(told(result)).toEqual([
      ['warning', 'titel', 'Titeln säger ”förslag”, men beslutet är fattat'],
      ['warning', '## Förslag till beslut', 'Rubriken är ”Förslag till beslut”, men beslutet är fattat'],
    ]);
    expect(headings(result.document)[0]).toBe('Beslut');
    expect(words(section(result.document, 'Beslut'))).toMatch(/^Inledande ord\. /);
  });

  it('misses sections by name, at the field or the heading before them', () => {
    const missing = composed(
      decisionText('', '## Sammanfattning\n\nKort.', [
        'beslutsunderlag',
        'expedieras till',
        'lagrum',
        'brådska',
        'anmäls till',
      ]),
    );
    expect(told(missing)).toEqual([
      ['error', 'typ', 'Avsnittet ”Beslutsrätt och anmälan” saknas'],
      ['error', 'typ', 'Avsnittet ”Beslutsunderlag” saknas'],
      ['error', 'typ', 'Avsnittet ”Expedieras till” saknas'],
      ['error', '## Sammanfattning', 'Avsnittet ”Ärendebeskrivning” saknas'],
    ]);
    expect(missing.diagnostics.every(({ help, rule }) => help !== undefined && rule === 'compose')).toBe(true);
  });

  it('warns when only some of legal basis, urgency and report are given', () => {
    expect(told(composed(decisionText('', '', ['brådska'])))).toEqual([
      ['warning', 'typ', '”brådska” saknas i beslutet'],
    ]);
  });

  it('keeps headings the template does not know, before the papers', () => {
    const result = composed(
      decisionText('', '## Ärendebeskrivning\n\nText.\n\n## Tidigare beslut\n\nFullmäktige beslutade 2019.'),
    );
    expect(told(result)).toEqual([['info', '## Tidigare beslut', 'Mallen har inget avsnitt ”Tidigare beslut”']]);
    const titles = headings(result.document);
    expect(titles[titles.indexOf('Beslutsunderlag') - 1]).toBe('Tidigare beslut');
    expect(words(section(result.document, 'Tidigare beslut'))).toBe('Fullmäktige beslutade 2019.');
  });

  it('knows a section by id, title or alias, and joins two that mean the same', () => {
    const { document } = composed(
      decisionText(
        '',
        '## Vad det handlar om {#arendebeskrivning}\n\nEtt.\n\n## Bakgrund\n\nTvå.\n\n## Överväganden\n\nTre.',
      ),
    );
    expect(words(section(document, 'Ärendebeskrivning'))).toBe('Ett. Bakgrund Två.');
    expect(words(section(document, 'Bedömning'))).toBe('Tre.');
  });

  it('tells of an empty heading, and leaves it out', () => {
    const result = composed(decisionText('', '## Ärendebeskrivning\n\nText.\n\n## Konsekvenser\n\n## Annat\n'));
    expect(told(result)).toEqual([
      ['warning', '## Konsekvenser', 'Det finns ingen text under rubriken ”Konsekvenser”'],
      ['warning', '## Annat', 'Det finns ingen text under rubriken ”Annat”'],
    ]);
    expect(headings(result.document)).not.toContain('Konsekvenser');
  });

  it('points at an image in the prose', () => {
    const result = composed(decisionText('', '## Ärendebeskrivning\n\nSe ![kartan](karta.png) <b>här</b>.'));
    const pointedAt = result.diagnostics.map(({ severity, line, column, endColumn }) => [
      severity,
      lineText(result.source, line).slice(column - 1, endColumn - 1),
    ]);
    expect(pointedAt).toEqual([
      ['warning', '![kartan](karta.png)'],
      ['info', '<b>'],
      ['info', '</b>'],
    ]);
    expect(words(section(result.document, 'Ärendebeskrivning'))).toBe('Se [Bild: kartan, karta.png] <b>här</b>.');
  });

  it('tells of words after a code fence, which by CommonMark name a language', () => {
    const prose = '```Beslutet gäller\nvad som helst\n```\n\n~~~yaml\n~~~\n\n```\nutan\n```';
    const result = composed(decisionText('', `## Ärendebeskrivning\n\n${prose}`));
    const left = (what: string) => `Det som står direkt efter kodblockets inledande tecken (${what}) kommer inte med`;
    expect(told(result)).toEqual([
      ['warning', '```Beslutet gäller', left('Beslutet gäller')],
      ['warning', '~~~yaml', left('yaml')],
    ]);
    expect(words(section(result.document, 'Ärendebeskrivning'))).toBe('vad som helst utan');
  });

  it('dates the papers and binds the one that is the roadmap', () => {
    const result = composed(
      decisionText(
        'beslutsunderlag: [{ titel: Plan version 1.0, datum: 2022-02-24, färdplan: ja }, { titel: Protokoll }]',
        '',
        ['beslutsunderlag'],
      ),
    );
    expect(told(result)).toEqual([
      ['error', 'beslutsunderlag', 'Underlaget säger version 1.0, men färdplanen som beslutet hämtar är version 2.0'],
      ['warning', 'beslutsunderlag', 'Underlaget ”Protokoll” saknar datum'],
    ]);
    expect(words(section(result.document, 'Beslutsunderlag'))).toBe(
      'Plan version 1.0, 2022-02-24 (den text som anges under ”Den text som beslutet gäller”) Protokoll',
    );
    expect(
      told(
        composed(decisionText('beslutsunderlag: [{ titel: Protokoll, datum: 2022-01-01 }]', '', ['beslutsunderlag'])),
      ),
    ).toEqual([['warning', 'beslutsunderlag', 'Inget av beslutsunderlagen är färdplanen']]);
  });

  it('prints the binding, and says why a draft is one', () => {
    const { document } = composed(decisionText());
    const [, bound] = section(document, 'Den text som beslutet gäller') ?? [];
    expect(bound).toMatchObject({ type: 'facts', role: 'binding' });
    expect(plainText(bound ? [bound] : [])).toBe(
      `Dokument: Plan för Exempellän (plan-exempel) Version: 2.0 Revision i git: ${'c0ffee'.padEnd(40, '0')} SHA-256: ${'ab'.repeat(32)} Bifogad fil: fardplan.md`,
    );
    const unbound = { ...document.roadmap, commit: undefined };
    const draft = composed(decisionText(), { binding: { ...unbound, draft: 'uncommitted' } });
    expect(words(section(draft.document, 'Den text som beslutet gäller'))).toContain(
      'Utkast: filen fardplan.md har ändringar som inte är sparade i git',
    );
    expect(words(section(draft.document, 'Den text som beslutet gäller'))).toContain('Revision i git: uppgift saknas');
  });

  it('gives every signer a field of its own', () => {
    const { document } = composed(
      decisionText(
        'ort: Exempelstad\nundertecknare: [{ namn: A, roll: Ordförande }, { namn: B, roll: Ordförande }, { id: sekr, namn: C, roll: Sekreterare }]',
        '',
        ['undertecknare'],
      ),
    );
    const [when, signatures] = section(document, 'Underskrift') ?? [];
    expect(plainText(when ? [when] : [])).toBe('Exempelstad den 18 mars 2022');
    expect(signatures?.type === 'signatures' && signatures.signers.map(({ field }) => field)).toEqual([
      'ordforande',
      'ordforande-2',
      'sekr',
    ]);
  });
});

describe('the clauses', () => {
  const clauses = (list: string, kind = 'ordförandebeslut', more = '') =>
    composed(
      decisionText(`beslutspunkter: ${list}\n${more}`, '', ['beslutspunkter']).replace(
        'typ: ordförandebeslut',
        `typ: ${kind}`,
      ),
    );
  const block = (result: ReturnType<typeof composed>) => result.document.blocks.find(({ type }) => type === 'clauses');

  it('are whole sentences, each with its full stop', () => {
    expect(block(clauses('[{ verb: anta, text: Ordföranden antar planen }]'))).toEqual({
      type: 'clauses',
      style: 'sentence',
      clauses: [[{ type: 'text', text: 'Ordföranden antar planen.' }]],
    });
  });

  it('stay att-clauses when they are written so, under the lead', () => {
    const result = clauses(
      '[{ verb: anta, text: Att anta planen }, { verb: rekommendera, text: att rekommendera kommunerna att anta den }]',
    );
    expect(block(result)).toMatchObject({
      style: 'att',
      lead: [{ text: 'Ordföranden i samrådet beslutar' }],
      clauses: [[{ text: 'att anta planen' }], [{ text: 'att rekommendera kommunerna att anta den' }]],
    });
    expect(told(result)).toEqual([
      ['info', 'beslutspunkter', 'Beslutspunkterna är att-satser, mallen har hela meningar'],
    ]);
  });

  it('may not mix the two', () => {
    const result = clauses(
      '\n  - { verb: anta, text: att anta planen }\n  - { verb: rekommendera, text: Ordföranden rekommenderar den. }',
    );
    expect(told(result)).toEqual([['warning', '- { verb', 'Beslutspunkterna blandar att-satser och hela meningar']]);
  });

  it('must name the version that is attached', () => {
    expect(told(clauses('[{ verb: anta, text: "Ordföranden antar planen, version 1.9." }]'))).toEqual([
      ['error', 'beslutspunkter', 'Beslutspunkten säger version 1.9, men färdplanen är version 2.0'],
    ]);
    expect(told(clauses('[{ verb: anta, text: "Ordföranden antar planen, version 2.0." }]'))).toEqual([]);
  });
});

describe('a recommendation', () => {
  const text = (more = '', drop: string[] = []) =>
    decisionText(
      `typ: rekommendation
mottagare: Region Exempel och länets kommuner
beslutspunkter: [{ verb: fastställa, text: att fastställa Plan för Exempellän }]
beslutsnivå: { organ: Fullmäktige, motiv: Planen berör många nämnder }
återkoppling: { senast: 2022-08-31, till: svar@samrad.example, vad: Protokollsutdrag med beslutet }
kontakt: ["Vega Norrby, samordnare, vega@samrad.example"]
${more}`,
      '## Bakgrund\n\nB.\n\n## Sammanfattning\n\nS.',
      ['typ', 'beslutspunkter', 'lagrum', 'brådska', 'anmäls till', ...drop],
    );

  it('has its sections, with level, reply and contact', () => {
    const result = composed(text());
    expect(result.diagnostics).toEqual([]);
    const { document } = result;
    expect(headings(document)).toEqual([
      'Uppdrag',
      'Bakgrund',
      'Sammanfattning',
      'Rekommendation till beslut',
      'Beslutsnivå',
      'Återkoppling',
      'Beslutsunderlag',
      'Ärendets gång',
      'Skickas till',
      'Kontakt',
      'Den text som rekommendationen gäller',
      'Underskrift',
    ]);
    expect(words(section(document, 'Uppdrag'))).toBe(
      'På uppdrag av Ordföranden i samrådet skickas denna rekommendation till Region Exempel och länets kommuner. Den gäller Plan för Exempellän, version 2.0.',
    );
    expect(words(section(document, 'Rekommendation till beslut'))).toBe(
      'Ordföranden i samrådet beslutade den 18 mars 2022 att rekommendera Region Exempel och länets kommuner att besluta att fastställa Plan för Exempellän',
    );
    expect(words(section(document, 'Beslutsnivå'))).toBe(
      'Rekommenderad beslutsnivå: Fullmäktige. Planen berör många nämnder.',
    );
    expect(words(section(document, 'Återkoppling'))).toBe(
      'Återkoppling av fattat beslut skickas senast den 31 augusti 2022 till svar@samrad.example. Skicka protokollsutdrag med beslutet.',
    );
    expect(JSON.stringify(section(document, 'Återkoppling'))).toContain('"url":"mailto:svar@samrad.example"');
    expect(words(section(document, 'Kontakt'))).toBe(
      'Frågor besvaras av: Vega Norrby, samordnare, vega@samrad.example',
    );
  });

  it('needs someone to recommend to', () => {
    const result = composed(text().replace('mottagare: Region Exempel och länets kommuner\n', ''));
    expect(
      told(result).every(([severity, , message]) => severity === 'error' && message === '”mottagare” saknas'),
    ).toBe(true);
    expect(words(section(result.document, 'Rekommendation till beslut'))).toContain(
      'att rekommendera [uppgift saknas] att besluta',
    );
  });
});

describe('every document', () => {
  it('keeps all prose, skips no level and repeats no id', () => {
    const word = fc.stringMatching(/^[a-zåäö]{3,9}$/);
    const prose = fc.oneof(
      word,
      fc.tuple(word, word).map(([a, b]) => `- ${a}\n- ${b}`),
      fc.tuple(word, word).map(([a, b]) => `#### ${a}\n\n${b}`),
      fc.tuple(word, word).map(([a, b]) => `### ${a}\n\n${b}\n\n##### ${a}`),
      fc.tuple(word, word).map(([a, b]) => `| ${a} |\n| --- |\n| ${b} |`),
      word.map((a) => `> ${a}`),
      word.map((a) => `<i>${a}</i>`),
    );
    const title = fc.oneof(
      fc.constantFrom('Ärendebeskrivning', 'Bedömning', 'Beslut', 'Förändringar', 'Beslutsunderlag', 'Underskrift'),
      word,
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(title, prose), { maxLength: 6 }), (parts) => {
        const { document } = composed(
          decisionText('', parts.map(([head, text]) => `## ${head}\n\n${text}`).join('\n\n') || '## Tom\n\nx'),
        );
        const all = plainText(document.blocks);
        for (const [, text] of parts)
          for (const [found] of text.matchAll(/[a-zåäö]{3,}/g)) expect(all).toContain(found);
        let level = 1;
        const ids = new Set<string>();
        for (const block of document.blocks) {
          if (block.type !== 'heading') continue;
          expect(block.level).toBeGreaterThan(1);
          expect(block.level).toBeLessThanOrEqual(level + 1);
          expect(ids.has(block.id)).toBe(false);
          level = block.level;
          ids.add(block.id);
        }
      }),
      runs(60),
    );
  });

  it('can be made from whatever could be read, without a throw', () => {
    const lines = decisionText('ort: Exempelstad', '## Ärendebeskrivning\n\nText.\n\n## Annat\n\n- a\n- b').split('\n');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(lines.length - 1), fc.nat(40), fc.string({ maxLength: 6 })), { maxLength: 6 }),
        (edits) => {
          const text = lines
            .map((line, index) =>
              edits.reduce((now, [at, from, put]) => (at === index ? now.slice(0, from) + put : now), line),
            )
            .join('\n');
          const document = parseDocument({ path: 'decision.md', text });
          fc.pre('kind' in document && document.kind === 'decision');
          const { document: made } = composed(text);
          expect(made.language).toBe('sv-SE');
        },
      ),
      runs(80),
    );
  });

  it('follows a template of the user’s own', () => {
    const house = parsed(
      'template',
      'fardplan: template/v1\nid: kort\ntitel: Kort\nutgår från: chair-decision\navsnitt:\n  - { id: text, titel: Text, krävs: ja }\n  - { id: beslut, titel: Så beslutar vi, källa: beslutspunkter }\n',
    ).model;
    const { document, diagnostics } = composed(decisionText('', '## Text\n\nEtt.'), {
      template: completeTemplate('kort', [house, ...builtIn]),
    });
    expect(diagnostics).toEqual([]);
    expect(headings(document)).toEqual(['Text', 'Så beslutar vi']);
  });

  it('says when the changes it names could not be worked out, or have no place in the template', () => {
    const named = decisionText('förändringar: { från: remiss.md }');
    expect(told(composed(named))).toEqual([['error', 'förändringar', 'Förändringarna kunde inte tas fram']]);
    const house = parsed(
      'template',
      'fardplan: template/v1\nid: k\ntitel: K\navsnitt: [{ id: arendebeskrivning, titel: Text }]\n',
    ).model;
    const before = parsed('roadmap', roadmapText('1.0', '## Syfte {#syfte}\n\nAtt.'));
    expect(
      told(composed(named, { before, changes: [], template: completeTemplate('k', [house, ...builtIn]) })),
    ).toEqual([['warning', 'förändringar', 'Dokumentmallen har inget avsnitt för förändringar']]);
  });
});
