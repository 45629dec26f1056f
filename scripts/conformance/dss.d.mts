/** What the EU's DSS says of one signature. */
export interface DssResult {
  file: string;
  format: string;
  indication: string;
  subIndication: string;
  undefinedChanges: string;
  errors: string;
  warnings: string;
  /** Type and indication of each, separated by commas. */
  timestamps: string;
}

export function dss(
  files: (string | { file: string; online?: boolean })[],
  trust: string,
): Promise<{ ran: true; results: DssResult[] } | { ran: false; reason: string }>;
