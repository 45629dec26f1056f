import { expect, it } from 'vitest';
import { sansFamily, underOwnName } from '../../src/pdf/fonts.js';
import { fonts } from './resources.js';

const utf16 = (value: string) => Buffer.from(value, 'utf16le').swap16();

it('gives Source Sans 3 a name of its own and changes nothing else', () => {
  for (const font of fonts) {
    const before = Buffer.from(font);
    const after = Buffer.from(underOwnName(font));
    expect(before.includes(utf16('Source Sans 3'))).toBe(true);
    expect(after.includes(utf16('Source Sans 3'))).toBe(false);
    expect(after.includes(utf16(sansFamily))).toBe(true);
    expect(after.length).toBe(before.length);
    const different = before.filter((byte, index) => byte !== after[index]).length;
    expect(different).toBeLessThan(200);
  }
});

it('leaves other fonts, and what is no font, as they are', () => {
  for (const bytes of [new Uint8Array(), Uint8Array.of(0, 1, 0, 0), new Uint8Array(5000).fill(255)]) {
    expect(underOwnName(bytes)).toBe(bytes);
  }
});
