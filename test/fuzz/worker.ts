import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { choices } from './choices.js';
import { mutate } from './mutate.js';
import { judged } from './oracle.js';
import { mapped } from './seeds.js';
import type { Mapped } from './seeds.js';

/** What the runner (scripts/fuzz.mjs) is told: how far it has come, and every find. */
type Message =
  | { kind: 'count'; tried: number; kept: number; outcomes: Record<string, number>; slowest: number }
  | { kind: 'find'; wrong: string; program: string; file: string; seed: string };

const tell = (message: Message): void => void process.send?.(message);

/** Programs that reached code no other did; new ones are made from them. */
const kept: Buffer[] = [];
const reached = new Set<string>();

function random(below: number): number {
  return Math.floor(Math.random() * below);
}

/** A program that is new, or one kept, a little changed, or two kept ones joined. */
function nextProgram(): Buffer {
  const base = kept[random(kept.length)];
  if (!base || random(4) === 0) return Buffer.from(Array.from({ length: 8 + random(90) }, () => random(256)));
  const copy = Buffer.from(base);
  const times = 1 + random(4);
  for (let count = 0; count < times; count += 1) copy[random(copy.length)] = random(256);
  if (random(4) > 0) return copy;
  const other = kept[random(kept.length)] ?? base;
  const cut = random(copy.length);
  return Buffer.concat([copy.subarray(0, cut), other.subarray(random(other.length))]).subarray(0, 160);
}

/** How often code was reached, roughly, as coverage-guided fuzzers count. */
const often = (count: number): number => Math.min(6, Math.floor(Math.log2(count + 1)));

async function isNew(session: Session): Promise<boolean> {
  const { result } = await session.post('Profiler.takePreciseCoverage');
  let found = false;
  for (const script of result) {
    if (!script.url.endsWith('worker.mjs')) continue;
    for (const { ranges } of script.functions) {
      for (const { startOffset, count } of ranges) {
        const key = `${startOffset} ${often(count)}`;
        if (count === 0 || reached.has(key)) continue;
        reached.add(key);
        found = true;
      }
    }
  }
  return found;
}

function readSeeds(folder: string): Mapped[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const { at, trust } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { at: string; trust: string[] };
      const bytes = readFileSync(join(folder, name.replace(/json$/, 'pdf')));
      return mapped({ name, bytes, at: new Date(at), trust: trust.map((der) => Buffer.from(der, 'base64')) });
    });
}

/** Tries inputs until it is ended. Before each one its program is written down, for the case that it is the last. */
async function work(seedFolder: string, current: string): Promise<void> {
  const seeds = readSeeds(seedFolder);
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const outcomes: Record<string, number> = {};
  let tried = 0;
  let slowest = 0;
  let told = 0;
  for (;;) {
    const program = nextProgram();
    writeFileSync(current, program);
    let made: ReturnType<typeof mutate>;
    try {
      made = mutate(seeds, choices(program));
    } catch {
      // A mutation that cannot be made is no fault of what is tested.
      outcomes['not made'] = (outcomes['not made'] ?? 0) + 1;
      continue;
    }
    const { file, seed } = made;
    const started = performance.now();
    const { indication, wrong } = await judged(file, seed, seeds);
    slowest = Math.max(slowest, performance.now() - started);
    tried += 1;
    outcomes[indication] = (outcomes[indication] ?? 0) + 1;
    if (await isNew(session)) kept.push(program);
    const found = wrong ?? (process.resourceUsage().maxRSS > 1024 * 1024 ? 'more than 1 GB of memory' : null);
    if (found !== null) {
      tell({
        kind: 'find',
        wrong: found,
        program: program.toString('hex'),
        file: file.toString('base64'),
        seed: seed.name,
      });
    }
    if (performance.now() - told > 500) {
      told = performance.now();
      tell({ kind: 'count', tried, kept: kept.length, outcomes, slowest });
      // A turn of the event loop, so that what is told is sent.
      await new Promise((settle) => setImmediate(settle));
    }
  }
}

const [seedFolder = '', current = ''] = process.argv.slice(2);
await work(seedFolder, current);
