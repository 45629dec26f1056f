import { join, resolve } from 'node:path';
import { exit, Failure } from '../../core/failure.js';
import { nearest } from '../../core/nearest.js';
import { oneLine, slug, text } from '../../core/text.js';
import type { Host } from '../../core/host.js';
import { skeleton } from '../../init/skeleton.js';
import type { Profile } from '../../model/profile.js';
import { decode } from '../../parse/decode.js';
import { parseDocument } from '../../parse/parse-document.js';
import { isKind } from '../../parse/parsed.js';
import { optional } from '../options.js';
import type { Session } from '../session.js';

/** `fardplan init [DIR]`: computes the whole workspace first, and writes nothing if any of it would take another file's place. */
export async function init(
  session: Session,
  [folder = '.']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host } = session;
  const profile = await builtInProfile(host, String(options['profile']));
  const title = oneLine(
    optional(options, 'title') ??
      `Färdplan för god och nära vård${profile.county === undefined ? '' : ` i ${profile.county}`}`,
  );
  if (title === '') {
    throw new Failure(
      text('Titeln är tom', 'The title is empty'),
      text('Ange en titel efter --title, eller utelämna den.', 'Give a title after --title, or leave it out.'),
    );
  }
  const from = profile.period?.from ?? String(host.now().getUTCFullYear());
  const values = {
    id: slug(title).slice(0, 60).replace(/-+$/, '') || 'fardplan',
    title,
    profile: profile.id,
    from,
    to: profile.period?.to ?? String(Number(from.slice(0, 4)) + 6),
  };
  const files = new Map<string, Uint8Array | string>([['fardplan.md', skeleton(profile, values)]]);
  await copied(host, join(host.builtIn.templates, 'roadmap'), '', values, files);

  for (const name of files.keys()) {
    const path = join(folder, name);
    if ((await host.files.kind(path)) !== undefined) {
      throw new Failure(
        text(`${path} finns redan; ingenting har skrivits`, `${path} exists already; nothing has been written`),
        text('Välj en tom mapp.', 'Choose an empty folder.'),
      );
    }
  }
  for (const [name, content] of files) {
    const path = join(folder, name);
    await host.files.makeFolder(join(path, '..'));
    await host.files.write(path, content);
  }
  session.say(
    text(
      `${resolve(host.cwd, folder)}: ${files.size} filer. Skriv i fardplan.md, och kör sedan fardplan check.`,
      `${resolve(host.cwd, folder)}: ${files.size} files. Write in fardplan.md, then run fardplan check.`,
    ),
  );
  return exit.fine;
}

async function builtInProfile(host: Host, id: string): Promise<Profile> {
  const folder = join(host.builtIn.templates, 'profiles');
  const ids = (await host.files.list(folder)).map(({ name }) => name.replace(/\.yaml$/, ''));
  if (!ids.includes(id)) {
    const near = nearest(id, ids);
    throw new Failure(
      text(`Det finns ingen profil ”${id}”`, `There is no profile “${id}”`),
      text(
        `${near ? `Menade du ”${near}”? ` : ''}Profiler: ${ids.join(', ')}.`,
        `${near ? `Did you mean “${near}”? ` : ''}Profiles: ${ids.join(', ')}.`,
      ),
    );
  }
  const path = join(folder, `${id}.yaml`);
  const { source } = decode(path, await host.files.read(path));
  const parsed = source && parseDocument(source);
  if (!parsed || !('kind' in parsed) || !isKind(parsed, 'profile'))
    throw new Error(`built-in profile ${id} cannot be read`);
  return parsed.model;
}

/** Takes the template's files with their placeholders filled in. */
async function copied(
  host: Host,
  folder: string,
  under: string,
  values: Record<string, string>,
  files: Map<string, Uint8Array | string>,
): Promise<void> {
  for (const { name, kind } of await host.files.list(folder)) {
    const path = join(folder, name);
    if (kind === 'folder') await copied(host, path, join(under, name), values, files);
    else {
      const whole = new TextDecoder().decode(await host.files.read(path));
      files.set(
        join(under, name),
        whole.replace(/\{\{(\w+)\}\}/g, (mark, key: string) => values[key] ?? mark),
      );
    }
  }
}
