import { join } from 'node:path';
import { findAbove } from '../core/find-above.js';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { loadKind } from '../check/load-document.js';
import { text } from '../core/text.js';
import type { Missive } from '../model/missive.js';
import type { Parsed } from '../parse/parsed.js';

const name = 'remissmissiv.md';

/** The wording of the missive: the file given, else `documents/remissmissiv.md` of the workspace in `folder` (absolute), else the built-in one. */
export async function loadMissive(host: Host, folder: string, given: string | undefined): Promise<Parsed<Missive>> {
  const own = given ?? (await findAbove(host.files, folder, [join('documents', name)]));
  const path = own ?? join(host.builtIn.templates, 'documents', name);
  const { parsed } = await loadKind(host, path, host.cwd, 'missive');
  const wrong = parsed.diagnostics.find(({ severity }) => severity === 'error');
  if (wrong) {
    throw new Failure(
      text(`${path}:${wrong.line}: ${wrong.message.sv}`, `${path}:${wrong.line}: ${wrong.message.en}`),
      wrong.help ?? text('Rätta filen.', 'Correct the file.'),
    );
  }
  return parsed;
}
