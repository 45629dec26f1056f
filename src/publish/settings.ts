import { profileStore } from '../check/find-profile.js';
import type { Host } from '../core/host.js';
import type { Decision } from '../model/decision.js';
import type { Publication } from '../model/publication.js';
import { decode } from '../parse/decode.js';
import { namedProfile, parseDocument } from '../parse/parse-document.js';
import { isKind } from '../parse/parsed.js';

/** What stays in a copy and what goes, with every default filled in. */
export type Settings = Required<Omit<Publication, 'keeper'>> & { keeper?: string };

const defaults: Settings = {
  signers: 'keep',
  officials: 'keep',
  phones: 'remove',
  email: 'functions',
  attachments: 'cleaned',
  mailboxes: [],
  allowed: [],
};

/** Lists are put together; for all else the decision wins over the profile, and the profile over the defaults. */
export function settingsOf(decision: Publication | undefined, profile: Publication | undefined): Settings {
  const said = (given: Publication | undefined): Partial<Settings> =>
    Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== undefined));
  const lists = (key: 'mailboxes' | 'allowed'): string[] => [
    ...new Set([...(profile?.[key] ?? []), ...(decision?.[key] ?? [])]),
  ];
  return { ...defaults, ...said(profile), ...said(decision), mailboxes: lists('mailboxes'), allowed: lists('allowed') };
}

/** The model of a decision's attached source; `undefined` when it is none that can be read. */
export function attachedDecision(name: string, bytes: Uint8Array): Decision | undefined {
  const { source } = decode(name, bytes);
  const parsed = source && parseDocument(source);
  return parsed && 'kind' in parsed && isKind(parsed, 'decision') ? parsed.model : undefined;
}

/** What the profile of an attached roadmap says: the workspace's own in one of `folders` (absolute), else the built-in one. */
export async function profilePublication(
  host: Host,
  roadmap: { name: string; bytes: Uint8Array },
  folders: readonly string[],
): Promise<Publication | undefined> {
  const { source } = decode(roadmap.name, roadmap.bytes);
  const id = source && namedProfile(source);
  if (!source || id === undefined) return undefined;
  for (const folder of folders) {
    const store = profileStore(host);
    await store.prepare(source, folder);
    const found = store.get(id);
    if (found?.publication) return found.publication;
  }
  return undefined;
}
