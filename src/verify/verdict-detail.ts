import type { Language } from '../core/text.js';
import { text } from '../core/text.js';
import { shownTime } from '../pdf/signature-time.js';
import type { CertificateVerdict, SignatureVerdict, TimestampVerdict, Verdict } from '../model/verdict.js';
import { verdictText } from './verdict-text.js';

type Say = (sv: string, en: string) => string;

const when = (time: string): string => shownTime(new Date(time));
const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

function revocationWords(
  { revocation, revokedAt, source, producedAt, embedded }: CertificateVerdict,
  say: Say,
): string {
  const by = source === 'ocsp' ? say('OCSP-svar', 'OCSP response') : say('spärrlista', 'revocation list');
  const where = embedded ? say('i filen', 'in the file') : say('hämtat', 'fetched');
  const from = source && producedAt ? ` (${by} ${when(producedAt)}, ${where})` : '';
  switch (revocation) {
    case 'good': {
      const later = revokedAt
        ? say(`, men spärrades ${when(revokedAt)}`, `, but was revoked on ${when(revokedAt)}`)
        : '';
      return `${say('inte spärrat då', 'not revoked then')}${later}${from}`;
    }
    case 'revoked':
      return `${say('SPÄRRAT', 'REVOKED')}${revokedAt ? ` ${when(revokedAt)}` : ''}${from}`;
    case 'unknown':
      return say('okänt om det var spärrat', 'whether it was revoked is not known');
    case 'no-source':
      return say('utfärdaren ger ingen uppgift om spärrning', 'its issuer gives no revocation information');
    case 'not-asked':
      return say('betrodd utgångspunkt', 'trusted as it is');
  }
}

function chainLines(chain: readonly CertificateVerdict[], say: Say): string[] {
  if (chain.length === 0) return [say('Kedja: ingen till en betrodd utfärdare', 'Chain: none to a trusted issuer')];
  return [
    say('Kedja:', 'Chain:'),
    ...chain.flatMap((each, index) => [
      `  ${index + 1}. ${each.subject ?? '?'}`,
      `     ${say('gäller', 'valid')} ${each.notBefore.slice(0, 10)} – ${each.notAfter.slice(0, 10)}, ${say('prövat för', 'checked for')} ${when(each.validAt)}`,
      `     ${revocationWords(each, say)}`,
    ]),
  ];
}

function timestampLines(stamp: TimestampVerdict, say: Say, language: Language): string[] {
  const { kind, field, time, authority, indication, subIndication, revision } = stamp;
  const over =
    kind === 'document'
      ? say(
          `Tidsstämpel ${field} över hela filen till och med version ${revision}`,
          `Time-stamp ${field} over the whole file up to revision ${revision}`,
        )
      : say('Tidsstämpel över underskriften', 'Time-stamp over the signature');
  return [
    `${over}: ${indication}${subIndication ? ` (${subIndication})` : ''}`,
    ...indent([
      `${say('Tid', 'Time')}: ${time ? when(time) : '?'}`,
      `${say('Av', 'By')}: ${authority ?? '?'}`,
      ...chainLines(stamp.chain, say),
      ...stamp.reasons.map((reason) => reason[language]),
    ]),
  ];
}

function permissionLines({ permissions: { certification, locks } }: SignatureVerdict, say: Say): string[] {
  const levels = [
    say('Tillåter inga ändringar efteråt (DocMDP 1)', 'Allows no changes afterwards (DocMDP 1)'),
    say(
      'Tillåter ifyllda fält och underskrifter efteråt (DocMDP 2)',
      'Allows fields and signatures afterwards (DocMDP 2)',
    ),
    say(
      'Tillåter fält, underskrifter och anteckningar efteråt (DocMDP 3)',
      'Allows fields, signatures and annotations afterwards (DocMDP 3)',
    ),
  ];
  const level = certification === null ? undefined : levels[certification - 1];
  return [
    ...(level ? [level] : []),
    ...locks.map(({ action, fields }) => {
      if (action === 'All') return say('Låser alla fält', 'Locks all fields');
      const named = fields.join(', ');
      return action === 'Include'
        ? say(`Låser fälten ${named}`, `Locks the fields ${named}`)
        : say(`Låser alla fält utom ${named}`, `Locks all fields but ${named}`);
    }),
  ];
}

const matchWords = ({ signerMatches }: SignatureVerdict, say: Say): string[] =>
  signerMatches === null
    ? []
    : [
        signerMatches
          ? say(
              'Namnet i certifikatet är det som dokumentet anger',
              'The name in the certificate is the one the document states',
            )
          : say(
              'Namnet i certifikatet är INTE det som dokumentet anger',
              'The name in the certificate is NOT the one the document states',
            ),
      ];

/** The verdict with everything it rests on: chains, revocation, time-stamps, limits, revisions. Lines joined with `\n`, without colour. */
export function verdictDetail(verdict: Verdict, language: Language): string {
  const say: Say = (sv, en) => text(sv, en)[language];
  const [answer = '', ...plain] = verdictText(verdict, language).split('\n');
  return [
    answer,
    `${say('Prövat för', 'Verified for')}: ${when(verdict.at)}`,
    ...plain,
    ...verdict.signatures.flatMap((signature) => [
      say(
        `Underskrift ${signature.field}, version ${signature.revision}, i detalj:`,
        `Signature ${signature.field}, revision ${signature.revision}, in detail:`,
      ),
      ...indent([
        ...matchWords(signature, say),
        ...permissionLines(signature, say),
        ...chainLines(signature.chain, say),
        ...signature.timestamps.flatMap((stamp) => timestampLines(stamp, say, language)),
      ]),
    ]),
    ...verdict.timestamps.flatMap((stamp) => timestampLines(stamp, say, language)),
  ].join('\n');
}
