import { readRevisions } from '../../src/pdf/revisions.js';
import type { PdfValue } from '../../src/pdf/object-reader.js';
import { viewAt } from '../../src/pdf/revisions-view.js';

/** A sound signed file that inputs are made from. */
export interface Seed {
  name: string;
  bytes: Buffer;
  /** What it is verified against. */
  trust: Uint8Array[];
  at: Date;
}

/** A seed with the places that mutations aim at. */
export interface Mapped extends Seed {
  /** Where each revision ends, oldest first. */
  ends: number[];
  /** The hex digits of every /Contents that is a signature. */
  holes: { start: number; end: number }[];
  /** Every object of the last revision, written out. */
  bodies: Map<number, string>;
  /** `/Root … /Info … /ID …` as the last trailer has them. */
  trailer: string;
  size: number;
  usesStream: boolean;
}

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** A value as PDF text. */
export function written(value: PdfValue): string {
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'boolean':
      return String(value.value);
    case 'number':
      return String(value.value);
    case 'name':
      return `/${value.value.replace(/[^A-Za-z0-9.+_-]/g, (sign) => `#${sign.charCodeAt(0).toString(16).padStart(2, '0')}`)}`;
    case 'string':
      return `<${Buffer.from(value.bytes).toString('hex')}>`;
    case 'reference':
      return `${value.number} ${value.generation} R`;
    case 'array':
      return `[${value.items.map(written).join(' ')}]`;
    case 'dictionary':
      return `<< ${[...value.entries].map(([key, item]) => `/${key} ${written(item)}`).join(' ')} >>`;
    case 'stream':
      return `<< ${[...value.entries].map(([key, item]) => `/${key} ${key === 'Length' ? value.data.length : written(item)}`).join(' ')} >>\nstream\n${latin(value.data)}\nendstream`;
  }
}

/** Finds the places in a seed. */
export function mapped(seed: Seed): Mapped {
  const { bytes } = seed;
  const structure = readRevisions(bytes);
  const last = structure.revisions.at(-1);
  if (!last || structure.problems.length > 0) throw new Error(`${seed.name} is no sound file`);
  const view = viewAt(structure, last.index);
  const containers = new Set(structure.revisions.flatMap((revision) => [...revision.containers]));
  const objects = [...view.objects.values()];
  const holes = objects.flatMap(({ value, container }) => {
    const entries = value.kind === 'dictionary' && container === null ? value.entries : undefined;
    const contents = entries?.get('Contents');
    return entries?.has('ByteRange') && contents?.kind === 'string'
      ? [{ start: contents.start + 1, end: contents.end - 1 }]
      : [];
  });
  const kept = ['Root', 'Info', 'ID'].flatMap((key) => {
    const value = last.trailer.get(key);
    return value ? [`/${key} ${written(value)}`] : [];
  });
  const size = last.trailer.get('Size');
  return {
    ...seed,
    ends: structure.revisions.map(({ end }) => end),
    holes: holes.sort((one, other) => one.start - other.start),
    bodies: new Map(
      objects.filter(({ number }) => !containers.has(number)).map(({ number, value }) => [number, written(value)]),
    ),
    trailer: kept.join(' '),
    size: size?.kind === 'number' ? size.value : 100,
    usesStream: last.trailer.has('W'),
  };
}
