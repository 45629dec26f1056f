export function validationReports(
  files: readonly string[],
): Promise<{ ran: true; faults: string[] } | { ran: false; reason: string }>;
