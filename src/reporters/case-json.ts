import type { Reporter } from './_contract.js';

/** For programs: what is signed, where everyone stands, and the head of the log. */
export const caseJson: Reporter<'case'> = ({ open: { model, head }, state, file }) =>
  `${JSON.stringify(
    {
      version: 1,
      id: model.id,
      title: model.title,
      state: state.state,
      order: model.order,
      due: model.due ?? null,
      overdue: state.overdue,
      document: model.document,
      roadmap: model.roadmap ?? null,
      current: { ...state.current, onDisk: file },
      signers: state.signers.map(({ signer, ...rest }) => ({ ...signer, ...rest })),
      closedAt: state.closedAt ?? null,
      reason: state.reason ?? null,
      head,
    },
    null,
    2,
  )}\n`;
