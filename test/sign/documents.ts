import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { archive } from '../../src/pdf/archive.js';
import { typeset } from '../../src/pdf/typeset.js';
import { sample } from '../pdf/sample.js';

const folder = new URL('../../templates/layout/', import.meta.url);
const require = createRequire(import.meta.url);
const font = (file: string): Uint8Array =>
  new Uint8Array(readFileSync(require.resolve(`@expo-google-fonts/source-sans-3/${file}.ttf`)));

/** A decision as `fardplan render` makes it: PDF/A-3a and PDF/UA-1, with one visible signature field per signer. */
export async function decision(): Promise<Uint8Array> {
  const files = new Map(readdirSync(folder).map((file) => [file, new Uint8Array(readFileSync(new URL(file, folder)))]));
  const fonts = ['400Regular/SourceSans3_400Regular', '600SemiBold/SourceSans3_600SemiBold'].map(font);
  return archive(await typeset(sample, { files, fonts }), sample);
}
