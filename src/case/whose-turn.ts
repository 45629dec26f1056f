import { exit, Failure } from '../core/failure.js';
import { nearest } from '../core/nearest.js';
import { fold, listed, slug, text } from '../core/text.js';
import type { CaseState, SignerState } from './case-state.js';

const refuse = (sv: string, en: string, helpSv: string, helpEn: string, code: number = exit.findings): Failure =>
  new Failure(text(sv, en), text(helpSv, helpEn), code);

/** Refuses a case that is over. */
export function refuseClosed(state: CaseState): void {
  if (state.state === 'completed')
    throw refuse(
      'Ärendet är avslutat.',
      'The case is completed.',
      'Öppna ett nytt ärende om något mer ska undertecknas.',
      'Open a new case if something more is to be signed.',
    );
  if (state.state === 'cancelled')
    throw refuse(
      `Ärendet är avbrutet: ${state.reason ?? ''}`,
      `The case is cancelled: ${state.reason ?? ''}`,
      'Öppna ett nytt ärende.',
      'Open a new case.',
    );
}

/** The one with this role (or field). Refuses (exit 2) a role that the case does not have. */
export function signerByRole(state: CaseState, wanted: string): SignerState {
  const found =
    state.signers.find(({ signer }) => fold(signer.role) === fold(wanted)) ??
    state.signers.find(({ signer }) => signer.field === wanted || signer.field === slug(wanted));
  if (found) return found;
  const roles = state.signers.map(({ signer }) => signer.role);
  const near = nearest(wanted, roles);
  throw refuse(
    `Ärendet har ingen undertecknare med rollen ${wanted}`,
    `The case has no signer with the role ${wanted}`,
    near ? `Menade du ${near}?` : `Roller: ${listed(roles, 'sv')}.`,
    near ? `Did you mean ${near}?` : `Roles: ${listed(roles, 'en')}.`,
    exit.use,
  );
}

/** Who may sign now, as this role, else the only one whose turn it is. Refuses who has answered, and who has to wait. */
export function whoseTurn(state: CaseState, wanted: string | undefined): SignerState {
  refuseClosed(state);
  const turn = state.signers.filter((each) => each.state === 'turn');
  if (wanted === undefined) {
    const [only, other] = turn;
    if (only && !other) return only;
    const roles = turn.map(({ signer }) => signer.role);
    throw only
      ? refuse(
          'Flera kan underteckna nu, och det framgår inte vem som gör det.',
          'Several can sign now, and it does not show who does.',
          `Lägg till --role: ${listed(roles, 'sv')}.`,
          `Add --role: ${listed(roles, 'en')}.`,
          exit.use,
        )
      : refuse(
          'Ingen är på tur att underteckna.',
          'It is nobody’s turn to sign.',
          'Se läget med fardplan case status.',
          'See fardplan case status.',
        );
  }
  const found = signerByRole(state, wanted);
  const { role } = found.signer;
  if (found.state === 'turn') return found;
  if (found.state === 'signed')
    throw refuse(
      `${role} har redan undertecknat.`,
      `${role} has signed already.`,
      'Se läget med fardplan case status.',
      'See fardplan case status.',
    );
  if (found.state === 'declined')
    throw refuse(
      `${role} har avböjt: ${found.reason ?? ''}`,
      `${role} has declined: ${found.reason ?? ''}`,
      'Avbryt ärendet med fardplan case close --cancel, och öppna ett nytt.',
      'Cancel the case by fardplan case close --cancel, and open a new one.',
    );
  const declined = state.signers.find((each) => each.state === 'declined');
  const first = declined ?? turn[0];
  throw refuse(
    declined
      ? `${declined.signer.role} har avböjt, så ingen efter kan underteckna.`
      : `${role} är inte på tur: ${first?.signer.role ?? ''} ska underteckna först.`,
    declined
      ? `${declined.signer.role} has declined, so nobody after can sign.`
      : `It is not the turn of ${role}: ${first?.signer.role ?? ''} is to sign first.`,
    'Undertecknarna gör det i den ordning som ärendet anger.',
    'They sign in the order that the case gives.',
  );
}
