/** How many times the usual number of runs: FUZZ=20 for a long look. */
export const times = Number(process.env['FUZZ'] ?? 1);

/** How many runs a property has: as many as find what a change of the code breaks, and some multiple of it for a long look. */
export const runs = (usual = 100): { numRuns: number } => ({ numRuns: usual * times });
