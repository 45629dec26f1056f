import { basename, dirname, extname, join } from 'node:path';
import { loadKind } from '../../check/load-document.js';
import { profileStore } from '../../check/find-profile.js';
import { exit, Failure } from '../../core/failure.js';
import { refuseExisting } from '../../core/refuse-existing.js';
import { refuseInputs } from '../../core/refuse-inputs.js';
import { text } from '../../core/text.js';
import { deriveProfile, profileId } from '../../init/derive-profile.js';
import { profileText } from '../../init/profile-text.js';
import { parseDocument } from '../../parse/parse-document.js';
import { isKind } from '../../parse/parsed.js';
import { optional } from '../options.js';
import type { Session } from '../session.js';

/** `fardplan profile derive FILE`: a profile that the roadmap follows, printed or written. */
export async function profileDerive(
  { host, print, say }: Session,
  [file = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const output = optional(options, 'output');
  const replace = options['force'] === true;
  if (output !== undefined) {
    refuseInputs(host, output, [file], text('profilen', 'the profile'));
    await refuseExisting(host, output, replace);
  }
  const loaded = await loadKind(host, file, host.cwd, 'roadmap');
  const fault = loaded.parsed.diagnostics.find(({ severity }) => severity === 'error');
  if (fault) {
    throw new Failure(
      text(`${file}:${fault.line}: ${fault.message.sv}`, `${file}:${fault.line}: ${fault.message.en}`),
      text(
        'Rätta färdplanen först: kör fardplan check på den.',
        'Correct the roadmap first: run fardplan check on it.',
      ),
    );
  }
  const { source } = loaded.parsed;
  // Without its own profile the kinds of sections are those that the general one knows by their titles.
  const store = profileStore(host);
  await store.find('generic', host.cwd);
  const again = parseDocument(source, () => loaded.profile ?? store.get('generic'));
  if (!('kind' in again) || !isKind(again, 'roadmap')) throw new Error('a roadmap that was one is none');
  const roadmap = again.model;
  const stem = output === undefined ? undefined : basename(output, extname(output));
  const id = optional(options, 'id') ?? stem ?? profileId(roadmap);
  if (!/^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u.test(id)) {
    throw new Failure(
      text(`”${id}” kan inte vara en profils id`, `“${id}” cannot be the id of a profile`),
      text('Ge ett med --id: bokstäver, siffror och bindestreck.', 'Give one with --id: letters, digits and hyphens.'),
    );
  }
  const profile = deriveProfile(roadmap, { id, known: loaded.profile, text: source.text });
  const written = profileText(profile, basename(file));
  if (output === undefined) {
    await print(written);
    return exit.fine;
  }
  await host.files.makeFolder(dirname(output));
  await host.files.write(output, written, { replace });
  const named = stem === id && basename(dirname(output)) === 'profiles';
  say(
    text(
      `${output} är skriven. Se över den, och skriv ”profil: ${id}” i färdplanen.${named ? '' : ` Profilen hittas som ${join('profiles', `${id}.yaml`)}.`}`,
      `${output} is written. Look it over, and write “profil: ${id}” in the roadmap.${named ? '' : ` The profile is found as ${join('profiles', `${id}.yaml`)}.`}`,
    ),
  );
  return exit.fine;
}
