/** A slot, session or object handle, or an address: what fits in CK_ULONG or a pointer. */
export type Handle = number | bigint;

/** Bytes of CK_ULONG (4 on Windows, else as a pointer) and of a pointer. */
export interface Sizes {
  ulong: number;
  pointer: number;
}

/**
 * The fields of a C structure one after the other, little-endian. Cryptoki is packed on Windows; elsewhere CK_ULONG is as large as a
 * pointer, so there is nothing to align.
 */
export function packed(sizes: Sizes, fields: readonly (readonly [kind: keyof Sizes, value: Handle])[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [kind]) => sum + sizes[kind], 0));
  let at = 0;
  for (const [kind, value] of fields) {
    for (let rest = BigInt(value), index = at; rest > 0n; rest >>= 8n, index += 1) bytes[index] = Number(rest & 0xffn);
    at += sizes[kind];
  }
  return bytes;
}

/** The CK_ULONG at this place of an array of them. */
export function numberAt({ ulong }: Sizes, bytes: Uint8Array, index = 0): Handle {
  let value = 0n;
  for (let at = ulong - 1; at >= 0; at -= 1) value = (value << 8n) | BigInt(bytes[index * ulong + at] ?? 0);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

/** Characters as UTF-8, which is what CK_UTF8CHAR is. */
export const bytesOf = (words: string): Uint8Array => new TextEncoder().encode(words);
