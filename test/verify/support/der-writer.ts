/** One DER element. The tests write their own, so that reader and writer share no mistake. */
export function tlv(tag: number, ...parts: Uint8Array[]): Uint8Array {
  const contents = Buffer.concat(parts);
  const { length } = contents;
  const head =
    length < 128
      ? [length]
      : length < 256
        ? [0x81, length]
        : length < 65536
          ? [0x82, length >> 8, length & 255]
          : [0x83, length >> 16, (length >> 8) & 255, length & 255];
  return Buffer.concat([Uint8Array.from([tag, ...head]), contents]);
}

export const seq = (...parts: Uint8Array[]): Uint8Array => tlv(0x30, ...parts);
export const set = (...parts: Uint8Array[]): Uint8Array => tlv(0x31, ...[...parts].sort(Buffer.compare));
export const octets = (bytes: Uint8Array): Uint8Array => tlv(0x04, bytes);
export const bits = (bytes: Uint8Array, unused = 0): Uint8Array => tlv(0x03, Uint8Array.of(unused), bytes);
export const int = (value: number): Uint8Array => {
  const bytes: number[] = [];
  for (let rest = value; rest > 0 || bytes.length === 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  if ((bytes[0] ?? 0) >= 128) bytes.unshift(0);
  return tlv(0x02, Uint8Array.from(bytes));
};
export const bool = (value: boolean): Uint8Array => tlv(0x01, Uint8Array.of(value ? 255 : 0));
export const nil = tlv(0x05);
export const utf8 = (value: string): Uint8Array => tlv(0x0c, Buffer.from(value, 'utf8'));

export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const digits = [arc & 127];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) digits.unshift((left & 127) | 128);
    return digits;
  });
  return tlv(0x06, Uint8Array.from(bytes));
}

export const time = (date: Date): Uint8Array =>
  tlv(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`, 'latin1'));
