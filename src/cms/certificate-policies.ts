import { sameName } from './general-name.js';
import type { ReadCertificate } from './verify-certificate.js';

/** The policy that stands for any (RFC 5280, 4.2.1.4). */
const anyPolicy = '2.5.29.32.0';

/** A policy at one depth of the graph, what the next certificate may call it, and its parents one depth up (RFC 9618, 5.1). */
interface PolicyNode {
  expected: ReadonlySet<string>;
  parents: ReadonlySet<string>;
}

type Level = Map<string, PolicyNode>;

/** What is left of the policies at the end of a path. */
export interface PolicyOutcome {
  /** Whether the path meets what it, or the caller, demands. */
  valid: boolean;
  /** Policies that hold along the path, in the terms of the anchor; {@link anyPolicy} for any. */
  policies: string[];
}

/** Drops nodes without children, from the bottom up; `null` when nothing is left at the last depth. */
function pruned(levels: Level[]): Level[] | null {
  for (let depth = levels.length - 2; depth >= 0; depth -= 1) {
    const used = new Set([...(levels[depth + 1]?.values() ?? [])].flatMap(({ parents }) => [...parents]));
    for (const policy of levels[depth]?.keys() ?? []) if (!used.has(policy)) levels[depth]?.delete(policy);
  }
  return levels.at(-1)?.size ? levels : null;
}

/** The next depth from a certificate's policies (RFC 9618, 5.4, which replaces RFC 5280, 6.1.3 d). */
function nextLevel(last: Level, policies: readonly string[], anyAllowed: boolean): Level {
  const byExpected = new Map<string, Set<string>>();
  for (const [policy, { expected }] of last) {
    for (const each of expected) byExpected.set(each, (byExpected.get(each) ?? new Set()).add(policy));
  }
  const next: Level = new Map();
  for (const policy of policies) {
    if (policy === anyPolicy) continue;
    const parents = byExpected.get(policy) ?? (last.has(anyPolicy) ? new Set([anyPolicy]) : undefined);
    if (parents) next.set(policy, { expected: new Set([policy]), parents });
  }
  if (policies.includes(anyPolicy) && anyAllowed) {
    for (const [policy, parents] of byExpected) {
      if (!next.has(policy)) next.set(policy, { expected: new Set([policy]), parents });
    }
  }
  return next;
}

/** Applies policy mappings at the last depth (RFC 9618, 5.5, which replaces RFC 5280, 6.1.4 b). */
function map(levels: Level[], { policyMappings }: ReadCertificate['extensions'], allowed: boolean): Level[] | null {
  const last = levels.at(-1) ?? new Map<string, PolicyNode>();
  const targets = new Map<string, Set<string>>();
  for (const { issuer, subject } of policyMappings)
    targets.set(issuer, (targets.get(issuer) ?? new Set()).add(subject));
  for (const [issuer, expected] of targets) {
    const node = last.get(issuer);
    if (!allowed) last.delete(issuer);
    else if (node) last.set(issuer, { ...node, expected });
    else if (last.has(anyPolicy)) last.set(issuer, { expected, parents: new Set([anyPolicy]) });
  }
  return allowed ? levels : pruned(levels);
}

/** Policies in the anchor's terms: those whose parent is any policy; {@link anyPolicy} itself when it reaches the end (RFC 9618, 5.6). */
function inAnchorTerms(levels: readonly Level[]): string[] {
  if (levels.at(-1)?.has(anyPolicy)) return [anyPolicy];
  return [
    ...new Set(
      levels.flatMap((level) =>
        [...level].flatMap(([policy, { parents }]) => (policy !== anyPolicy && parents.has(anyPolicy) ? [policy] : [])),
      ),
    ),
  ];
}

const least = (one: number, other: number | null): number => (other === null ? one : Math.min(one, other));

/**
 * Certificate policies along a path, leaf first, the anchor last and not looked at (RFC 5280, 6.1, with the graph of RFC 9618, so that no path can
 * make it grow beyond the number of policies times its length). `wanted`: one of these has to hold.
 */
export function policyOutcome(path: readonly ReadCertificate[], wanted?: readonly string[]): PolicyOutcome {
  const certificates = path.slice(0, -1).toReversed();
  const count = certificates.length;
  let levels: Level[] | null = [new Map([[anyPolicy, { expected: new Set([anyPolicy]), parents: new Set() }]])];
  let [explicit, mapping, inhibitAny] = [wanted ? 0 : count + 1, count + 1, count + 1];
  let valid = true;
  certificates.forEach((certificate, index) => {
    const { extensions } = certificate;
    const isLast = index === count - 1;
    const selfIssued = sameName(certificate.subject, certificate.issuer);
    const last: Level | undefined = levels?.at(-1);
    if (!extensions.policies) levels = null;
    else if (levels && last) {
      const next = nextLevel(last, extensions.policies, inhibitAny > 0 || (!isLast && selfIssued));
      levels = pruned([...levels, next]);
    }
    if (explicit === 0 && !levels) valid = false;
    if (isLast) {
      if (explicit > 0) explicit -= 1;
      if (extensions.policyConstraints.requireExplicit === 0) explicit = 0;
      return;
    }
    if (extensions.policyMappings.some(({ issuer, subject }) => issuer === anyPolicy || subject === anyPolicy))
      valid = false;
    if (levels && extensions.policyMappings.length > 0) levels = map(levels, extensions, mapping > 0);
    if (!selfIssued)
      [explicit, mapping, inhibitAny] = [explicit, mapping, inhibitAny].map((each) => Math.max(0, each - 1)) as [
        number,
        number,
        number,
      ];
    explicit = least(explicit, extensions.policyConstraints.requireExplicit);
    mapping = least(mapping, extensions.policyConstraints.inhibitMapping);
    inhibitAny = least(inhibitAny, extensions.inhibitAnyPolicy);
  });
  const held = count > 0 && levels ? inAnchorTerms(levels) : [];
  const policies =
    !wanted || wanted.includes(anyPolicy)
      ? held
      : held.includes(anyPolicy)
        ? [...wanted]
        : held.filter((each) => wanted.includes(each));
  return { valid: valid && (explicit > 0 || policies.length > 0 || count === 0), policies };
}
