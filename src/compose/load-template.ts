import { join } from 'node:path';
import { findAbove } from '../core/find-above.js';
import type { Host } from '../core/host.js';
import type { Template } from '../model/template.js';
import { decode } from '../parse/decode.js';
import { declaredKind, parseDocument } from '../parse/parse-document.js';
import { isKind } from '../parse/parsed.js';
import { type CompleteTemplate, completeTemplate } from './template.js';

/** The document template `id` for a decision in `folder` (absolute): the workspace's own `documents/` before the built-in ones. */
export async function loadTemplate(host: Host, id: string, folder: string): Promise<CompleteTemplate> {
  const found = await findAbove(host.files, folder, ['documents']);
  const own = found === undefined ? [] : await templatesIn(host, found, () => true);
  const builtIn = join(host.builtIn.templates, 'documents');
  // Of the built-in ones only those that are extended are read; they are named after their ids.
  const wanted = new Set([id, 'base', ...own.flatMap((template) => template.extends ?? [])]);
  const read: Template[] = [];
  for (let size = -1; size !== read.length;) {
    size = read.length;
    const more = await templatesIn(host, builtIn, (stem) => wanted.has(stem) && !read.some((one) => one.id === stem));
    for (const template of more) wanted.add(template.extends ?? 'base');
    read.push(...more);
  }
  const known = [...own, ...read].some((template) => template.id === id);
  return completeTemplate(id, [...own, ...(known ? read : await templatesIn(host, builtIn, () => true))]);
}

/** The templates of a folder. A folder of that name may well hold other things, which are passed over. */
async function templatesIn(host: Host, folder: string, wanted: (stem: string) => boolean): Promise<Template[]> {
  const names = (await host.files.list(folder)).filter(
    ({ name, kind }) => kind === 'file' && /\.ya?ml$/.test(name) && wanted(name.replace(/\.ya?ml$/, '')),
  );
  const templates = names.map(async ({ name }) => {
    const path = join(folder, name);
    const { source } = decode(path, await host.files.read(path));
    if (!source || declaredKind(source)?.word !== 'template/v1') return [];
    const parsed = parseDocument(source);
    return 'kind' in parsed && isKind(parsed, 'template') ? [parsed.model] : [];
  });
  return (await Promise.all(templates)).flat();
}

/** What a layout is made of; anything else in a folder of that name is not ours. */
const layoutFile = /\.(typ|css|svg|png|jpe?g|gif|json|ttf|otf)$/i;

/** Layout and fonts for a decision in `folder` (absolute): the built-in files, with the workspace's own `layout/` laid over them. */
export async function loadLayout(
  host: Host,
  folder: string,
): Promise<{ layout: Map<string, Uint8Array>; fonts: Uint8Array[] }> {
  const own = await findAbove(host.files, folder, ['layout']);
  const layout = new Map<string, Uint8Array>();
  const fonts = await Promise.all(host.builtIn.fonts.map((path) => host.files.read(path)));
  for (const from of [join(host.builtIn.templates, 'layout'), ...(own === undefined ? [] : [own])]) {
    for (const { name, kind } of await host.files.list(from)) {
      if (kind !== 'file' || !layoutFile.test(name)) continue;
      const bytes = await host.files.read(join(from, name));
      if (/\.(ttf|otf)$/i.test(name)) fonts.push(bytes);
      else layout.set(name, bytes);
    }
  }
  return { layout, fonts };
}
