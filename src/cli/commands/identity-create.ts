import { join } from 'node:path';
import { exit, Failure } from '../../core/failure.js';
import { slug, text } from '../../core/text.js';
import { createIdentity, keyTypes } from '../../sign/identity.js';
import { readPassphrase } from '../../sign/passphrase.js';
import { optional } from '../options.js';
import type { Session } from '../session.js';

/** `fardplan identity create NAME`: `<name>.p12`, `ca.pem` to trust, and `ca.p12` to issue more from. */
export async function identityCreate(
  session: Session,
  [name = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host } = session;
  const days = Number(options['days']);
  if (!Number.isInteger(days) || days < 1 || days > 3650) {
    throw new Failure(
      text(
        `Giltigheten kan inte vara ”${String(options['days'])}” dygn`,
        `The validity cannot be “${String(options['days'])}” days`,
      ),
      text('Ange ett heltal från 1 till 3650.', 'Give a whole number from 1 to 3650.'),
    );
  }
  if (name.trim() === '' || name.length > 60) {
    throw new Failure(
      text('Namnet ska ha mellan 1 och 60 tecken', 'The name must have between 1 and 60 characters'),
      text(
        'Ange den påhittade undertecknarens namn, till exempel "Anna Exempel".',
        'Give the name of the made-up signer, such as "Anna Exempel".',
      ),
    );
  }
  const folder = String(options['output'] ?? '.');
  const replace = options['force'] === true;
  const existing = optional(options, 'ca');
  const named = slug(name) || 'identitet';
  // “ca.p12” is the issuer's own file.
  const stem = named === 'ca' ? 'ca-person' : named;
  const files = { key: join(folder, `${stem}.p12`), ca: join(folder, 'ca.p12'), trust: join(folder, 'ca.pem') };
  const written = existing === undefined ? [files.key, files.ca, files.trust] : [files.key];
  for (const file of written) {
    if (!replace && (await host.files.kind(file)) !== undefined) {
      throw new Failure(
        text(`${file} finns redan och skrivs inte över`, `${file} exists already and is not overwritten`),
        text(
          'Välj en annan mapp, utfärda från den utfärdare som finns med --ca, eller lägg till --force.',
          'Choose another folder, issue from the existing authority with --ca, or add --force.',
        ),
      );
    }
  }
  const p12 = existing === undefined ? undefined : await host.files.read(existing);
  const passphrase = await readPassphrase(host, {
    what: files.key,
    file: optional(options, 'passphraseFile'),
    env: optional(options, 'passphraseEnv'),
    language: session.language,
    confirm: existing === undefined,
  });
  const identity = await createIdentity({
    name: name.trim(),
    organisation: optional(options, 'organisation'),
    keyType: keyTypes.find((type) => type === options['key']) ?? 'ec',
    days,
    at: host.now(),
    passphrase,
    random: (length) => host.random(length),
    subtle: globalThis.crypto.subtle,
    authority: p12 && existing !== undefined ? { p12, file: existing } : undefined,
  });
  await host.files.makeFolder(folder);
  await host.files.write(files.key, identity.p12, { replace, mode: 0o600 });
  if (existing === undefined) {
    await host.files.write(files.ca, identity.authorityP12, { replace, mode: 0o600 });
    await host.files.write(files.trust, identity.authorityPem, { replace });
  }
  session.say(
    text(
      `TEST-identiteten ${identity.commonName} är skapad: ${written.join(', ')}. Den får inte användas för riktiga beslut.`,
      `The TEST identity ${identity.commonName} is made: ${written.join(', ')}. It must not be used for real decisions.`,
    ),
  );
  return exit.fine;
}
