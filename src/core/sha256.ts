/** SHA-256 of the bytes, in lower-case hex (64 characters). */
export async function sha256(bytes: Uint8Array): Promise<string> {
  // A copy, since the digest takes no view of shared memory.
  return hex(await globalThis.crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
}

/** Bytes as lower-case hex. */
export function hex(bytes: ArrayBuffer | Uint8Array): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
