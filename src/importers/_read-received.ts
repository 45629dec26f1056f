import { Failure } from '../core/failure.js';
import { listed, text } from '../core/text.js';
import type { Found, ImportContext, Importer, Received } from './_contract.js';
import { registry } from './_registry.js';

const lazy = registry as unknown as Readonly<Record<string, () => Promise<Importer>>>;

/** The ids of all importers. */
const importerIds: readonly string[] = Object.keys(lazy);

/** Every importer by id. */
async function importers(): Promise<[string, Importer][]> {
  return Promise.all(Object.entries(lazy).map(async ([id, load]) => [id, await load()] as [string, Importer]));
}

/** Reads what was received with the importer named, else with the one that takes its bytes or its extension. Refuses what none takes. */
export async function readReceived(received: Received, context: ImportContext, kind?: string): Promise<Found> {
  if (received.bytes.length === 0)
    throw new Failure(
      text(`${received.name} är tom`, `${received.name} is empty`),
      text('Be avsändaren att skicka filen igen.', 'Ask the sender to send the file again.'),
    );
  const all = await importers();
  const extension = extensionOf(received.name);
  const chosen =
    kind === undefined
      ? (all.find(([, importer]) => importer.recognises?.(received)) ??
        all.find(([, importer]) => importer.extensions.includes(extension)))
      : all.find(([id]) => id === kind);
  if (chosen) return chosen[1].read(received, context);
  const known = all.flatMap(([, importer]) => importer.extensions.map((each) => `.${each}`));
  throw new Failure(
    text(
      `${received.name} är av ett slag som inte kan tas in`,
      `${received.name} is of a kind that cannot be taken in`,
    ),
    text(
      `Svar tas in som ${listed(known, 'sv')}. Ange annars slaget med --from: ${importerIds.join(', ')}.`,
      `Answers are taken in as ${listed(known, 'en')}. Else say the kind with --from: ${importerIds.join(', ')}.`,
    ),
  );
}

/** `true` for names that an importer takes, such as those a folder is searched for. */
export async function mayBeAnswer(name: string): Promise<boolean> {
  const extension = extensionOf(name);
  return (await importers()).some(([, importer]) => importer.extensions.includes(extension));
}

const extensionOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
