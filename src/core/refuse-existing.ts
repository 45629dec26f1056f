import { Failure } from './failure.js';
import type { Host } from './host.js';
import { text } from './text.js';

/** Refuses an output that stands, unless it is to be replaced: before anything is asked for or made. The writing itself refuses it too. */
export async function refuseExisting(host: Host, path: string, replace: boolean | undefined): Promise<void> {
  if (replace || (await host.files.kind(path)) === undefined) return;
  throw new Failure(
    text(`${path} finns redan och skrivs inte över`, `${path} exists already and is not overwritten`),
    text('Välj ett annat namn, eller lägg till --force.', 'Choose another name, or add --force.'),
  );
}
