import type { Reporter } from './_contract.js';

/** For programs: what became of every answer, with what could not be placed. */
export const importJson: Reporter<'import'> = ({ round, dryRun, outcomes, sheets, unread, remarks }, { language }) => {
  const said = ({ message, help }: { message?: { sv: string; en: string }; help?: { sv: string; en: string } }) => ({
    ...(message ? { message: message[language] } : {}),
    ...(help ? { help: help[language] } : {}),
  });
  return `${JSON.stringify(
    {
      version: 1,
      round: round.id,
      dryRun,
      answers: outcomes.map((outcome) => ({
        ...outcome,
        ...said(outcome),
        notes: outcome.notes.map((note) => ({ kind: note.kind, ...said(note) })),
      })),
      dispositions: sheets.map((sheet) => ({
        ...sheet,
        findings: sheet.findings.map((each) => ({ kind: each.kind, cell: each.cell ?? null, ...said(each) })),
      })),
      unread: unread.map((each) => ({ file: each.file, ...said(each) })),
      remarks: remarks.map((each) => ({ file: each.file, ...said(each) })),
    },
    null,
    2,
  )}\n`;
};
