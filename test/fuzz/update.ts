import { deflateSync } from 'node:zlib';
import type { Choices } from './choices.js';
import type { Mapped } from './seeds.js';

const latin = (value: string): Buffer => Buffer.from(value, 'latin1');
const stream = (data: string, more = ''): string => `<< ${more}/Length ${data.length} >>\nstream\n${data}\nendstream`;

/** What an attacker would like to add: things that are shown, that act, that sign. */
const additions = [
  '/AA << /O 5 0 R >> ',
  '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> ',
  '/AP << /N 61 0 R >> ',
  '/Annots [60 0 R] ',
  '/Contents 61 0 R ',
  '/Kids [60 0 R] ',
  '/Fields [60 0 R] ',
  '/DSS << /Certs [61 0 R] >> ',
  '/DSS 62 0 R ',
  '/Perms << /DocMDP 20 0 R >> ',
  '/Extensions << /ESIC << /BaseVersion /1.7 /ExtensionLevel 2 >> >> ',
  '/NeedAppearances true ',
  '/XFA 61 0 R ',
  '/V 20 0 R ',
  '/V 63 0 R ',
  '/Parent 60 0 R ',
  '/Rotate 180 ',
  '/MediaBox [0 0 1 1] ',
  '/UserUnit 2 ',
  '/OCProperties << /OCGs [] /D << >> >> ',
  '/Resources << /Font << /F1 60 0 R >> >> ',
  '/DR << /Font << /F1 61 0 R >> >> ',
  '/ModDate (D:20240318091611Z) ',
  '/F 2 ',
  '/Rect [0 0 600 800] ',
];

/** Whole new objects of the kinds that updates bring. */
const bodies = [
  stream('BT /F1 24 Tf 72 720 Td (Avslag) Tj ET'),
  stream('q 1 0 0 1 0 0 cm Q', '/Type /XObject /Subtype /Form /BBox [0 0 600 800] '),
  '<< /Type /Annot /Subtype /FreeText /Rect [0 0 600 800] /Contents (Avslag) /DA (/Helv 12 Tf) /P 3 0 R >>',
  '<< /Type /Annot /Subtype /Widget /FT /Sig /T (ny) /F 132 /Rect [0 0 0 0] /P 3 0 R >>',
  '<< /Type /Annot /Subtype /Widget /FT /Sig /T (ny) /F 132 /Rect [0 0 500 700] /AP << /N 61 0 R >> /P 3 0 R >>',
  '<< /Type /Annot /Subtype /Widget /FT /Tx /T (ny) /V (Avslag) /Rect [0 0 500 700] /P 3 0 R >>',
  '<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <3000> >>',
  '<< /Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161 /ByteRange [0 1 2 3] /Contents <3000> >>',
  '<< /Certs [61 0 R] /VRI << /0123456789012345678901234567890123456789 << /Cert [61 0 R] >> >> >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 61 0 R >>',
  '<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>',
  '[60 0 R]',
  'null',
];

function changedBody(seed: Mapped, body: string, from: Choices): string {
  switch (from.int(6)) {
    case 0:
      return from.pick([...seed.bodies.values()]) ?? body;
    case 1: {
      const addition = from.pick(additions) ?? '';
      return body.replace('<< ', () => `<< ${addition}`);
    }
    case 2: {
      const tokens = [...body.matchAll(/\d+ 0 R/g)];
      const token = from.pick(tokens);
      if (!token) return body;
      const number = from.pick([...seed.bodies.keys(), 60, 61, 62, 63, 999]) ?? 1;
      return `${body.slice(0, token.index)}${number} 0 R${body.slice(token.index + token[0].length)}`;
    }
    case 3: {
      const token = from.pick([...body.matchAll(/\/[A-Za-z]+/g)]);
      if (!token) return body;
      const name = from.pick(['/X', '/Type', '/V', '/Annots', '/Contents', '/Kids', '/AP', '/Subtype']) ?? '/X';
      return `${body.slice(0, token.index)}${name}${body.slice(token.index + token[0].length)}`;
    }
    case 4: {
      const token = from.pick([...body.matchAll(/\/[A-Za-z]+ [^/<>[\]]+(?=[/>])/g)]);
      return token ? body.slice(0, token.index) + body.slice(token.index + token[0].length) : body;
    }
    default: {
      const at = from.int(body.length);
      return body.slice(0, at) + from.bytes(6).toString('latin1') + body.slice(at + from.int(4));
    }
  }
}

/** A well-formed update of `bytes` (at least to look at) that changes, adds or frees objects of the seed. */
export function randomUpdate(bytes: Buffer, seed: Mapped, from: Choices): Buffer {
  const changed = new Map<number, string | null>();
  const count = 1 + from.int(4);
  for (let index = 0; index < count; index += 1) {
    const isNew = from.int(3) === 0;
    const number = isNew ? 60 + from.int(5) : (from.pick([...seed.bodies.keys()]) ?? 1);
    const body = isNew ? from.pick(bodies) : changedBody(seed, seed.bodies.get(number) ?? 'null', from);
    changed.set(number, from.int(12) === 0 ? null : (body ?? 'null'));
  }
  return appended(bytes, seed, changed, from);
}

/** Appends a revision with a table or a stream, now and then with something wrong about it. */
function appended(bytes: Buffer, seed: Mapped, changed: Map<number, string | null>, from: Choices): Buffer {
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(bytes.toString('latin1', Math.max(0, bytes.length - 64)))?.[1];
  const packed = from.int(6) === 0;
  const asStream = packed || (from.int(8) === 0 ? !seed.usesStream : seed.usesStream);
  const size = Math.max(seed.size, ...changed.keys(), 69) + 3;
  const fault = from.int(24);
  const offsets = new Map<number, { type: number; one: number; two: number }>();
  const parts: string[] = [];
  let at = bytes.length;
  const put = (written: string): void => {
    parts.push(written);
    at += written.length;
  };
  const inside = [...changed].filter(([, body]) => packed && body !== null && !body.includes('stream'));
  for (const [number, body] of changed) {
    if (inside.some(([each]) => each === number)) continue;
    offsets.set(number, body === null ? { type: 0, one: 0, two: 1 } : { type: 1, one: at, two: 0 });
    if (body !== null) put(`${number} 0 obj\n${body}\nendobj\n`);
  }
  if (inside.length > 0) {
    let table = '';
    let data = '';
    inside.forEach(([number, body], index) => {
      table += `${number} ${data.length} `;
      data += `${body ?? ''} `;
      offsets.set(number, { type: 2, one: size - 2, two: index });
    });
    const raw = deflateSync(latin(table + data)).toString('latin1');
    offsets.set(size - 2, { type: 1, one: at, two: 0 });
    const head = `/Type /ObjStm /N ${inside.length} /First ${table.length} /Filter /FlateDecode `;
    put(`${size - 2} 0 obj\n${stream(raw, head)}\nendobj\n`);
  }
  if (fault === 1) put('% hej\n');
  if (fault === 2) put('6 0 obj\nnull\nendobj\n');
  const xref = at + (fault === 3 ? 1 : 0);
  const prev = fault === 4 ? '' : `/Prev ${fault === 5 ? xref : fault === 6 ? (seed.ends[0] ?? 0) : (previous ?? 0)} `;
  const trailer = fault === 7 ? seed.trailer.replace(/\/Root (\d+)/, '/Root 3') : seed.trailer;
  const rows = [...offsets].sort(([one], [other]) => one - other);
  if (asStream) {
    rows.push([size - 1, { type: 1, one: at, two: 0 }]);
    const data = Buffer.concat(
      rows.map(([, { type, one, two }]) => {
        const row = Buffer.alloc(7);
        row[0] = type;
        row.writeUInt32BE(one, 1);
        row.writeUInt16BE(two, 5);
        return row;
      }),
    );
    const index = rows.map(([number]) => `${number} 1`).join(' ');
    const head = `/Type /XRef /W [1 4 2] /Index [${index}] /Size ${size} ${prev}${trailer} `;
    put(`${size - 1} 0 obj\n${stream(data.toString('latin1'), head)}\nendobj\n`);
  } else {
    const table = rows.map(([number, { type, one }]) =>
      type === 0
        ? `${number} 1\n0000000000 00001 f \n`
        : `${number} 1\n${String(one).padStart(10, '0')} 0000${fault === 8 ? 1 : 0} n \n`,
    );
    put(`xref\n${table.join('')}trailer\n<< /Size ${fault === 9 ? 4 : size} ${prev}${trailer} >>\n`);
  }
  put(`startxref\n${xref}\n%%EOF${fault === 10 ? '' : '\n'}`);
  return Buffer.concat([bytes, latin(parts.join(''))]);
}
