/** What the EU's DSS says of one signature. */
export interface DssResult {
  file: string;
  format: string;
  indication: string;
  subIndication: string;
  undefinedChanges: string;
  errors: string;
  warnings: string;
}

export function dss(
  files: string[],
  trust: string,
): Promise<{ ran: true; results: DssResult[] } | { ran: false; reason: string }>;
