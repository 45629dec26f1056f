import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import type { RevocationReason, RevocationStatus } from '../cms/revocation.js';
import type { ReadCertificate } from '../cms/verify-certificate.js';
import { shownTime } from '../pdf/signature-time.js';

const reasons: Partial<Record<RevocationReason, Text>> = {
  keyCompromise: text('nyckeln kan ha kommit i fel händer', 'the key may have fallen into the wrong hands'),
  cACompromise: text(
    'utfärdarens nyckel kan ha kommit i fel händer',
    "the issuer's key may have fallen into the wrong hands",
  ),
  aACompromise: text(
    'utfärdarens nyckel kan ha kommit i fel händer',
    "the issuer's key may have fallen into the wrong hands",
  ),
  affiliationChanged: text('innehavaren har bytt organisation', 'the holder has changed organisation'),
  superseded: text('ersatt av ett nytt', 'superseded by a new one'),
  cessationOfOperation: text('används inte längre', 'no longer in use'),
  privilegeWithdrawn: text('rätten drogs in', 'the privilege was withdrawn'),
};

const because = (reason: RevocationReason | null): Text => {
  const known = reason && reasons[reason];
  return known ? text(` (${known.sv})`, ` (${known.en})`) : text('', '');
};

/** What is said of a certificate that was revoked. */
export function revokedWords(
  name: string,
  { revokedAt, reason }: Pick<RevocationStatus, 'revokedAt' | 'reason'>,
): { withoutProof: Text; proven: Text; later: Text; onHold: Text } {
  const when = revokedAt ? shownTime(revokedAt) : '?';
  const why = because(reason);
  const what = text(
    `Certifikatet för ${name} spärrades ${when}${why.sv}`,
    `The certificate of ${name} was revoked on ${when}${why.en}`,
  );
  return {
    withoutProof: text(
      `${what.sv}, och inget bevisar att det som vilar på det är äldre.`,
      `${what.en}, and nothing proves that what rests on it is older.`,
    ),
    proven: text(
      `${what.sv}, och en äldre tidsstämpel i filen visar att underskriften gjordes efter det.`,
      `${what.en}, and an older time-stamp in the file shows that the signature was made after that.`,
    ),
    later: text(
      `Anmärkning: certifikatet för ${name} spärrades ${when}${why.sv}, men det som vilar på det är bevisligen äldre.`,
      `Note: the certificate of ${name} was revoked on ${when}${why.en}, but what rests on it is proven to be older.`,
    ),
    onHold: text(
      `Certifikatet för ${name} är tillfälligt spärrat sedan ${when}. Granska filen igen när det är avgjort.`,
      `The certificate of ${name} has been on hold since ${when}. Verify the file again when that is settled.`,
    ),
  };
}

/** What is said where nothing answers, or an old answer has to do. */
export const unansweredWords = {
  noSource: (certificate: ReadCertificate): Text =>
    certificate.extensions.noRevocation
      ? text(
          'Anmärkning: enligt certifikatet lämnar dess utfärdare inga uppgifter om spärrning.',
          'Note: the certificate says that its issuer gives no information on revocation.',
        )
      : text(
          'Anmärkning: certifikatets utfärdare anger inte var man kan se om det har spärrats.',
          "Note: the certificate's issuer does not say where to see whether it has been revoked.",
        ),
  unknown: (name: string, at: Date, problems: readonly Text[]): Text => {
    const [why] = problems;
    return text(
      `Om certifikatet för ${name} var spärrat ${shownTime(at)} går inte att avgöra: uppgift om det saknas i filen.${why ? ` ${why.sv}` : ''} Med --online hämtas den.`,
      `Whether the certificate of ${name} was revoked on ${shownTime(at)} cannot be settled: the file does not say.${why ? ` ${why.en}` : ''} With --online it is fetched.`,
    );
  },
  outdated: (name: string, until: Date): Text =>
    text(
      `Anmärkning: uppgiften att certifikatet för ${name} inte är spärrat gällde till ${shownTime(until)}. Med --online hämtas en ny.`,
      `Note: the information that the certificate of ${name} is not revoked was good until ${shownTime(until)}. With --online a new one is fetched.`,
    ),
};
