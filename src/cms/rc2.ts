const pi = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2179a59f587b34f1361456d8d09817d32' +
    'bd8f40eb86b77b0bf09521225c6b4e8254d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626' +
    '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed708e8eade8052eef784aa72ac354d6a2a' +
    '961ad2715a1549744b9fd05e0418a4ecc2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a90d38341bab33ffb0bb480c5fb9b1cd2e' +
    'c5f3db47e5a59c770aa62068fe7fc1ad',
  'hex',
);

/** The 64 words of the key schedule; every bit of the key counts (RFC 2268, 2). */
function schedule(key: Uint8Array): Uint16Array {
  const bytes = new Uint8Array(128);
  bytes.set(key);
  const at = (index: number): number => bytes[index] ?? 0;
  for (let index = key.length; index < 128; index += 1)
    bytes[index] = pi[(at(index - 1) + at(index - key.length)) & 0xff] ?? 0;
  bytes[128 - key.length] = pi[at(128 - key.length)] ?? 0;
  for (let index = 127 - key.length; index >= 0; index -= 1)
    bytes[index] = pi[at(index + 1) ^ at(index + key.length)] ?? 0;
  return Uint16Array.from({ length: 64 }, (_, word) => at(word * 2) | (at(word * 2 + 1) << 8));
}

/** Undoes one block of four words in place (RFC 2268, 4). */
function undo(words: Uint16Array, key: Uint16Array): void {
  const word = (index: number): number => words[index & 3] ?? 0;
  const turns = [1, 2, 3, 5];
  let next = 63;
  for (let round = 15; round >= 0; round -= 1) {
    for (let index = 3; index >= 0; index -= 1) {
      const turn = turns[index] ?? 0;
      const turned = (word(index) >>> turn) | (word(index) << (16 - turn));
      const mixed = (word(index + 3) & word(index + 2)) + (~word(index + 3) & word(index + 1));
      words[index] = turned - (key[next] ?? 0) - mixed;
      next -= 1;
    }
    if (round === 11 || round === 5)
      for (let index = 3; index >= 0; index -= 1) words[index] = word(index) - (key[word(index + 3) & 63] ?? 0);
  }
}

/**
 * Decrypts RC2 in CBC mode with PKCS #7 padding, the key's whole length being its effective length. Only for opening old PKCS #12 files:
 * OpenSSL 3 no longer has the cipher. Throws a RangeError when the padding is wrong.
 */
export function decryptRc2(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  const words = schedule(key);
  const plain = new Uint8Array(data.length);
  let previous = iv;
  for (let start = 0; start + 8 <= data.length; start += 8) {
    const block = data.subarray(start, start + 8);
    const state = Uint16Array.from(
      { length: 4 },
      (_, word) => (block[word * 2] ?? 0) | ((block[word * 2 + 1] ?? 0) << 8),
    );
    undo(state, words);
    for (let index = 0; index < 8; index += 1)
      plain[start + index] = (((state[index >> 1] ?? 0) >> ((index & 1) * 8)) & 0xff) ^ (previous[index] ?? 0);
    previous = block;
  }
  const padding = plain.at(-1) ?? 0;
  if (data.length % 8 !== 0 || padding < 1 || padding > 8 || plain.subarray(-padding).some((byte) => byte !== padding))
    throw new RangeError('padding');
  return plain.subarray(0, plain.length - padding);
}
