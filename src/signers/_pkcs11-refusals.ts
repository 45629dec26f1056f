import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import type { Text } from '../core/text.js';

const elsewhere = text(
  'Prova nyckeln i tillverkarens eget program, och försök sedan igen.',
  "Try the key in the vendor's own program, then try again.",
);

const neverAgain = text(
  'Inget nytt försök görs av sig självt: efter några felaktiga försök låses kortet.',
  'No new attempt is made by itself: after a few wrong ones the token is locked.',
);

const unlock = text(
  'Lås upp det med upplåsningskoden (PUK) i tillverkarens program, eller be den som lämnade ut det om hjälp.',
  "Unlock it with the unlocking code (PUK) in the vendor's program, or ask whoever issued it.",
);

const insert = text(
  'Sätt i kortet eller nyckeln, kontrollera läsaren, och försök igen.',
  'Insert the card or key, check the reader, and try again.',
);

/** What a return value of Cryptoki (PKCS #11 v2.40, 5.1) means to the user. */
const meanings: Record<number, { what: Text; help: Text }> = {
  0x31: {
    what: text('Kortet togs ut eller slutade svara.', 'The token was taken out or stopped answering.'),
    help: insert,
  },
  0x32: { what: text('Kortet togs ut.', 'The token was taken out.'), help: insert },
  0x50: { what: text('Inmatningen avbröts.', 'The entry was cancelled.'), help: text('Försök igen.', 'Try again.') },
  0x68: {
    what: text('Nyckeln får inte användas för underskrift.', 'The key may not be used for signing.'),
    help: text('Välj en annan med --key-name.', 'Choose another with --key-name.'),
  },
  0xa0: { what: text('Fel PIN-kod.', 'Wrong PIN.'), help: neverAgain },
  0xa1: {
    what: text('PIN-koden har otillåtna tecken.', 'The PIN has characters that are not allowed.'),
    help: neverAgain,
  },
  0xa2: { what: text('PIN-koden är för kort eller för lång.', 'The PIN is too short or too long.'), help: neverAgain },
  0xa3: {
    what: text('PIN-koden har gått ut.', 'The PIN has expired.'),
    help: text('Byt den i tillverkarens program.', "Change it in the vendor's program."),
  },
  0xa4: { what: text('PIN-koden är låst.', 'The PIN is locked.'), help: unlock },
  0xe0: { what: text('Det sitter inget kort i läsaren.', 'There is no token in the reader.'), help: insert },
  0xe1: { what: text('Kortet går inte att känna igen.', 'The token is not recognised.'), help: insert },
  0x102: {
    what: text('Kortet har ingen PIN-kod än.', 'The token has no PIN yet.'),
    help: text('Välj en i tillverkarens program.', "Choose one in the vendor's program."),
  },
};

/** The refusal for a return value other than CKR_OK of the named function. */
export function tokenRefusal(call: string, code: number): Failure {
  const meaning = meanings[code];
  if (meaning) return new Failure(meaning.what, meaning.help);
  const shown = `${call}: 0x${code.toString(16).padStart(8, '0')}`;
  return new Failure(
    text(
      `Kortet eller dess bibliotek svarade med ett fel (${shown}).`,
      `The token or its library answered with an error (${shown}).`,
    ),
    elsewhere,
  );
}
