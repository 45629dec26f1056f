import type { Adoption, AdoptionEntry } from '../model/adoption.js';
import type { Parties, Party } from '../model/party.js';

/** One principal's line in the register. */
export interface AdoptionRow {
  party: Party;
  entry: AdoptionEntry;
  /** The reply should have come in and has not. */
  late: boolean;
}

/** The register summed up. */
export interface AdoptionStatus {
  rows: AdoptionRow[];
  counts: Record<AdoptionEntry['status'], number>;
  late: number;
  /** Entries whose party is not in the party register. */
  unknown: AdoptionEntry[];
}

/**
 * Sums up who has decided what. A party without an entry is pending; one is late when the reply date has passed at `today`
 * (`YYYY-MM-DD`) and nothing has come in. Bodies that are not principals have a row only if they have an entry.
 */
export function adoptionStatus(adoption: Adoption, parties: Parties, today: string): AdoptionStatus {
  const entries = new Map(adoption.entries.map((entry) => [entry.party, entry]));
  // Where a joint body decides alone, the register has its row and no other (Stockholm).
  const principals = parties.parties.filter(({ type }) => type === 'municipality' || type === 'region');
  const joint =
    adoption.entries.length > 0 && adoption.entries.every(({ party }) => !principals.some(({ id }) => id === party));
  const rows = parties.parties
    .filter((party) => entries.has(party.id) || (!joint && principals.includes(party)))
    .map((party): AdoptionRow => {
      const entry: AdoptionEntry = entries.get(party.id) ?? { party: party.id, status: 'pending' };
      const open = entry.status === 'pending' || entry.status === 'tabled' || entry.status === 'referred';
      return {
        party,
        entry,
        late: open && entry.received === undefined && adoption.due !== undefined && adoption.due < today,
      };
    });
  const counts: AdoptionStatus['counts'] = {
    pending: 0,
    adopted: 0,
    'adopted-with-additions': 0,
    rejected: 0,
    tabled: 0,
    referred: 0,
  };
  for (const { entry } of rows) counts[entry.status] += 1;
  const known = new Set(parties.parties.map(({ id }) => id));
  return {
    rows,
    counts,
    late: rows.filter(({ late }) => late).length,
    unknown: adoption.entries.filter(({ party }) => !known.has(party)),
  };
}
