import { Failure } from '../core/failure.js';
import { text, type Text } from '../core/text.js';
import { BadZip, readZip, type ZipEntry } from './read-zip.js';
import { BadXml, xmlTree, type XmlElement } from './xml-tree.js';

/** An opened Word or Excel file: its parts by name (`word/document.xml`), unpacked when they are asked for. */
export interface OfficePackage {
  names: readonly string[];
  /** The bytes of a part; `undefined` when there is none. Refuses with a `Failure` (exit 2) a part that is damaged or unpacks without limit. */
  bytes(name: string): Uint8Array<ArrayBuffer> | undefined;
  /** The root element of a part. Refuses likewise what is not well-formed, or declares a document type. */
  xml(name: string): XmlElement | undefined;
}

/** How much a file may hold when unpacked, in bytes: one part, and all that are asked for; and how many times its packed size. */
export interface PackageLimits {
  part: number;
  total: number;
  ratio: number;
  parts: number;
}

const ordinary: PackageLimits = { part: 48 << 20, total: 192 << 20, ratio: 250, parts: 5000 };

/**
 * Opens the bytes of a Word or Excel file (ECMA-376-2) from somebody else. Nothing outside it is ever fetched. Refuses with a `Failure` (exit 2)
 * what is of an old format, encrypted, has macros, is damaged, or is larger when unpacked than `limits` allow; `name` is for the message.
 */
export function openPackage(bytes: Uint8Array, name: string, limits: PackageLimits = ordinary): OfficePackage {
  refuseOthers(bytes, name);
  refuseOld(bytes, name);
  const entries = guarded(name, () => readZip(bytes, { most: limits.parts }));
  refuseBomb(entries, name, limits);
  refuseMacros(entries, name);
  let left = limits.total;
  const unpack = (part: string): Uint8Array<ArrayBuffer> | undefined => {
    const entry = entries.get(part) ?? entries.get(part.replace(/^\//, ''));
    if (!entry) return undefined;
    const found = guarded(name, () => entry.read(Math.min(limits.part, left)));
    left -= found.length;
    return found;
  };
  const opened: OfficePackage = {
    names: [...entries.keys()],
    bytes: unpack,
    xml(part) {
      const found = unpack(part);
      return found && guarded(name, () => xmlTree(decoded(found)), part);
    },
  };
  refuseMacroTypes(opened, name);
  return opened;
}

function refuseOthers(bytes: Uint8Array, name: string): void {
  if (bytes.length === 0) throw unreadable(name, text('filen är tom', 'the file is empty'));
  // A zip archive, or what comes before its time.
  const first = [bytes[0], bytes[1]];
  if (!(first[0] === 0x50 && first[1] === 0x4b) && !(first[0] === 0xd0 && first[1] === 0xcf))
    throw unreadable(name, text('den är ingen Word- eller Excelfil', 'it is no Word or Excel file'));
}

/** Word and Excel before 2007, and files with a password, are compound files (MS-CFB): the same signature. */
function refuseOld(bytes: Uint8Array, name: string): void {
  const signature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
  if (!signature.every((byte, index) => bytes[index] === byte)) return;
  // Names of streams are UTF-16.
  const encrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    'EncryptedPackage',
    0,
    'utf16le',
  );
  if (encrypted) throw refusedEncrypted(name);
  throw new Failure(
    text(
      `${name} är sparad i det gamla formatet (.doc eller .xls) och kan inte läsas`,
      `${name} is saved in the old format (.doc or .xls) and cannot be read`,
    ),
    text(
      'Öppna filen i Word, Excel eller LibreOffice och spara den som .docx eller .xlsx.',
      'Open the file in Word, Excel or LibreOffice and save it as .docx or .xlsx.',
    ),
  );
}

const refusedEncrypted = (name: string): Failure =>
  new Failure(
    text(`${name} är skyddad med lösenord och kan inte läsas`, `${name} is protected by a password and cannot be read`),
    text('Ta bort lösenordet och spara filen igen.', 'Remove the password and save the file again.'),
  );

/** What is said is checked before anything is unpacked; that it is true, when it is (see `readZip`). */
function refuseBomb(entries: ReadonlyMap<string, ZipEntry>, name: string, limits: PackageLimits): void {
  let total = 0;
  for (const { packed, unpacked } of entries.values()) {
    total += unpacked;
    // Small parts pack well without meaning any harm.
    const bomb = unpacked > 4 << 20 && unpacked > packed * limits.ratio;
    if (bomb || total > limits.total * 4) {
      const why = text('den blir orimligt stor uppackad', 'it becomes unreasonably large when unpacked');
      throw unreadable(name, why);
    }
  }
}

function refuseMacros(entries: ReadonlyMap<string, ZipEntry>, name: string): void {
  if ([...entries.keys()].some((part) => /(^|\/)(vbaProject[^/]*\.bin|macrosheets\/)/i.test(part))) throw macros(name);
}

function refuseMacroTypes(opened: OfficePackage, name: string): void {
  const types = opened.xml('[Content_Types].xml');
  if (!types)
    throw unreadable(
      name,
      text('den är ett zip-arkiv, men inte en Word- eller Excelfil', 'it is a zip archive, but no Word or Excel file'),
    );
  const macro = types.children.some(
    (child) => typeof child !== 'string' && /macroEnabled|vbaProject/i.test(child.attributes.get('ContentType') ?? ''),
  );
  if (macro) throw macros(name);
}

const macros = (name: string): Failure =>
  new Failure(
    text(`${name} innehåller makron och läses inte`, `${name} has macros and is not read`),
    text(
      'Makron är program, och kan göra skada. Be avsändaren om en fil utan makron: Spara som → Word-dokument (.docx) eller Excel-arbetsbok (.xlsx).',
      'Macros are programs, and may do harm. Ask the sender for a file without: Save as → Word document (.docx) or Excel workbook (.xlsx).',
    ),
  );

const unreadable = (name: string, why: Text): Failure =>
  new Failure(
    text(`${name} kan inte läsas: ${why.sv}`, `${name} cannot be read: ${why.en}`),
    text(
      'Be avsändaren att skicka filen igen, eller öppna den, spara den på nytt och försök igen.',
      'Ask the sender to send the file again, or open it, save it anew and try again.',
    ),
  );

function guarded<T>(name: string, work: () => T, part?: string): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof BadZip)
      throw error.kind === 'encrypted' ? refusedEncrypted(name) : unreadable(name, error.text);
    if (error instanceof BadXml)
      throw unreadable(
        name,
        text(`delen ${part ?? ''} är felskriven`, `the part ${part ?? ''} is ill-formed (${error.message})`),
      );
    throw error;
  }
}

/** OPC parts are UTF-8 or UTF-16 (ECMA-376-2, 8.1.4). */
function decoded(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new BadXml(`not ${encoding}`);
  }
}
