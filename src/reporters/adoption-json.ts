import type { Reporter } from './_contract.js';

/** For programs: the register's revision, counts, and one row per principal. */
export const adoptionJson: Reporter<'adoption'> = ({ register, status }) =>
  `${JSON.stringify(
    {
      version: 1,
      roadmap: register.roadmap,
      due: register.due ?? null,
      counts: status.counts,
      late: status.late,
      rows: status.rows.map(({ party, entry, late }) => ({ ...entry, party: party.id, name: party.name, late })),
      unknown: status.unknown.map(({ party }) => party),
    },
    null,
    2,
  )}\n`;
