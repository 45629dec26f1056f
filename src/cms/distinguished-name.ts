import { RelativeDistinguishedNames } from 'pkijs';
import { element, oid, sequence, setOf } from './der.js';

/** What a certificate calls somebody. */
export interface NameParts {
  commonName: string;
  organisation?: string | undefined;
}

/** A distinguished name, one attribute per RDN, in UTF-8 (RFC 5280, 4.1.2.4); pkijs itself would put all of them in one RDN. */
export function distinguishedName({ commonName, organisation }: NameParts): RelativeDistinguishedNames {
  const part = (type: string, value: string): Uint8Array =>
    setOf([sequence(oid(type), element(0x0c, new TextEncoder().encode(value)))]);
  const parts = [part('2.5.4.3', commonName)];
  if (organisation) parts.unshift(part('2.5.4.10', organisation));
  return RelativeDistinguishedNames.fromBER(sequence(...parts));
}
