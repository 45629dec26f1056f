import { readCertificateFile } from '../../cms/certificate-file.js';
import { exit, Failure } from '../../core/failure.js';
import { text, type Text } from '../../core/text.js';
import { signFile } from '../../sign/sign-file.js';
import type { SignFileOptions, SignReport } from '../../sign/sign-file.js';
import { signatureLevels } from '../../sign/raise-level.js';
import { signFiles } from '../../sign/sign-files.js';
import type { Session } from '../session.js';
import { levelOptions } from '../level-options.js';
import { optional } from '../options.js';

/** `fardplan sign PDF… -o PATH`: one file into another, or several into a folder. */
export async function sign(session: Session, inputs: string[], options: Record<string, unknown>): Promise<number> {
  const output = optional(options, 'output');
  if (output === undefined)
    throw new Failure(
      text('Väljaren -o måste anges', 'The option -o must be given'),
      text(
        'Ange filen att skriva, eller en mapp när flera undertecknas, med -o.',
        'Give the file to write, or a folder when several are signed, with -o.',
      ),
    );
  refuseIdle(options);
  const file = optional(options, 'p12');
  const kind = optional(options, 'signer') ?? 'pkcs12';
  if (kind === 'pkcs12' && file === undefined)
    throw new Failure(
      text('Ingen nyckelfil angavs', 'No key file was given'),
      text(
        'Ange den med --p12 FIL. En identitet att prova med görs med fardplan identity create.',
        'Give it with --p12 FILE. An identity to try with is made by fardplan identity create.',
      ),
    );
  const shared = {
    signer: kind,
    signerOptions: await signerOptions(session, options),
    passphrase: {
      file: optional(options, 'passphraseFile'),
      env: optional(options, 'passphraseEnv'),
      language: session.language,
    },
    field: optional(options, 'field'),
    reason: optional(options, 'reason'),
    location: optional(options, 'location'),
    level: signatureLevels.find((each) => each === optional(options, 'level')),
    ...(await levelOptions(session, options)),
    replace: options['force'] === true,
  };
  const [input = ''] = inputs;
  const folder = (await session.host.files.kind(output)) === 'folder';
  if (inputs.length === 1 && !folder) {
    return signOne(session, { ...shared, input, output }, options);
  }
  if (optional(options, 'case') !== undefined)
    throw new Failure(
      text('Ett ärende gäller en enda fil', 'A case is about one file'),
      text('Ange en PDF, och en fil att skriva med -o.', 'Give one PDF, and a file to write with -o.'),
    );
  const { signed, failed } = await signFiles(session.host, { ...shared, inputs, folder: output });
  for (const done of signed) told(session, done);
  for (const { input: path, failure } of failed) {
    const help = failure.help ?? text('', '');
    session.say(text(`${path}: ${failure.text.sv} ${help.sv}`, `${path}: ${failure.text.en} ${help.en}`));
  }
  return failed[0]?.failure.code ?? exit.fine;
}

/** What was asked for and would not be done is told, lest somebody believes that a signature is time-stamped, or in a case. */
function refuseIdle(options: Record<string, unknown>): void {
  const given = (names: Record<string, string>): string | undefined =>
    Object.keys(names).find((name) => optional(options, names[name] ?? '') !== undefined);
  const ofCase = options['case'] === undefined && given({ '--role': 'role', '--record-ip': 'recordIp' });
  if (ofCase)
    throw new Failure(
      text(`${ofCase} gör ingenting utan --case`, `${ofCase} does nothing without --case`),
      text('Ange ärendet med --case ÄRENDE, eller ta bort väljaren.', 'Give the case by --case CASE, or leave it out.'),
    );
  const ofLevel = options['level'] === 'B-B' && given({ '--tsa': 'tsa', '--tsa-file': 'tsaFile' });
  if (ofLevel)
    throw new Failure(
      text(`${ofLevel} gör ingenting på nivån B-B`, `${ofLevel} does nothing at the level B-B`),
      text('Ange B-T, B-LT eller B-LTA med --level.', 'Give B-T, B-LT or B-LTA with --level.'),
    );
}

/** With `--case` the case says whether, and in which field; the file and its event are then written together. */
async function signOne(session: Session, asked: SignFileOptions, options: Record<string, unknown>): Promise<number> {
  const casePath = optional(options, 'case');
  if (casePath === undefined) {
    told(session, await signFile(session.host, asked));
    return exit.fine;
  }
  // A signature without a case shall not wait for what checks one.
  const { prepareSigning } = await import('../../case/sign-in-case.js');
  const { signer, late, place } = await prepareSigning(session.host, {
    casePath,
    input: asked.input,
    output: asked.output,
    role: optional(options, 'role') ?? asked.field,
    ip: optional(options, 'recordIp'),
  });
  let remark: Text | undefined;
  const inCase = {
    ...asked,
    field: signer.field,
    place: async (pdf: Uint8Array, done: SignReport, write: () => Promise<void>) => {
      remark = await place(pdf, done.output, write);
    },
  };
  told(session, await signFile(session.host, inCase));
  if (remark) session.say(remark);
  if (late)
    session.say(text('Anmärkning: ärendets sista dag har passerat.', 'Note: the last day of the case has passed.'));
  return exit.fine;
}

async function signerOptions({ host, say }: Session, options: Record<string, unknown>) {
  const chain = optional(options, 'chain');
  return {
    file: optional(options, 'p12'),
    key: optional(options, 'keyName'),
    scheme: options['pss'] === true ? ('RSA-PSS' as const) : undefined,
    module: optional(options, 'module'),
    slot: optional(options, 'slot'),
    certificates: chain === undefined ? undefined : readCertificateFile(await host.files.read(chain), chain),
    service: {
      url: optional(options, 'cscUrl'),
      credential: optional(options, 'cscCredential'),
      user: optional(options, 'cscUser'),
      clientId: optional(options, 'cscClient'),
      redirect: optional(options, 'cscRedirect'),
      secretFile: optional(options, 'cscSecretFile'),
      tokenFile: optional(options, 'cscTokenFile'),
    },
    say,
  };
}

function told({ say }: Session, done: SignReport): void {
  say(
    text(
      `${done.output}: undertecknad av ${done.signer} i fältet ${done.field} (PAdES ${done.level}).`,
      `${done.output}: signed by ${done.signer} in the field ${done.field} (PAdES ${done.level}).`,
    ),
  );
}
