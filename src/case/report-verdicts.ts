import type { Block, Inline } from '../model/document.js';
import type { Verdict } from '../model/verdict.js';
import { namesAgree } from './names-agree.js';
import type { CaseState } from './case-state.js';
import { localTime, utcTime } from './report-times.js';

const text = (words: string): Inline[] => [{ type: 'text', text: words }];
const paragraph = (words: string): Block => ({ type: 'paragraph', children: text(words) });

const outcomes = {
  'TOTAL-PASSED': 'Godkänd (TOTAL-PASSED)',
  INDETERMINATE: 'Kan inte avgöras (INDETERMINATE)',
  'TOTAL-FAILED': 'Underkänd (TOTAL-FAILED)',
} as const;

const sources = { claimed: 'undertecknarens egen uppgift', timestamp: 'tidsstämpel' } as const;

/** What verification says of each signature: by the certificate and by the case, shown apart. */
export function verdictBlocks(verdict: Verdict, state: CaseState, trusted: number): Block[] {
  const blocks: Block[] = [
    paragraph(
      `Prövad ${localTime(verdict.at)}, ${utcTime(verdict.at)}, enligt EN 319 102-1 mot ${trusted === 0 ? 'ingen betrodd utfärdare' : trusted === 1 ? '1 betrodd utfärdare' : `${trusted} betrodda utfärdare`}. Hela filen: ${outcomes[verdict.indication]}.`,
    ),
  ];
  for (const signature of verdict.signatures) {
    const expected = state.signers.find(({ signer }) => signer.field === signature.field)?.signer;
    const agrees = expected === undefined || signature.signer === null || namesAgree(expected.name, signature.signer);
    const when = signature.signedAt;
    const facts: [string, string | undefined][] = [
      [
        'Resultat',
        `${outcomes[signature.indication]}${signature.subIndication === null ? '' : `, ${signature.subIndication}`}`,
      ],
      ['Certifikatet', signature.signer ?? 'kan inte läsas'],
      ['Ärendet', expected && `${expected.name}, ${expected.role}${agrees ? '' : ' (stämmer inte med certifikatet)'}`],
      ['Utfärdare', signature.issuer ?? undefined],
      [
        'Tid',
        when === null
          ? undefined
          : `${localTime(when)}, ${utcTime(when)} (${signature.timeSource === null ? 'okänd källa' : sources[signature.timeSource]})`,
      ],
      ['Nivå', signature.level ?? undefined],
      ['Handlingen', signature.untouched ? 'Orörd sedan underskriften' : 'Kan inte visas vara orörd'],
    ];
    blocks.push(
      { type: 'heading', level: 3, id: `falt-${signature.field}`, children: text(`Fältet ${signature.field}`) },
      {
        type: 'facts',
        facts: facts.flatMap(([term, value]) => (value === undefined ? [] : [{ term, value: text(value) }])),
      },
    );
    if (signature.reasons.length > 0)
      blocks.push({
        type: 'list',
        ordered: false,
        items: signature.reasons.map(({ sv }) => [paragraph(sv)]),
      });
  }
  for (const { sv } of verdict.reasons) blocks.push(paragraph(sv));
  return blocks;
}
