/** A source of decisions that is read out of bytes, so that every made-up input can be made again from a few of them. */
export interface Choices {
  /** A whole number from 0 up to, not including, `below`; 0 when there is nothing left. */
  int(below: number): number;
  /** Up to `most` bytes. */
  bytes(most: number): Buffer;
  /** One of the items; the first when there is nothing left. */
  pick<T>(items: readonly T[]): T | undefined;
}

/** Reads decisions from `data`, one or a few bytes each. */
export function choices(data: Uint8Array): Choices {
  let at = 0;
  const next = (): number => {
    const byte = data[at] ?? 0;
    at += 1;
    return byte;
  };
  const int = (below: number): number => {
    if (below <= 1) return 0;
    let value = next();
    for (let reach = 256; reach < below; reach *= 256) value = value * 256 + next();
    return value % below;
  };
  return {
    int,
    pick: (items) => items[int(items.length)],
    bytes: (most) => {
      const length = int(most + 1);
      const taken = Buffer.from(data.subarray(at, at + length));
      at += length;
      return taken;
    },
  };
}
