import { Failure } from '../core/failure.js';
import { nearest } from '../core/nearest.js';
import { listed, text } from '../core/text.js';
import type { Text } from '../core/text.js';
import type { Handle } from './_pkcs11-memory.js';
import type { Pkcs11Module, Token } from './_pkcs11-module.js';
import { tokenRefusal } from './_pkcs11-refusals.js';

/** Flags of CK_TOKEN_INFO (PKCS #11 v2.40, 3.2). */
const flags = {
  loginRequired: 0x4,
  protectedPath: 0x100,
  pinCountLow: 0x1_0000,
  pinFinalTry: 0x2_0000,
  pinLocked: 0x4_0000,
} as const;

const label = 0x3;
const id = 0x102;

/** An object with the label and the id that tell it from others. */
export interface TokenObject {
  handle: Handle;
  label: string;
  /** CKA_ID in lower-case hex; the same for a key and its certificate. */
  id: string;
}

/** The objects of a class, with what names them. */
export function objectsOf(
  module: Pkcs11Module,
  session: Handle,
  template: Parameters<Pkcs11Module['find']>[1],
): TokenObject[] {
  return module.find(session, template).map((handle) => ({
    handle,
    label: new TextDecoder().decode(module.attribute(session, handle, label)).replace(/[\s\0]+$/, ''),
    id: Buffer.from(module.attribute(session, handle, id) ?? []).toString('hex'),
  }));
}

/** The token: by label or slot number, else the only one. */
export function chooseToken(tokens: readonly Token[], wanted: string | undefined): Token {
  const [first] = tokens;
  // CKR_TOKEN_NOT_PRESENT
  if (!first) throw tokenRefusal('C_GetSlotList', 0xe0);
  const names = tokens.map((token) => token.label || String(token.slot));
  const shown = tokens.map(({ slot, label: name }) => `${name || '–'} (${slot})`);
  const choices = text(`Kort: ${listed(shown, 'sv')}.`, `Tokens: ${listed(shown, 'en')}.`);
  if (wanted !== undefined) {
    const named = tokens.filter((token) => token.label === wanted);
    const found = named.length > 0 ? named : tokens.filter(({ slot }) => String(slot) === wanted);
    if (found.length === 1 && found[0]) return found[0];
    if (found.length > 1)
      throw new Failure(
        text(`Flera kort heter ${wanted}.`, `Several tokens are named ${wanted}.`),
        text(`Ange numret med --slot. ${choices.sv}`, `Give the number with --slot. ${choices.en}`),
      );
    const near = nearest(wanted, names);
    throw new Failure(
      text(`Det finns inget kort som heter ${wanted}.`, `There is no token named ${wanted}.`),
      near ? text(`Menade du ${near}? ${choices.sv}`, `Did you mean ${near}? ${choices.en}`) : choices,
    );
  }
  if (tokens.length > 1)
    throw new Failure(
      text('Det finns flera kort; säg vilket med --slot.', 'There are several tokens; say which with --slot.'),
      choices,
    );
  return first;
}

/** The object by label or id, else the only one. */
export function chooseKey(keys: readonly TokenObject[], wanted: string | undefined, token: string): TokenObject {
  const [first] = keys;
  if (!first)
    throw new Failure(
      text(`Det finns ingen nyckel att underteckna med på ${token}.`, `There is no key to sign with on ${token}.`),
      text(
        'Kontrollera att det är rätt kort. Vissa kort visar sina nycklar bara för tillverkarens eget bibliotek.',
        "Check that it is the right token. Some tokens show their keys only to the vendor's own library.",
      ),
    );
  const shown = keys.map((key) => `${key.label || '–'} (${key.id || '–'})`);
  const choices = text(`Nycklar: ${listed(shown, 'sv')}.`, `Keys: ${listed(shown, 'en')}.`);
  if (wanted !== undefined) {
    const named = keys.filter((key) => key.label === wanted);
    const found =
      named.length > 0
        ? named
        : keys.filter((key) => key.id !== '' && key.id === wanted.replace(/[:\s]/g, '').toLowerCase());
    if (found.length === 1 && found[0]) return found[0];
    if (found.length > 1)
      throw new Failure(
        text(`Flera nycklar heter ${wanted}.`, `Several keys are named ${wanted}.`),
        text(`Ange id:t med --key-name. ${choices.sv}`, `Give the id with --key-name. ${choices.en}`),
      );
    const near = nearest(
      wanted,
      keys.map((key) => key.label),
    );
    throw new Failure(
      text(`Det finns ingen nyckel som heter ${wanted} på ${token}.`, `There is no key named ${wanted} on ${token}.`),
      near ? text(`Menade du ${near}? ${choices.sv}`, `Did you mean ${near}? ${choices.en}`) : choices,
    );
  }
  if (keys.length > 1)
    throw new Failure(
      text(
        `Det finns flera nycklar på ${token}; säg vilken med --key-name.`,
        `There are several keys on ${token}; say which with --key-name.`,
      ),
      choices,
    );
  return first;
}

/** How the PIN is given: not at all, at the reader, or by us; refuses a PIN that is locked already. */
export function pinWay(token: Token): 'none' | 'reader' | 'asked' {
  // CKR_PIN_LOCKED
  if (token.flags & flags.pinLocked) throw tokenRefusal('C_Login', 0xa4);
  if (token.flags & flags.protectedPath) return 'reader';
  return token.flags & flags.loginRequired ? 'asked' : 'none';
}

/** What to say before the PIN is tried, when few attempts are left. */
export function pinWarning(token: Token): Text | undefined {
  if (token.flags & flags.pinFinalTry)
    return text(
      `Sista försöket: är PIN-koden fel nu, låses ${token.label}.`,
      `Last attempt: if the PIN is wrong now, ${token.label} is locked.`,
    );
  return token.flags & flags.pinCountLow
    ? text(
        `PIN-koden till ${token.label} har nyligen angetts fel.`,
        `The PIN of ${token.label} has recently been given wrongly.`,
      )
    : undefined;
}
