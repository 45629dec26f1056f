import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeAnswer } from '../../src/consultation/place-answer.js';
import { Failure } from '../../src/core/failure.js';
import { writeResponse } from '../../src/parse/write-response.js';
import { runs } from '../setup/runs.js';
import { parties, placing, received } from './receive.js';

const pasted = `Ale kommun
Diarienummer: KS 2021/77                    1 (2)
Datum: 15 december 2021

Kommunen tillstyrker förslaget i huvudsak, men har synpunkter på ut-
formningen av de mobila teamen.

Utveckling av mobila team som stöd för vård i hemmet
Ståndpunkt: instämmer delvis
Teamen behöver finnas dygnet runt. Vi saknar hur vård- och
omsorgspersonal i kommunen ska kunna nå teamet när behovet upp-
står utanför kontorstid.
Vi föreslår:
• att regionen tar ansvar
• att det följs upp
2 (2)
4.9 Något helt annat
Avsnittet saknar mål.

Allmänt
- Språket är bra.
- Texten är lång.
`;

describe('text that was copied out of a PDF', () => {
  test('has its lines joined, its words mended, its lists kept and its headings found', async () => {
    const { answers } = await received('svar.txt', pasted, { knowsParty: (name) => name === 'Ale kommun' });
    const [answer] = answers;
    expect(answer).toMatchObject({ party: 'Ale kommun', date: '2021-12-15' });
    expect(answer?.summary).toContain('utformningen');
    expect(answer?.comments.map(({ heading, stance }) => [heading, stance])).toEqual([
      ['Utveckling av mobila team som stöd för vård i hemmet', 'approves-with-comments'],
      ['4.9 Något helt annat', undefined],
      ['Allmänt', undefined],
      ['Allmänt', undefined],
    ]);
    const text = answer?.comments[0]?.text.replace(/\n(?!\n|-)/g, ' ') ?? '';
    expect(text).toContain('vård- och omsorgspersonal');
    expect(text).toContain('uppstår');
    expect(text).toContain('- att regionen tar ansvar\n- att det följs upp');
  });

  test('a PDF itself is refused', async () => {
    await expect(received('svar.txt', '%PDF-1.7 …')).rejects.toThrow('is a PDF');
  });
});

describe('a Markdown form', () => {
  const form = (body: string): string =>
    `---\nfardplan: response/v1\nhuvudman: ale\nremiss: remiss-2021\nremissversion: "1.0"\ndatum:\nståndpunkt:\n---\n\n# Svar\n\n${body}`;

  test('parts what follows its labels, in order', async () => {
    const body =
      '## Målbild {#malbild}\n\n**Ståndpunkt:** avstyrker\n\n**Synpunkt:** Bra.\n\nMer.\n\n- ett\n- två\n\n**Motiv:**\n\nSkäl.\n\nFler skäl.\n\n**Ändringsförslag:**\n\n## Målgrupp {#malgrupp}\n\n<!-- skriv här -->\n\n**Ståndpunkt:**\n\n**Synpunkt:**\n';
    const { answers } = await received('ale.md', form(body));
    expect(answers[0]?.comments).toMatchObject([
      { item: 'malbild', stance: 'rejects', text: 'Bra.\n\nMer.\n\n- ett\n- två', motive: 'Skäl.\n\nFler skäl.' },
    ]);
  });

  test('that is not filled in is refused', async () => {
    const { answers } = await received('ale.md', form('## Målbild {#malbild}\n\n**Synpunkt:**\n'));
    expect(placeAnswer(answers[0] ?? { comments: [], leftovers: [] }, placing)).toMatchObject({
      message: { sv: 'formuläret är inte ifyllt' },
    });
  });

  test('with a conflict of git in it is refused', async () => {
    await expect(received('a.md', form('<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n'))).rejects.toThrow('conflict');
  });
});

describe('whatever is received', () => {
  const pieces = fc.constantFrom(
    'Målbild', '## Målgrupp', 'Ståndpunkt: ja', 'Ståndpunkt: kanske', 'Motiv:', 'bättre', '\n', '\n\n', '- punkt', '• punkt', 'Sida 1 (2)', '\f', ';', '"', ',',
    'Kommun;Rubrik;Synpunkt', 'Ale', '---', '|', '<b>', '{#x}', '=1+1', '\0', 'upp-', 'står', '4.9 Något annat', '\u2028', 'Allmänt', '```', '<!--', '-->',
  ); // prettier-ignore
  const names = fc.constantFrom('a.txt', 'a.md', 'a.csv', 'a.xlsx', 'a.docx');

  test('is read, or refused with a Failure', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(pieces, { maxLength: 30 }).map((all) => new TextEncoder().encode(all.join(' '))),
    );
    await fc.assert(
      fc.asyncProperty(names, bytes, async (name, content) => {
        try {
          const { answers } = await received(name, content);
          for (const answer of answers) {
            const placed = placeAnswer({ party: 'ale', ...answer }, { ...placing, party: 'ale', force: true });
            if (!('message' in placed)) writeResponse(placed.response, { title: 'x' });
          }
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
        }
      }),
      runs(120),
    );
  });

  test('no word of a text is lost', async () => {
    const word = fc.constantFrom('Målbild', 'Målgrupp', 'bättre', 'vården', 'Syfte', 'ska', 'kan', 'regionen.', 'kommunen:', '2030', '- ', '• ', '\n', '\n\n', '\n', 'Motiv:', 'Allmänt'); // prettier-ignore
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 40 }), async (all) => {
        const text = all.join(' ');
        const { answers, remarks } = await received('a.txt', text);
        const placed = placeAnswer(answers[0] ?? { comments: [], leftovers: [] }, { ...placing, party: 'ale' });
        const kept = 'message' in placed ? JSON.stringify(answers) : writeResponse(placed.response, { title: 'x' });
        const seen = `${kept} ${JSON.stringify(remarks)} Sammanfattning Motiv`;
        for (const each of text.match(/\p{L}{3,}|\d{4}/gu) ?? []) {
          // An unfilled heading is no comment.
          if (/^(Målbild|Målgrupp|Syfte|Allmänt)$/.test(each)) continue;
          expect(seen).toContain(each);
        }
      }),
      runs(100),
    );
  });
});

test('the register is that of the example', () => expect(parties.length).toBe(50));
