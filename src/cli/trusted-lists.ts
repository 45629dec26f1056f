import { join } from 'node:path';
import { Failure } from '../core/failure.js';
import { Malformed } from '../core/malformed.js';
import { sha256 } from '../core/sha256.js';
import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import type { TrustAnchor } from '../verify/anchors.js';
import { readTrustedList } from '../verify/trusted-list.js';
import type { TrustedList } from '../verify/trusted-list.js';
import { cacheFolder } from './cache-folder.js';
import type { Session } from './session.js';

/** Lists are published a few times a year, and more often only when a service loses its status. */
const keptFor = 24 * 3_600_000;
const largestList = 40 * 1024 * 1024;

const isUrl = (place: string): boolean => /^https?:\/\//i.test(place);

/** A list that was fetched before, with when; in the user's cache folder under the hash of its address. */
interface Kept {
  bytes: Uint8Array;
  fetched: Date;
}

async function keptList({ host }: Session, url: string): Promise<Kept | undefined> {
  const folder = cacheFolder(host, 'trusted-lists');
  if (folder === undefined) return undefined;
  const file = join(folder, await sha256(new TextEncoder().encode(url)));
  try {
    if ((await host.files.kind(`${file}.xml`)) !== 'file') return undefined;
    const bytes = await host.files.read(`${file}.xml`);
    const note = JSON.parse(new TextDecoder().decode(await host.files.read(`${file}.json`))) as Record<string, unknown>;
    const fetched = new Date(String(note['fetched']));
    // A damaged copy is as good as none.
    return note['sha256'] === (await sha256(bytes)) && !Number.isNaN(fetched.getTime())
      ? { bytes, fetched }
      : undefined;
  } catch {
    return undefined;
  }
}

async function keepList({ host }: Session, url: string, bytes: Uint8Array): Promise<void> {
  const folder = cacheFolder(host, 'trusted-lists');
  if (folder === undefined) return;
  const file = join(folder, await sha256(new TextEncoder().encode(url)));
  const note = JSON.stringify({ url, fetched: host.now().toISOString(), sha256: await sha256(bytes) });
  try {
    await host.files.makeFolder(folder);
    await host.files.write(`${file}.xml`, bytes, { replace: true });
    await host.files.write(`${file}.json`, note, { replace: true });
  } catch {
    // Without a place to keep it, it is fetched again next time.
  }
}

async function fetched({ host }: Session, url: string): Promise<Uint8Array> {
  const { status, body } = await host.http({ method: 'GET', url, largest: largestList, timeout: 60_000 });
  if (status === 200) return body;
  throw new Failure(
    text(`${url} gav ingen lista (HTTP ${status})`, `${url} gave no list (HTTP ${status})`),
    text('Kontrollera adressen, eller hämta listan till en fil.', 'Check the address, or get the list as a file.'),
  );
}

const unusable = (place: string, problem: Text): Failure =>
  new Failure(
    text(`${place} används inte: ${problem.sv}`, `${place} is not used: ${problem.en}`),
    text(
      'Kontrollera att --trust-list-signer är certifikatet för den som ger ut listan, och hämta listan på nytt.',
      'Check that --trust-list-signer is the certificate of whoever publishes the list, and get the list again.',
    ),
  );

function read(bytes: Uint8Array, place: string, operators: readonly Uint8Array[], now: Date): TrustedList {
  try {
    return readTrustedList(bytes, operators, now);
  } catch (error) {
    throw error instanceof Malformed ? unusable(place, error.text) : error;
  }
}

/** The list at an address: fetched at most once a day; the copy from before when it cannot be had, or when it is older than that. */
async function listAt(session: Session, url: string, operators: readonly Uint8Array[]): Promise<TrustedList> {
  const now = session.host.now();
  const kept = await keptList(session, url);
  const before = kept && attempt(() => readTrustedList(kept.bytes, operators, now));
  if (kept && before && Math.abs(now.getTime() - kept.fetched.getTime()) < keptFor) return before;
  try {
    const bytes = await fetched(session, url);
    const list = read(bytes, url, operators, now);
    // Whoever could put an old list in place of a new one could bring back a service that lost its status.
    if (before && list.issued < before.issued)
      throw unusable(url, text('den är äldre än den förra.', 'it is older than the one before.'));
    await keepList(session, url, bytes);
    return list;
  } catch (error) {
    if (!(error instanceof Failure) || !kept || !before) throw error;
    const day = kept.fetched.toISOString().slice(0, 10);
    session.say(
      text(`${error.text.sv}. Kopian från ${day} används.`, `${error.text.en}. The copy from ${day} is used.`),
    );
    return before;
  }
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

async function listFrom(session: Session, place: string, operators: readonly Uint8Array[]): Promise<TrustedList> {
  if (isUrl(place)) return listAt(session, place, operators);
  return read(await session.host.files.read(place), place, operators, session.host.now());
}

/** The anchors of the lists that a list of lists points to; a list that cannot be had is told and left out. */
async function pointedTo(session: Session, list: TrustedList, territories: readonly string[]): Promise<TrustAnchor[]> {
  const anchors: TrustAnchor[] = [];
  for (const { territory, url, signers } of list.pointers) {
    const wanted = territories.length === 0 || territories.includes(territory.toUpperCase());
    if (!wanted || territory === list.territory) continue;
    try {
      const found = await listAt(session, url, signers);
      for (const problem of found.problems) session.say(problem);
      anchors.push(...found.anchors);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      session.say(error.text);
    }
  }
  return anchors;
}

/**
 * The services of trusted lists, in files or at addresses, each signed by one of the operators (certificates in DER). A list of lists stands for those it
 * points to, of the given territories (ISO 3166, such as SE) or of all.
 */
export async function listedAnchors(
  session: Session,
  places: readonly string[],
  operators: readonly Uint8Array[],
  territories: readonly string[],
): Promise<TrustAnchor[]> {
  const anchors: TrustAnchor[] = [];
  const wanted = territories.map((territory) => territory.toUpperCase());
  for (const place of places) {
    const list = await listFrom(session, place, operators);
    for (const problem of list.problems) session.say(problem);
    anchors.push(...list.anchors);
    if (list.listOfLists) anchors.push(...(await pointedTo(session, list, wanted)));
  }
  return anchors;
}
