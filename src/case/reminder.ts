import { shownTime } from '../pdf/signature-time.js';
import type { CaseState, SignerState } from './case-state.js';
import type { OpenCase } from './open-log.js';

/** A reminder as Markdown, in Swedish: a letter to one of those who are to sign. Whoever reminds sends it. */
export function reminderText(
  { model }: OpenCase,
  state: CaseState,
  { signer, sent, viewed, reminded }: SignerState,
  { today, replyTo }: { today: string; replyTo?: string | undefined },
): string {
  const late = model.due !== undefined && today > model.due;
  const done = state.signers.filter((each) => each.state === 'signed').map((each) => each.signer.role);
  const when = (at: string | undefined): string => (at === undefined ? '' : shownTime(new Date(at)));
  const lines = [
    `# Påminnelse: ${model.title}`,
    [
      `**Till:** ${signer.name}, ${signer.role}${signer.email === undefined ? '' : ` <${signer.email}>`}`,
      ...(model.due === undefined ? [] : [`**Sista dag:** ${model.due}${late ? ' (har passerat)' : ''}`]),
    ].join('  \n'),
    `Hej!`,
    late
      ? `Din underskrift som ${signer.role} saknas. Den skulle ha lämnats senast ${model.due ?? ''}.`
      : `Din underskrift som ${signer.role} saknas${model.due === undefined ? '' : ` och behövs senast ${model.due}`}.`,
    [
      `- Handling: ${model.title}`,
      `- Fil: ${state.current.file}`,
      `- Kontrollsumma (SHA-256): ${state.current.sha256}`,
      ...(model.roadmap ? [`- Färdplan: ${model.roadmap.id}, version ${model.roadmap.version}`] : []),
      ...(done.length > 0 ? [`- Har undertecknat: ${done.join(', ')}`] : []),
      ...(sent === undefined ? [] : [`- Skickad till dig: ${when(sent)}`]),
      ...(viewed === undefined ? [] : [`- Öppnad av dig: ${when(viewed)}`]),
      ...(reminded.length > 0 ? [`- Tidigare påminnelser: ${reminded.map(when).join(', ')}`] : []),
    ].join('\n'),
    'Om du inte vill eller kan underteckna: svara med ett skäl, så förs det in i ärendet.',
    ...(replyTo === undefined ? [] : [`Frågor: ${replyTo}`]),
  ];
  return `${lines.join('\n\n')}\n`;
}
