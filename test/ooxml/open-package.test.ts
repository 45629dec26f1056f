import fc from 'fast-check';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../src/core/failure.js';
import { openPackage } from '../../src/ooxml/open-package.js';
import { BadXml, xmlTree } from '../../src/ooxml/xml-tree.js';
import { writeZip } from '../../src/ooxml/write-zip.js';
import { rubbish } from '../cli/run.js';
import { runs } from '../setup/runs.js';
import { aDocument, p } from './a-document.js';

const types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';

/** What is said of a file that is refused. */
function refusal(bytes: Uint8Array, part?: string): string {
  try {
    const opened = openPackage(bytes, 'svar.docx');
    for (const name of part === undefined ? opened.names : [part]) opened.xml(name);
  } catch (error) {
    expect(error).toBeInstanceOf(Failure);
    const failure = error as Failure;
    expect(failure.code).toBe(2);
    expect(`${failure.message} ${failure.help?.sv ?? ''}`).not.toMatch(rubbish);
    return failure.text.sv;
  }
  return '';
}

/** One entry of a zip archive, with whatever is claimed of it. */
function entry(
  name: string,
  content: Uint8Array,
  claims: Partial<{ size: number; crc: number; method: number; flags: number }> = {},
) {
  const packed = claims.method === 0 ? content : deflateRawSync(content);
  return {
    name,
    packed,
    size: claims.size ?? content.length,
    crc: claims.crc ?? 0,
    method: claims.method ?? 8,
    flags: claims.flags ?? 0,
  };
}

/** An archive put together by hand, so that it may lie. */
function archive(entries: ReturnType<typeof entry>[], overlap = false): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, packed, size, crc, method, flags } of entries) {
    const named = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(named.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(crc, 16);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(size, 24);
    central.writeUInt16LE(named.length, 28);
    central.writeUInt32LE(overlap ? 0 : offset, 42);
    locals.push(local, named, Buffer.from(packed));
    directory.push(central, named);
    offset += 30 + named.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, list, end]);
}

describe('a file from somebody else', () => {
  test('is opened, and its parts are read by name', () => {
    const opened = openPackage(aDocument(p('Hej')), 'svar.docx');
    expect(opened.names).toContain('word/document.xml');
    expect(opened.xml('word/document.xml')?.name).toBe('w:document');
    expect(opened.xml('word/nothing.xml')).toBeUndefined();
  });

  test.each([
    ['word/vbaProject.bin', 'makron'],
    ['xl/macrosheets/sheet1.xml', 'makron'],
  ])('with %s has macros, and is refused', (part, word) => {
    expect(refusal(aDocument(p('Hej'), { [part]: 'x' }))).toContain(word);
  });

  test('that says it may hold macros is refused', () => {
    const macro = types.replace(
      '/>',
      '><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
    );
    expect(refusal(aDocument(p('Hej'), { '[Content_Types].xml': macro }))).toContain('makron');
  });

  test('of the old format, or with a password, is told from a damaged one', () => {
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
    expect(refusal(old)).toContain('gamla formatet');
    expect(refusal(Buffer.concat([old, Buffer.from('EncryptedPackage', 'utf16le')]))).toContain('lösenord');
    expect(refusal(new TextEncoder().encode('%PDF-1.7'))).toContain('kan inte läsas');
    expect(refusal(writeZip([['a.txt', 'x']]))).toContain('zip-arkiv');
    expect(refusal(archive([entry('a.xml', new Uint8Array(4), { flags: 1 })]))).toContain('lösenord');
  });

  test('that is a bomb is refused without being unpacked', () => {
    const zeros = new Uint8Array(60 << 20);
    const before = process.memoryUsage().arrayBuffers;
    const bomb = archive([
      entry('[Content_Types].xml', new TextEncoder().encode(types)),
      entry('word/document.xml', zeros),
    ]);
    expect(refusal(bomb)).toContain('orimligt stor');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(80 << 20);
  });

  test('whose parts are larger than they say is refused where it says they end', () => {
    const lying = archive([entry('[Content_Types].xml', new Uint8Array(40 << 20), { size: 100 })]);
    const before = performance.now();
    expect(refusal(lying)).toContain('skadad');
    expect(performance.now() - before).toBeLessThan(1000);
  });

  test('with many parts, overlapping parts, one part twice, a path out of it or a wrong checksum is refused', () => {
    const some = new TextEncoder().encode(types);
    expect(
      refusal(archive(Array.from({ length: 5001 }, (_, index) => entry(`${index}`, new Uint8Array(0))))),
    ).toContain('5001');
    expect(refusal(archive([entry('a', some), entry('b', some)], true))).toContain('över varandra');
    expect(refusal(archive([entry('a', some), entry('a', some)]))).toContain('två gånger');
    for (const name of ['../../a', '/etc/a', 'C:\\a', 'word\\..\\..\\a'])
      expect(refusal(archive([entry(name, some)]))).toContain('sökväg');
    expect(refusal(archive([entry('[Content_Types].xml', some, { crc: 1 })]))).toContain('skadad');
    expect(refusal(archive([entry('a', some, { method: 12 })]))).toContain('okänt sätt');
  });

  test('with entities, a document type, or XML nested without end is refused', () => {
    const lol = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>';
    for (const bad of [
      lol,
      '<x',
      '<x>',
      '<x/><y/>',
      '',
      '<x>&nbsp;</x>',
      '<x a="1" a="2"/>',
      `${'<x>'.repeat(300)}${'</x>'.repeat(300)}`,
    ])
      expect(refusal(aDocument('', { 'word/document.xml': bad }), 'word/document.xml')).toContain('felskriven');
  });

  test('with names without end is refused in time', () => {
    const many = `<x>${Array.from({ length: 200_000 }, (_, index) => `<a${index}/>`).join('')}</x>`;
    const before = performance.now();
    expect(refusal(aDocument('', { 'word/document.xml': many }), 'word/document.xml')).toContain('felskriven');
    expect(performance.now() - before).toBeLessThan(4000);
  });

  test('with any byte changed is read or refused, never more', () => {
    const whole = aDocument(p('Hej'));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(3), (at, byte, cut) => {
        const changed = whole.slice(0, cut === 0 ? at : whole.length);
        if (cut > 0) changed[at] = byte;
        refusal(changed);
      }),
      runs(400),
    );
  });
});

describe('XML', () => {
  test('is read with the prefixes of the standard, whatever the file calls them, also in its strict form', () => {
    for (const space of [
      'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
      'http://purl.oclc.org/ooxml/wordprocessingml/main',
    ]) {
      const tree = xmlTree(`<q:p xmlns:q="${space}" q:val="1" b="2"><q:t>a &amp; b<![CDATA[<c>]]></q:t></q:p>`);
      expect(tree).toMatchObject({ name: 'w:p', children: [{ name: 'w:t', children: ['a & b<c>'] }] });
      expect([...tree.attributes]).toEqual([
        ['w:val', '1'],
        ['b', '2'],
      ]);
    }
  });

  test('of any text is a tree or refused', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('<', '>', '/', '&', ';', 'a', ':', '"', '=', ' ', '!', '-', '[', ']', '?', '\n'),
        }),
        (text) => {
          try {
            xmlTree(text);
          } catch (error) {
            expect(error).toBeInstanceOf(BadXml);
          }
        },
      ),
      runs(2000),
    );
  });
});
