import { join } from 'node:path';
import { loadKind } from '../check/load-document.js';
import { findAbove } from '../core/find-above.js';
import type { Host } from '../core/host.js';
import type { Template } from '../model/template.js';
import { type CompleteTemplate, completeTemplate } from './template.js';

/** The document template `id` for a decision in `folder` (absolute): the workspace's own `documents/` before the built-in ones. */
export async function loadTemplate(host: Host, id: string, folder: string): Promise<CompleteTemplate> {
  const own = await findAbove(host.files, folder, ['documents']);
  const builtIn = join(host.builtIn.templates, 'documents');
  return completeTemplate(id, [
    ...(own === undefined ? [] : await templatesIn(host, own)),
    ...(await templatesIn(host, builtIn)),
  ]);
}

async function templatesIn(host: Host, folder: string): Promise<Template[]> {
  const names = (await host.files.list(folder)).filter(({ name, kind }) => kind === 'file' && /\.ya?ml$/.test(name));
  return Promise.all(
    names.map(async ({ name }) => (await loadKind(host, join(folder, name), folder, 'template')).parsed.model),
  );
}

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
      if (kind !== 'file') continue;
      const bytes = await host.files.read(join(from, name));
      if (/\.(ttf|otf)$/i.test(name)) fonts.push(bytes);
      else layout.set(name, bytes);
    }
  }
  return { layout, fonts };
}
