import type { Reporter } from './_contract.js';

/** For programs: the whole status, with the round by its id. */
export const statusJson: Reporter<'status'> = ({ round, ...status }) => {
  const { id, title, sent, due } = round;
  return `${JSON.stringify({ version: 1, round: { id, title, sent, due }, ...status }, null, 2)}\n`;
};
