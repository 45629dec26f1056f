import { auditLines } from './audit-lines.js';
import type { Language, Text } from '../core/text.js';
import { listed, text } from '../core/text.js';
import { shownTime } from '../pdf/signature-time.js';
import { changesLines } from './changes-lines.js';
import { rebuildLines } from './rebuild-words.js';
import type { LaterChange, RoadmapVerdict, SignatureVerdict, TimestampVerdict, Verdict } from '../model/verdict.js';

const unknown = text('okänd', 'unknown');

function signers(verdict: Verdict, language: Language): string {
  const names = verdict.signatures.map(({ signer }) => signer ?? unknown[language]);
  return listed([...new Set(names)], language);
}

/** What keeps an untouched file from being accepted, said of whom it concerns. */
function shortReason(verdict: Verdict, language: Language): string | undefined {
  const all = verdict.signatures;
  const concerned = all.filter(
    ({ indication, subIndication }) => indication === verdict.indication && subIndication === verdict.subIndication,
  );
  const fromStamps = concerned.every(({ timestamps }) =>
    timestamps.some((stamp) => stamp.subIndication === verdict.subIndication),
  );
  // What is wrong with a time-stamp is not said of the signer; neither is what concerns the file alone.
  if (concerned.length === 0 || fromStamps) return undefined;
  const names = listed([...new Set(concerned.map(({ signer }) => signer ?? unknown[language]))], language);
  const of = concerned.length < all.length ? ` (${names})` : '';
  const say = (sv: string, en: string): string => `${text(sv, en)[language]}${of}`;
  const { subIndication } = verdict;
  if (subIndication === 'NO_CERTIFICATE_CHAIN_FOUND') {
    return concerned.length > 1 && !of
      ? say(
          'undertecknarna finns inte i din lista över betrodda utfärdare',
          'the signers are not in your list of trusted issuers',
        )
      : say(
          'undertecknaren finns inte i din lista över betrodda utfärdare',
          'the signer is not in your list of trusted issuers',
        );
  }
  if (subIndication === 'OUT_OF_BOUNDS_NO_POE') return say('certifikatet har gått ut', 'the certificate has expired');
  if (subIndication === 'TRY_LATER') {
    return say(
      'om certifikatet var spärrat går inte att avgöra',
      'whether the certificate was revoked cannot be settled',
    );
  }
  if (subIndication === 'REVOKED_NO_POE') return say('certifikatet har spärrats', 'the certificate has been revoked');
  if (subIndication === 'REVOKED_CA_NO_POE') {
    return say('utfärdarens certifikat har spärrats', "the issuer's certificate has been revoked");
  }
  if (subIndication === 'OUT_OF_BOUNDS_NOT_REVOKED')
    return say('certifikatet har gått ut', 'the certificate has expired');
  if (subIndication === 'CRYPTO_CONSTRAINTS_FAILURE' || subIndication === 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE')
    return say('krypteringen är för svag', 'the cryptography is too weak');
  if (subIndication === 'CHAIN_CONSTRAINTS_FAILURE') {
    return say('certifikatet får inte användas så', 'the certificate may not be used like that');
  }
  return undefined;
}

/** The first reason of whatever decided the verdict. */
function decisive(verdict: Verdict): Text | undefined {
  const signature = verdict.signatures.find(({ indication }) => indication === verdict.indication);
  const refused = verdict.changesAfterSigning.find(({ allowed }) => !allowed);
  if (signature?.subIndication === 'FORMAT_FAILURE' && refused) return refused.what;
  const whole = signature ? undefined : verdict.reasons[0];
  return whole ?? signature?.reasons[0] ?? verdict.reasons[0];
}

/** One sentence for somebody who reads nothing more. */
export function plainAnswer(verdict: Verdict, language: Language): string {
  const who = signers(verdict, language);
  const { indication, signatures } = verdict;
  const why = decisive(verdict);
  if (signatures.length === 0) {
    if (indication === 'TOTAL-FAILED')
      return text(`Går inte att godkänna: ${why?.sv}`, `Cannot be accepted: ${why?.en}`)[language];
    return text('Filen är inte undertecknad.', 'The file is not signed.')[language];
  }
  if (indication === 'TOTAL-PASSED') {
    return text(
      `Undertecknad av ${who}, orörd, och av betrodd utfärdare.`,
      `Signed by ${who}, untouched, and from a trusted issuer.`,
    )[language];
  }
  if (indication === 'TOTAL-FAILED') {
    return text(
      `UNDERKÄND. Undertecknad i namnet ${who}, men: ${why?.sv}`,
      `FAILED. Signed in the name of ${who}, but: ${why?.en}`,
    )[language];
  }
  const short = signatures.every(({ untouched }) => untouched) ? shortReason(verdict, language) : undefined;
  return short
    ? text(`Undertecknad av ${who}, orörd – men ${short}.`, `Signed by ${who}, untouched, but ${short}.`)[language]
    : text(
        `Undertecknad av ${who}, men det går inte att avgöra: ${why?.sv}`,
        `Signed by ${who}, but it cannot be settled: ${why?.en}`,
      )[language];
}

function signatureLines(signature: SignatureVerdict, language: Language): string[] {
  const { field, signer, declaredSigner, issuer, level, signedAt, timeSource, indication, subIndication } = signature;
  const say = (sv: string, en: string): string => text(sv, en)[language];
  const lines = [
    `${say('Underskrift', 'Signature')} ${field}: ${indication}${subIndication ? ` (${subIndication})` : ''}`,
  ];
  lines.push(`  ${say('Enligt certifikatet', 'By the certificate')}: ${signer ?? unknown[language]}`);
  if (declaredSigner) lines.push(`  ${say('Enligt dokumentet', 'By the document')}: ${declaredSigner}`);
  if (issuer) lines.push(`  ${say('Utfärdare', 'Issuer')}: ${issuer}`);
  if (signedAt) {
    const source =
      timeSource === 'timestamp'
        ? say('tidsstämplad', 'time-stamped')
        : say('undertecknarens egen uppgift', "the signer's own statement");
    lines.push(`  ${say('Tid', 'Time')}: ${shownTime(new Date(signedAt))} (${source})`);
  }
  if (level) lines.push(`  ${say('Nivå', 'Level')}: ${level}`);
  lines.push(...signature.reasons.map((reason) => `  ${reason[language]}`));
  return lines;
}

function stampLine({ field, time, authority, indication }: TimestampVerdict, language: Language): string {
  const say = (sv: string, en: string): string => text(sv, en)[language];
  const when = time ? shownTime(new Date(time)) : '?';
  return `${say('Tidsstämpel över hela filen', 'Time-stamp over the whole file')} ${field}: ${when}, ${authority ?? '?'}: ${indication}`;
}

function changeLines(changes: readonly LaterChange[], language: Language): string[] {
  if (changes.length === 0) return [];
  const say = (sv: string, en: string): string => text(sv, en)[language];
  const lines = changes.map(({ revision, allowed, what }) => {
    const mark = allowed ? say('tillåtet', 'allowed') : say('INTE TILLÅTET', 'NOT ALLOWED');
    return `  ${say('version', 'revision')} ${revision}, ${mark}: ${what[language]}`;
  });
  return [say('Efter den första underskriften:', 'After the first signature:'), ...lines];
}

function roadmapLines(roadmap: RoadmapVerdict, language: Language): string[] {
  const say = (sv: string, en: string): string => text(sv, en)[language];
  const answer = (value: boolean | null, yes: Text, no: Text, open: Text): string =>
    (value === null ? open : value ? yes : no)[language];
  const lines = [
    `${say('Färdplan', 'Roadmap')}: ${roadmap.id ?? '?'}, version ${roadmap.version ?? '?'}${roadmap.draft ? say(' (UTKAST)', ' (DRAFT)') : ''}`,
  ];
  lines.push(
    `  ${answer(
      roadmap.attachmentMatches,
      text('Bilagan är den fil som dokumentet anger.', 'The attachment is the file the document names.'),
      text('Bilagan är INTE den fil som dokumentet anger.', 'The attachment is NOT the file the document names.'),
      text('Ingen bilaga att jämföra med.', 'There is no attachment to compare.'),
    )}`,
  );
  if (roadmap.commit) {
    const id = roadmap.commit.slice(0, 12);
    lines.push(
      `  ${answer(
        roadmap.commitMatches,
        text(`Commit ${id} innehåller samma fil.`, `Commit ${id} holds the same file.`),
        text(`Commit ${id} innehåller INTE samma fil.`, `Commit ${id} does NOT hold the same file.`),
        text(`Commit ${id} kunde inte slås upp här.`, `Commit ${id} could not be looked up here.`),
      )}`,
    );
  }
  return lines;
}

/** What the log adds to the plain answer; said at once, since many read no further. */
function logAnswer({ audit, indication }: Verdict, language: Language): string {
  if (!audit) return '';
  if (audit.indication === 'TOTAL-PASSED' && audit.state === 'cancelled')
    return text(' Men ärendet är avbrutet.', ' But the case was cancelled.')[language];
  if (audit.indication === 'TOTAL-PASSED') return '';
  const broken = audit.indication === 'TOTAL-FAILED';
  if (!broken)
    return text(' Om händelseloggen håller går inte att avgöra.', ' Whether the event log holds cannot be settled.')[
      language
    ];
  return indication === 'TOTAL-FAILED'
    ? text(' Händelseloggen håller inte heller.', ' Neither does the event log hold.')[language]
    : text(' Men händelseloggen håller inte.', ' But the event log does not hold.')[language];
}

/** The verdict for people: the plain answer, then what it rests on. Lines joined with `\n`, without colour. */
export function verdictText(verdict: Verdict, language: Language): string {
  return [
    `${verdict.file}: ${plainAnswer(verdict, language)}${logAnswer(verdict, language)}`,
    ...verdict.reasons.map((reason) => `  ${reason[language]}`),
    ...verdict.signatures.flatMap((signature) => signatureLines(signature, language)),
    ...verdict.timestamps.map((stamp) => stampLine(stamp, language)),
    ...changeLines(verdict.changesAfterSigning, language),
    ...(verdict.roadmap ? roadmapLines(verdict.roadmap, language) : []),
    ...(verdict.changes ? changesLines(verdict.changes, language) : []),
    ...(verdict.rebuild ? rebuildLines(verdict.rebuild, language) : []),
    ...(verdict.audit ? auditLines(verdict.audit, language) : []),
  ].join('\n');
}
