/** A name constraint or an alternative name: its context tag number (RFC 5280, 4.2.1.6: 1 rfc822, 2 DNS, 4 directory, 6 URI, 7 IP) and contents. */
export interface GeneralName {
  kind: number;
  value: Uint8Array;
}

/** What a certificate says beyond the basics (RFC 5280, 4.2; ETSI EN 319 412-5). */
export interface ExtensionFacts {
  alternativeNames: GeneralName[];
  /** Which names those below may have; `null` without the extension. */
  nameConstraints: { permitted: GeneralName[]; excluded: GeneralName[] } | null;
  /** Object identifiers of certificatePolicies; `null` without the extension. */
  policies: string[] | null;
  policyMappings: { issuer: string; subject: string }[];
  /** Certificates that may follow before a policy is required, and before mapping is forbidden; `null`: no limit. */
  policyConstraints: { requireExplicit: number | null; inhibitMapping: number | null };
  /** Certificates that may follow before anyPolicy no longer counts; `null`: no limit. */
  inhibitAnyPolicy: number | null;
  /** Whether extKeyUsage is critical. */
  purposesCritical: boolean;
  authorityKeyId: Uint8Array | null;
  /** Addresses of OCSP responders, of the issuer's certificate (authorityInfoAccess), and of CRLs (cRLDistributionPoints). */
  ocspUrls: string[];
  issuerUrls: string[];
  crlUrls: string[];
  /** Distribution points as they stand: full names as GeneralNames in DER, and the distinguished names of other CRL issuers. */
  crlPoints: { names: Uint8Array[]; issuers: Uint8Array[]; reasons: ReadonlySet<number> | null }[];
  /** id-pkix-ocsp-nocheck (RFC 6960, 4.2.2.2.1). */
  noCheck: boolean;
  /** noRevAvail (RFC 9608), or ETSI's validity-assured short-term: its issuer gives no revocation information. */
  noRevocation: boolean;
  /** QCStatements, as the issuer claims them: qualified, key in a qualified device, and for what (`esign`, `eseal`, `web`). */
  qualified: { compliant: boolean; device: boolean; types: ('esign' | 'eseal' | 'web')[] };
}

/** What a certificate without any of these extensions says. */
export const noExtensions = (): ExtensionFacts => ({
  alternativeNames: [],
  nameConstraints: null,
  policies: null,
  policyMappings: [],
  policyConstraints: { requireExplicit: null, inhibitMapping: null },
  inhibitAnyPolicy: null,
  purposesCritical: false,
  authorityKeyId: null,
  ocspUrls: [],
  issuerUrls: [],
  crlUrls: [],
  crlPoints: [],
  noCheck: false,
  noRevocation: false,
  qualified: { compliant: false, device: false, types: [] },
});
