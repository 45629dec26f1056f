import { isFunctionMailbox } from './function-mailbox.js';
import { lazily } from './lazily.js';
import { personalNumbers, type PersonalFact } from './personal-number.js';

/** What is not a private fact although it looks like one. */
export interface Known {
  /** Mailboxes of functions: addresses, `@domain`, local parts, with `*` for anything. */
  mailboxes?: readonly string[] | undefined;
  /** Texts that may stand, such as the number of a switchboard; spaces and hyphens do not count. */
  allowed?: readonly string[] | undefined;
}

const address = lazily(
  () =>
    /[\p{L}\p{N}](?:[\p{L}\p{N}._%+-]*[\p{L}\p{N}_])?@[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}-]*[\p{L}\p{N}])+/gu,
);

const around = 120;

/** Stretches of a text with an “@” in the middle: looking there is quicker than looking everywhere. */
function* atSigns(text: string): Generator<{ at: number; from: number; stretch: string }> {
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const from = Math.max(0, at - around);
    yield { at, from, stretch: text.slice(from, at + around) };
  }
}

/** Every mail address in a text, whoever's it is. */
export function mailAddresses(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const { at, from, stretch } of atSigns(text)) {
    for (const match of stretch.matchAll(address())) {
      const [start, end] = [from + match.index, from + match.index + match[0].length];
      if (start < at && at < end && start >= (found.at(-1)?.end ?? 0)) found.push({ start, end });
    }
  }
  return found;
}

function emails(text: string, { mailboxes }: Known): PersonalFact[] {
  const plain = mailAddresses(text).map(({ start, end }) => ({ start, end, text: text.slice(start, end) }));
  const found = plain.filter((each) => !isFunctionMailbox(each.text, mailboxes));
  const facts = found.map((each): PersonalFact => ({ kind: 'email', ...each }));
  return [...facts, ...dividedEmails(text, plain, { mailboxes }), ...spelledEmails(text, { mailboxes })];
}

const spelled = lazily(
  () =>
    /[\p{L}\p{N}][\p{L}\p{N}._-]*[ \u00a0]?(?:\((?:at|snabel-?a)\)|\[(?:at|snabel-?a)\])[ \u00a0]?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu,
);

/** Addresses with a word for the sign, as they are written to be hidden from programs. */
function spelledEmails(text: string, { mailboxes }: Known): PersonalFact[] {
  if (!/[([](?:at|snabel)/.test(text)) return [];
  return [...text.matchAll(spelled())].flatMap((match): PersonalFact[] => {
    const address = match[0].replace(/\s*[([][^)\]]*[)\]]\s*/u, '@');
    if (isFunctionMailbox(address, mailboxes)) return [];
    return [{ kind: 'email', start: match.index, end: match.index + match[0].length, text: match[0] }];
  });
}

const divided = lazily(
  () =>
    /[\p{L}\p{N}._%+-]*[ \t]*\n[ \t]*[\p{L}\p{N}._%+-]*@[\p{L}\p{N}.-]+|[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]*[ \t]*\n[ \t]*[\p{L}\p{N}.-]+/gu,
);

/** Addresses that a line end divides; those that are whole on one line have been seen. */
function dividedEmails(
  text: string,
  plain: readonly { start: number; text: string }[],
  { mailboxes }: Known,
): PersonalFact[] {
  const facts: PersonalFact[] = [];
  for (const { at, from, stretch } of atSigns(text)) {
    if (!stretch.includes('\n')) continue;
    for (const match of stretch.matchAll(divided())) {
      const [start, end] = [from + match.index, from + match.index + match[0].length];
      const joined = match[0].replace(/\s+/g, '');
      const [whole] = joined.match(address()) ?? [];
      if (!(start <= at && at < end) || whole === undefined || isFunctionMailbox(whole, mailboxes)) continue;
      const [first = '', second = ''] = match[0].split('\n').map((part) => part.trim());
      // “… på⏎anna.ek@…” is a word and an address, not an address in two parts.
      const parted = first.includes('@')
        ? !/\.[\p{L}]{2,}$/u.test(first)
        : /[._-]$/.test(first) || second.startsWith('@');
      if (!parted || plain.some((each) => each.text === whole && each.start >= start && each.start < end)) continue;
      facts.push({ kind: 'email', start, end, text: joined });
    }
  }
  return facts;
}

const space = '[ \\u00a0\\u2009\\u202f]';
const hyphen = '[-\\u2010-\\u2015\\u2212]';
const edgeBefore = '(?=[0(])(?<![\\p{L}\\p{N}+])(?<!\\p{N}[-.,:/\\u2010-\\u2015])';
const edgeAfter = `(?!${hyphen}?\\p{N})(?!\\p{L})`;
/** Groups of two or three digits, as numbers are written. */
const groups = `\\d{2,3}(?:(?:${space}|${hyphen})?\\d{2,3}){1,3}`;
const phonePatterns = lazily((): readonly { pattern: RegExp; digits: [number, number] }[] => [
  // +46 70 174 06 05, 0046-8-465 004 00, +46 (0)8 …
  {
    pattern: new RegExp(
      `(?=[+0])(?<![\\p{L}\\p{N}+])(?:\\+|00)46${space}?${hyphen}?(?:\\(0\\))?${space}?[1-9]\\d{0,2}(?:${space}|${hyphen})*${groups}${edgeAfter}`,
      'gu',
    ),
    digits: [9, 14],
  },
  // 070-174 06 05, 0701740605, 070 174 06 05
  {
    pattern: new RegExp(
      `${edgeBefore}07[02369](?:${space}|${hyphen}|/|\\.)*\\d(?:(?:${space}|${hyphen}|\\.)?\\d){6}${edgeAfter}`,
      'gu',
    ),
    digits: [10, 10],
  },
  // 08-465 004 00, (031) 390 06 00, 0980-319 200
  {
    pattern: new RegExp(
      `${edgeBefore}\\(?0(?:8|[1-9]\\d{1,2})\\)?(?:${space}?${hyphen}${space}?|/|(?<=\\))${space})[1-9]\\d{1,2}(?:${space}?\\d{2,3}){1,2}${edgeAfter}`,
      'gu',
    ),
    digits: [8, 11],
  },
  // 08 465 004 00, 031 390 06 00: a nought first, and three groups or more after it.
  {
    pattern: new RegExp(
      `${edgeBefore}0(?:8|[1-9]\\d{1,2})${space}[1-9]\\d{1,2}(?:${space}\\d{2,3}){1,2}${space}\\d{2}${edgeAfter}`,
      'gu',
    ),
    digits: [8, 10],
  },
  // After a word that says what it is, however it is written.
  {
    pattern: new RegExp(
      `(?=[(0])(?<=(?:[Tt]el|[Tt]elefon|[Tt]fn|[Mm]obil|[Mm]obiltelefon|[Pp]hone|[Mm]obile|[Vv]äxel|[Dd]irekt|[Ff]ax|TEL|TFN)(?:nummer|nr)?\\.?\\s*:?\\s*)\\(?0[1-9][\\d() \\u00a0/-]{5,16}\\d${edgeAfter}`,
      'gu',
    ),
    digits: [7, 12],
  },
]);

/** A nought or a plus with as much after it as the shortest number has, of what may stand in numbers. */
const phoneSign = /(?<!\d)[+0][\d()/. \u00a0\u2009\u202f\-\u2010-\u2015\u2212]{6}/;

function phones(text: string): PersonalFact[] {
  if (!phoneSign.test(text)) return [];
  return phonePatterns().flatMap(({ pattern, digits: [least, most] }) =>
    [...text.matchAll(pattern)].flatMap((match): PersonalFact[] => {
      const count = match[0].replace(/\D/g, '').length;
      if (count < least || count > most || isSwitchboard(text, match.index, match[0])) return [];
      return [{ kind: 'phone', start: match.index, end: match.index + match[0].length, text: match[0] }];
    }),
  );
}

const functions = '(?:växel(?:n|nummer|numret)?|kontaktcent(?:er|ret|rum)|switchboard)';
const namedBefore = lazily(
  () =>
    new RegExp(
      `${functions}(?!\\p{L})(?:\\s|[,:(–-]|(?:tel|tfn|nr)\\.?|telefon|nummer|nås|på|via|har|är|ring|is|at|on)*$`,
      'iu',
    ),
);
const namedAfter = lazily(
  () =>
    new RegExp(
      `^\\s*(?:\\(\\s*(?:via\\s+)?\\p{L}*${functions}\\s*\\)|[,–-]?\\s*\\p{L}*${functions}(?![\\p{L}\\s:]*[\\d+(]))`,
      'iu',
    ),
);

/** The number of a switchboard or contact centre, which is said right beside it; a mobile telephone is somebody's, whatever is said. */
function isSwitchboard(text: string, start: number, written: string): boolean {
  if (/^(?:(?:\+|00)46\D*(?:\(0\))?\D*|0)7[02369]/.test(written)) return false;
  const before = text.slice(Math.max(0, start - 60), start);
  const after = text.slice(start + written.length, start + written.length + 60);
  return (
    (/växel|kontaktcent|switchboard/i.test(before) && namedBefore().test(before)) ||
    (/växel|kontaktcent|switchboard/i.test(after) && namedAfter().test(after))
  );
}

const v4 = lazily(
  () =>
    /(?=\d)(?<![\p{L}\p{N}.§])(?<!(?:[Vv]ersion|[Vv]er|[Vv]|[Aa]vsnitt|[Kk]apitel|[Kk]ap|[Pp]unkt|[Ss]ection|§|OID)\.?\s*)(?:\d{1,3}\.){3}\d{1,3}(?![\p{L}\p{N}])(?!\.\d)/gu,
);
const v6 = lazily(
  () => /(?=[0-9a-fA-F:])(?<![\p{L}\p{N}:.])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?![\p{L}\p{N}:])/gu,
);

function isV6(written: string): boolean {
  const compressed = written.includes('::');
  const groups = written.split(':').filter((group) => group !== '');
  if (/:::|^:[^:]|[^:]:$/.test(written) || written.split('::').length > 2) return false;
  // Times (08:16:30) and short runs of letters (a::b) are none.
  if (!compressed) return groups.length === 8;
  return groups.length >= 2 && groups.length <= 7 && groups.some((group) => group.length >= 3) && /\d/.test(written);
}

function addresses(text: string): PersonalFact[] {
  const four = (/\d\.\d{1,3}\.\d/.test(text) ? [...text.matchAll(v4())] : []).filter(([written]) => {
    const octets = written.split('.').map(Number);
    // Numbers of sections and dates are small; addresses nearly always hold a larger one.
    return octets.every((octet) => octet <= 255) && octets.some((octet) => octet > 31) && !/\b0\d/.test(written);
  });
  const six = (/:[0-9a-f]{0,4}:/i.test(text) ? [...text.matchAll(v6())] : []).filter(([written]) => isV6(written));
  return [...four, ...six].map((match) => ({
    kind: 'ip' as const,
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }));
}

/** RFC 9562, 4. */
const uuid = lazily(() => /(?<![\p{L}\p{N}])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![\p{L}\p{N}])/gu);
/** What every such identifier has in it; looking for the whole is slow. */
const uuidSign = /(?<=[0-9A-Fa-f]{8})-[0-9A-Fa-f]{4}-/;

const bare = (text: string): string => text.toLowerCase().replace(/[\s\p{Pd}()]/gu, '');

/**
 * Personal facts in a text, in order, none within another: personnummer and samordningsnummer, private mail addresses, Swedish telephone numbers,
 * IP addresses. By their form alone: what a person is called is not among them. Nor is the number of a switchboard that is called that.
 */
export function personalData(text: string, known: Known = {}): PersonalFact[] {
  // Most texts hold neither a number nor an address, and need no closer look.
  if (!/\d{2}|@|::|[([](?:at|snabel)/.test(text)) return [];
  const allowed = new Set((known.allowed ?? []).map(bare));
  // Groups of digits in identifiers that programs make up can look like anything.
  const shown = uuidSign.test(text) ? text.replace(uuid(), (whole) => 'x'.repeat(whole.length)) : text;
  const all = [...personalNumbers(shown), ...emails(shown, known), ...phones(shown), ...addresses(shown)];
  const kept: PersonalFact[] = [];
  for (const fact of all) {
    if (allowed.has(bare(fact.text))) continue;
    if (!kept.some((other) => fact.start < other.end && other.start < fact.end)) kept.push(fact);
  }
  return kept.toSorted((one, other) => one.start - other.start);
}
