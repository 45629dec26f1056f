/** Escape sequences that chalk writes: colours, bold and dim. Others could move the cursor, hide text or set the window's title. */
const ours = '\\u001b\\[(?:[12]|22|3[0-9]|9[0-7]|39)m';

/** Control characters, and those that turn the direction of what follows. */
const harmful = new RegExp(
  `(${ours})|[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]`,
  'gu',
);

/** Text for a terminal: what a file or a certificate holds can colour a word at most, never change what is shown around it. */
export const harmless = (shown: string): string =>
  shown.replace(/\r\n/g, '\n').replace(harmful, (_, colour: string | undefined) => colour ?? '\ufffd');
