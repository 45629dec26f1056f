import { dirname, extname, resolve } from 'node:path';
import { exit, Failure } from '../../core/failure.js';
import type { Host } from '../../core/host.js';
import { text } from '../../core/text.js';
import { refuseExisting } from '../../core/refuse-existing.js';
import type { Format } from '../../formats/_contract.js';
import { registry } from '../../formats/_registry.js';
import { publishPdf, renderCopy } from '../../publish/publish-pdf.js';
import { refersTo } from '../../publish/refers-to.js';
import { removedWords } from '../../publish/copy-words.js';
import { chooseSigner } from '../../sign/open-signer.js';
import { refuseKeyFile } from '../../sign/refuse-key-file.js';
import { signPdf } from '../../sign/sign-pdf.js';
import { optional } from '../options.js';
import type { Session } from '../session.js';
import { readPdf } from '../verify-file.js';

/** `fardplan publish PDF -o COPY`, and `fardplan publish COPY --verify --original PDF`. */
export async function publish(
  session: Session,
  [file = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host } = session;
  const original = optional(options, 'original');
  if (options['verify'] === true || original !== undefined) return verifyCopy(session, file, original);
  const output = optional(options, 'output');
  if (output === undefined) {
    throw new Failure(
      text('Ingen fil att skriva kopian till angavs', 'No file to write the copy to was given'),
      text('Ange den med -o FIL.', 'Give it with -o FILE.'),
    );
  }
  const replace = options['force'] === true;
  const format = chooseFormat(optional(options, 'format'), output);
  const seal = optional(options, 'seal');
  if (seal !== undefined && format !== 'pdf') {
    throw new Failure(
      text('Bara en PDF kan få en stämpel', 'Only a PDF can be sealed'),
      text('Ta bort --seal, eller välj --format pdf.', 'Remove --seal, or choose --format pdf.'),
    );
  }
  if (resolve(host.cwd, output) === resolve(host.cwd, file)) {
    throw new Failure(
      text(`${output} är originalet`, `${output} is the original`),
      text('Välj ett annat namn för kopian.', 'Choose another name for the copy.'),
    );
  }
  refuseKeyFile(host, output, seal);
  await refuseExisting(host, output, replace);
  const folders = foldersOf(host, file);
  const copy = await publishPdf(host, await readPdf(host, file), { file, folders, embeds: format === 'pdf' });
  const made: Format = await registry[format]();
  const bytes = await renderCopy(
    host,
    copy,
    { ...made, render: (document, resources) => made.render(document, { ...resources, note: session.say }) },
    folders,
  );
  const sealed = seal === undefined ? undefined : await withSeal(session, bytes, seal, options);
  await host.files.write(output, sealed?.pdf ?? bytes, { replace });
  const removed = copy.copy?.removed ?? {};
  const count = Object.values(removed).reduce((sum, number) => sum + number, 0);
  session.say(
    text(
      `${output}: publiceringskopia av ${file}. ${count === 0 ? 'Inga personuppgifter behövde tas bort' : `Borttaget: ${removedWords(removed)}`}.`,
      `${output}: copy of ${file} for publication. ${count === 0 ? 'No personal facts had to be removed' : `Personal facts removed: ${count}`}.`,
    ),
  );
  if (sealed) session.say(text(`Stämplad av ${sealed.signer}.`, `Sealed by ${sealed.signer}.`));
  return exit.fine;
}

const foldersOf = (host: Host, file: string): string[] => [dirname(resolve(host.cwd, file)), host.cwd];

function chooseFormat(asked: string | undefined, output: string): 'pdf' | 'html' {
  const named = asked ?? extname(output).slice(1).toLowerCase().replace(/^htm$/, 'html');
  if (named === 'pdf' || named === 'html') return named;
  throw new Failure(
    text(`Formatet framgår inte av namnet ${output}`, `The format does not show from the name ${output}`),
    text('Ange det med --format: pdf eller html.', 'Give it with --format: pdf or html.'),
  );
}

/** The seal of the organisation, which says what it is for. */
async function withSeal(session: Session, pdf: Uint8Array, file: string, options: Record<string, unknown>) {
  const { host, language } = session;
  const signer = await chooseSigner(host, {
    signerOptions: { file, key: optional(options, 'keyName') },
    passphrase: { file: optional(options, 'passphraseFile'), env: optional(options, 'passphraseEnv'), language },
  });
  try {
    return await signPdf(pdf, { signer: () => signer.open(), at: host.now(), reason: 'Publiceringskopia' });
  } finally {
    await signer.close();
  }
}

async function verifyCopy(
  { host, print, language }: Session,
  file: string,
  original: string | undefined,
): Promise<number> {
  if (original === undefined) {
    throw new Failure(
      text('Inget original att jämföra med angavs', 'No original to compare with was given'),
      text('Ange det med --original FIL.', 'Give it with --original FILE.'),
    );
  }
  const [copy, against] = [await readPdf(host, file), await readPdf(host, original)];
  const answer = await refersTo(
    host,
    { bytes: copy, file },
    { bytes: against, file: original },
    foldersOf(host, original),
  );
  const good = answer.refers && answer.faithful === true;
  const open = answer.refers && answer.faithful === null;
  const [first = '', ...rest] = answer.reasons.map((reason) => reason[language]);
  await print(`${[`${good ? '✓' : open ? '?' : '✗'} ${first}`, ...rest.map((line) => `  ${line}`)].join('\n')}\n`);
  return good ? exit.fine : open ? exit.unsettled : exit.findings;
}
