/** What pyHanko says of one signature. */
export interface PyHankoResult {
  file: string;
  field: string;
  /** `AdESPassed.OK`, or a sub-indication. */
  judgement: string;
  valid: boolean;
  why: string | null;
  coverage?: string | null;
  changes?: string | null;
  /** Whether a signature time-stamp, and a later document time-stamp, were found good. */
  timestamped: boolean;
  archived: boolean;
}

export const pyHankoPython: string;

export function pyHanko(
  files: { file: string; online?: boolean }[],
  trust: string,
): Promise<{ ran: true; results: PyHankoResult[] } | { ran: false; reason: string }>;
