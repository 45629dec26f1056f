import { comparableName, sameName } from './general-name.js';
import type { GeneralName } from './general-name.js';
import type { ReadCertificate } from './verify-certificate.js';
import { children, oidOf, readWhole } from './verify-der.js';

const rfc822 = 1;
const dns = 2;
const directory = 4;
const uri = 6;
const address = 7;
const supported = new Set([rfc822, dns, directory, uri, address]);

const ascii = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Whether `host` is `base` or, with a leading dot or when `below` says so, stands under it. */
function isUnder(host: string, base: string, below: boolean): boolean {
  const [one, two] = [host.toLowerCase().replace(/\.$/, ''), base.toLowerCase().replace(/\.$/, '')];
  if (two.startsWith('.')) return one.endsWith(two) && one.length > two.length;
  return one === two || (below && (two === '' || one.endsWith(`.${two}`)));
}

function mailFits(mailbox: string, base: string): boolean {
  const at = mailbox.lastIndexOf('@');
  const [local, host] = [mailbox.slice(0, at), mailbox.slice(at + 1)];
  const baseAt = base.lastIndexOf('@');
  // The local part is compared to the letter (RFC 5280, 7.5).
  if (baseAt >= 0) return local === base.slice(0, baseAt) && isUnder(host, base.slice(baseAt + 1), false);
  return base === '' || isUnder(host, base, false);
}

/** The host of a URI; `undefined` when it has none, or an IP address, which no constraint can cover (4.2.1.10). */
function hostOf(value: string): string | undefined {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:@]+)(?::\d*)?(?:[/?#]|$)/i.exec(value)?.[1];
  return host === undefined || /^[\d.]+$/.test(host) || host.startsWith('[') ? undefined : host;
}

function addressFits(value: Uint8Array, base: Uint8Array): boolean {
  const half = base.length / 2;
  if (value.length !== half) return false;
  return value.every(
    (byte, index) => (byte & (base[half + index] ?? 0)) === ((base[index] ?? 0) & (base[half + index] ?? 0)),
  );
}

function directoryFits(name: Uint8Array, base: Uint8Array): boolean {
  const [whole, start] = [comparableName(name), comparableName(base)];
  return start.length <= whole.length && start.every((rdn, index) => rdn === whole[index]);
}

/** Whether a name falls under a constraint of the same kind; `undefined` when that cannot be told. */
function fits({ kind, value }: GeneralName, base: GeneralName): boolean | undefined {
  if (kind === directory) return directoryFits(value, base.value);
  if (kind === address)
    return base.value.length === 8 || base.value.length === 32 ? addressFits(value, base.value) : undefined;
  const [name, limit] = [ascii(value), ascii(base.value)];
  if (kind === dns) return isUnder(name, limit, true);
  if (kind === rfc822) return name.includes('@') ? mailFits(name, limit) : undefined;
  const host = kind === uri ? hostOf(name) : undefined;
  return host === undefined ? undefined : isUnder(host, limit, false);
}

/** All names of a certificate that constraints apply to: its subject, e-mail addresses in it, and the alternative names (6.1.3 b). */
function namesOf({ subject, extensions }: ReadCertificate): GeneralName[] {
  const names = [...extensions.alternativeNames];
  const rdns = children(readWhole(subject));
  if (rdns.length > 0) names.push({ kind: directory, value: subject });
  for (const pair of rdns.flatMap(children)) {
    const [type, value] = children(pair);
    if (type && value && oidOf(type) === '1.2.840.113549.1.9.1') names.push({ kind: rfc822, value: value.contents });
  }
  return names;
}

const shown = ({ kind, value }: GeneralName): string =>
  kind === rfc822 || kind === dns || kind === uri
    ? ascii(value)
        .replace(/[^\x20-\x7e]/g, '?')
        .slice(0, 100)
    : '';

type Constraints = NonNullable<ReadCertificate['extensions']['nameConstraints']>;

function breaches(name: GeneralName, { permitted, excluded }: Constraints): boolean {
  const same = (base: GeneralName): boolean => base.kind === name.kind;
  const [allowed, forbidden] = [permitted.filter(same), excluded.filter(same)];
  if (allowed.length + forbidden.length === 0) return false;
  if (!supported.has(name.kind)) return true;
  // What cannot be compared is taken to be outside what is permitted, and inside what is excluded.
  if (forbidden.some((base) => fits(name, base) !== false)) return true;
  return allowed.length > 0 && !allowed.some((base) => fits(name, base) === true);
}

/**
 * Names on a path (leaf first) that the name constraints of a CA above them forbid (RFC 5280, 6.1.3 b and c, 6.1.4 g). Self-issued CAs are exempt.
 * Throws `Malformed` for names that cannot be read.
 */
export function forbiddenNames(path: readonly ReadCertificate[]): { index: number; by: number; name: string }[] {
  const found: { index: number; by: number; name: string }[] = [];
  path.forEach(({ extensions: { nameConstraints } }, by) => {
    if (!nameConstraints) return;
    path.slice(0, by).forEach((certificate, index) => {
      if (index > 0 && sameName(certificate.subject, certificate.issuer)) return;
      const name = namesOf(certificate).find((each) => breaches(each, nameConstraints));
      if (name) found.push({ index, by, name: shown(name) });
    });
  });
  return found;
}
