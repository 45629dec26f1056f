import { namesAgree } from '../case/names-agree.js';
import { text } from '../core/text.js';
import { shownTime } from '../pdf/signature-time.js';
import type { Reporter } from './_contract.js';

const states = {
  open: text('pågår', 'under way'),
  'all-signed': text('alla har undertecknat; kan avslutas', 'everyone has signed; can be completed'),
  declined: text('någon har avböjt', 'somebody has declined'),
  completed: text('avslutat', 'completed'),
  cancelled: text('avbrutet', 'cancelled'),
} as const;

const words = {
  signed: text('undertecknade', 'signed'),
  declined: text('avböjde', 'declined'),
  turn: text('ska underteckna nu', 'is to sign now'),
  waiting: text('väntar', 'waits'),
} as const;

/** For people: the state first, then one line for everyone who signs. */
export const casePretty: Reporter<'case'> = ({ open: { model, head }, state, file }, { language, paint }) => {
  const say = (sv: string, en: string): string => (language === 'sv' ? sv : en);
  const when = (at: string): string => shownTime(new Date(at));
  const colour = { signed: paint.green, declined: paint.red, turn: paint.yellow, waiting: paint.dim };
  const lines = [
    paint.bold(`${model.title}: ${states[state.state][language]}`),
    ...(state.reason === undefined ? [] : [`  ${say('Skäl', 'Reason')}: ${state.reason}`]),
  ];
  const width = Math.max(...state.signers.map(({ signer }) => signer.role.length));
  for (const { signer, state: where, at, reason, late, sent, viewed, reminded, signature } of state.signers) {
    const other = signature?.signer !== undefined && !namesAgree(signer.name, signature.signer);
    const by = other ? say(` (certifikatet: ${signature.signer})`, ` (the certificate: ${signature.signer})`) : '';
    const more = [
      `${words[where][language]}${at === undefined ? '' : ` ${when(at)}`}`,
      ...(reason === undefined ? [] : [reason]),
      ...(late && where !== 'declined'
        ? [paint.yellow(say(where === 'signed' ? 'för sent' : 'försenad', 'late'))]
        : []),
      ...(where === 'signed' || where === 'declined'
        ? []
        : [
            ...(viewed !== undefined
              ? [say(`öppnade ${when(viewed)}`, `viewed ${when(viewed)}`)]
              : sent !== undefined
                ? [say(`skickad ${when(sent)}`, `sent ${when(sent)}`)]
                : []),
            ...(reminded.length > 0
              ? [
                  reminded.length === 1
                    ? say('påmind en gång', 'reminded once')
                    : say(`påmind ${reminded.length} gånger`, `reminded ${reminded.length} times`),
                ]
              : []),
          ]),
    ];
    lines.push(`  ${signer.role.padEnd(width)}  ${signer.name}${by}: ${colour[where](more.join(', '))}`);
  }
  if (model.due !== undefined)
    lines.push(
      state.overdue
        ? paint.yellow(say(`Sista dag var ${model.due}`, `The last day was ${model.due}`))
        : say(`Sista dag: ${model.due}`, `Last day: ${model.due}`),
    );
  const found = {
    same: say('oförändrad', 'unchanged'),
    changed: paint.red(say('ÄNDRAD sedan händelseloggen skrevs', 'CHANGED since the event log was written')),
    missing: paint.yellow(say('finns inte på sin plats', 'is not in its place')),
  };
  lines.push(
    say(`Nyaste fil: ${state.current.file}, `, `Newest file: ${state.current.file}, `) + found[file],
    say(
      `Händelselogg: ${model.log}, ${head.events} ${head.events === 1 ? 'händelse' : 'händelser'}, hel (${head.sha256.slice(0, 16)}…)`,
      `Event log: ${model.log}, ${head.events} ${head.events === 1 ? 'event' : 'events'}, whole (${head.sha256.slice(0, 16)}…)`,
    ),
  );
  return `${lines.join('\n')}\n`;
};
