/** What veraPDF says of one file against one flavour. */
export interface VeraPdfResult {
  file: string;
  flavour: string;
  compliant: boolean;
  failures: { clause: string; description: string; count: number }[];
}

export function veraPdf(
  files: string[],
  flavours?: string[],
): Promise<{ ran: true; results: VeraPdfResult[] } | { ran: false; reason: string }>;
