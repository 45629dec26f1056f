import type { Choices } from './choices.js';

/** A DER element taken apart: elements inside it, or its contents. */
export interface Element {
  tag: number;
  children: Element[] | null;
  contents: Buffer;
  /** How its length is to be written, when not as DER asks. */
  length?: 'long' | 'indefinite';
}

/** Reads the elements of `bytes`; `null` when they are not well-formed. */
export function elementsOf(bytes: Buffer, depth = 0): Element[] | null {
  const found: Element[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = bytes[at] ?? 0;
    let length = bytes[at + 1] ?? 0;
    let head = 2;
    if (length > 0x83 || length === 0x80 || (tag & 31) === 31) return null;
    if (length > 0x80) {
      head += length & 127;
      if (at + head > bytes.length) return null;
      length = bytes.readUIntBE(at + 2, length & 127);
    }
    if (at + head + length > bytes.length) return null;
    const contents = bytes.subarray(at + head, at + head + length);
    // Octet strings often hold more DER, and so do context-specific elements.
    const children = depth < 24 && ((tag & 32) !== 0 || tag === 4) ? elementsOf(contents, depth + 1) : null;
    found.push({ tag, contents, children: children && (length > 0 || (tag & 32) !== 0) ? children : null });
    at += head + length;
  }
  return found;
}

/** Writes elements; lengths follow from what is inside. */
export function encoded(elements: readonly Element[]): Buffer {
  return Buffer.concat(
    elements.flatMap((element) => {
      const contents = element.children ? encoded(element.children) : element.contents;
      const size = contents.length;
      if (element.length === 'indefinite') return [Buffer.from([element.tag, 0x80]), contents, Buffer.alloc(2)];
      const head =
        element.length === 'long'
          ? [0x83, size >> 16, (size >> 8) & 255, size & 255]
          : size < 128
            ? [size]
            : size < 256
              ? [0x81, size]
              : size < 65536
                ? [0x82, size >> 8, size & 255]
                : [0x83, size >> 16, (size >> 8) & 255, size & 255];
      return [Buffer.from([element.tag, ...head]), contents];
    }),
  );
}

/** The list that some element stands in, with its place, by a walk that chooses at every step. */
function somewhere(elements: Element[], from: Choices): { list: Element[]; index: number } | undefined {
  let list = elements;
  for (;;) {
    if (list.length === 0) return undefined;
    const index = from.int(list.length);
    const children = list[index]?.children;
    if (!children || children.length === 0 || from.int(5) === 0) return { list, index };
    list = children;
  }
}

/** A copy of its own, so that no element ever comes to stand inside itself. */
const copied = (element: Element): Element => ({ ...element, children: element.children?.map(copied) ?? null });

/** Changes one thing about the elements, in place: a byte, a tag, a length, an element too many or too few, or one taken from `other`. */
export function mutateElements(elements: Element[], other: Element[], from: Choices): void {
  const place = somewhere(elements, from);
  const element = place?.list[place.index];
  if (!place || !element) return;
  switch (from.int(11)) {
    case 0:
    case 1: {
      if (element.children) break;
      const contents = Buffer.from(element.contents);
      if (contents.length > 0) {
        const at = from.int(contents.length);
        contents[at] = (contents[at] ?? 0) ^ (1 << from.int(8));
      }
      element.contents = contents;
      break;
    }
    case 2:
      element.tag ^= 1 << from.int(8);
      break;
    case 3:
      element.length = from.int(2) === 0 ? 'long' : 'indefinite';
      break;
    case 4:
      place.list.splice(place.index, 0, copied(element));
      break;
    case 5:
      place.list.splice(place.index, 1);
      break;
    case 6: {
      const to = from.int(place.list.length);
      place.list.splice(place.index, 1);
      place.list.splice(to, 0, element);
      break;
    }
    case 7:
    case 8: {
      const source = somewhere(other, from);
      const taken = source?.list[source.index];
      if (taken) place.list.splice(place.index, from.int(2), copied(taken));
      break;
    }
    case 9:
      element.children = null;
      element.contents = from.bytes(40);
      break;
    default: {
      const made = { tag: from.pick([0x30, 0x31, 0xa0, 0xa1, 0x04, 0x05, 0x0c]) ?? 0x30, children: null };
      place.list.splice(place.index + 1, 0, { ...made, contents: from.bytes(20) });
    }
  }
}
