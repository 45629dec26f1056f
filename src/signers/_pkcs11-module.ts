import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import { bytesOf, numberAt, packed } from './_pkcs11-memory.js';
import type { Handle, Sizes } from './_pkcs11-memory.js';
import { tokenRefusal } from './_pkcs11-refusals.js';

/** A slot with a token in it (CK_TOKEN_INFO). */
export interface Token {
  slot: Handle;
  label: string;
  serial: string;
  flags: number;
}

/** A mechanism with its parameters, each CK_ULONG (all that signing needs are). */
export interface Mechanism {
  id: number;
  parameters?: readonly number[];
}

/** What of Cryptoki (PKCS #11 v2.40) signing takes. Every refusal of the token is a `Failure`. */
export interface Pkcs11Module {
  /** Tokens that are present and initialised. */
  tokens(): Token[];
  mechanisms(slot: Handle): Set<number>;
  openSession(slot: Handle): Handle;
  /** `undefined` for a PIN that is entered at the reader itself; `again` for keys that ask at each signature. */
  login(session: Handle, pin: string | undefined, again?: boolean): void;
  /** Objects whose attributes of type CK_ULONG have these values. */
  find(session: Handle, template: readonly (readonly [type: number, value: number])[]): Handle[];
  /** The value of an attribute; `undefined` when the object has none or does not tell. */
  attribute(session: Handle, object: Handle, type: number): Uint8Array | undefined;
  /** The value of an attribute of type CK_ULONG or CK_BBOOL. */
  numberOf(session: Handle, object: Handle, type: number): number | undefined;
  /** Signs in one part; `before` runs between C_SignInit and C_Sign, where keys that always ask for the PIN ask. */
  sign(session: Handle, key: Handle, mechanism: Mechanism, data: Uint8Array, before?: () => void): Uint8Array;
  /** Logs out, closes the session and lets the library go; never throws. */
  close(session?: Handle): void;
}

type Koffi = typeof import('koffi');
type Call = (...given: readonly unknown[]) => unknown;

/** The functions used: their place in CK_FUNCTION_LIST and their arguments (PKCS #11 v2.40, 4.2 and 5). */
const functions = {
  C_Initialize: [0, ['void *']],
  C_Finalize: [1, ['void *']],
  C_GetSlotList: [4, ['uint8', 'void *', 'void *']],
  C_GetTokenInfo: [6, ['ulong', 'void *']],
  C_GetMechanismList: [7, ['ulong', 'void *', 'void *']],
  C_OpenSession: [12, ['ulong', 'ulong', 'void *', 'void *', 'void *']],
  C_CloseSession: [13, ['ulong']],
  C_Login: [18, ['ulong', 'ulong', 'void *', 'ulong']],
  C_Logout: [19, ['ulong']],
  C_GetAttributeValue: [24, ['ulong', 'ulong', 'void *', 'ulong']],
  C_FindObjectsInit: [26, ['ulong', 'void *', 'ulong']],
  C_FindObjects: [27, ['ulong', 'void *', 'ulong', 'void *']],
  C_FindObjectsFinal: [28, ['ulong']],
  C_SignInit: [42, ['ulong', 'void *', 'ulong']],
  C_Sign: [43, ['ulong', 'void *', 'ulong', 'void *', 'void *']],
} as const;

const alreadyInitialized = 0x191;
const alreadyLoggedIn = 0x100;
const serialSession = 0x4;
const tokenInitialized = 0x400;
/** CKU_USER and CKU_CONTEXT_SPECIFIC. */
const user = { normal: 1, again: 2 } as const;

/** Loads what calls native libraries. It is an optional package: where it could not be installed, only tokens are out of reach. */
async function loadKoffi(): Promise<Koffi> {
  try {
    return await import('koffi');
  } catch {
    throw new Failure(
      text(
        'Kort och nycklar (PKCS #11) kan inte användas: paketet koffi finns inte på den här datorn.',
        'Tokens (PKCS #11) cannot be used: the package koffi is not on this machine.',
      ),
      text(
        'Installera det med: npm install koffi. Det finns färdigt för Windows, macOS och Linux.',
        'Install it with: npm install koffi. It is ready-made for Windows, macOS and Linux.',
      ),
    );
  }
}

/** The functions of a library, and what keeps it loaded. */
interface Loaded {
  calls: Record<keyof typeof functions, Call>;
  library: unknown;
}

function loadFunctions(koffi: Koffi, path: string, { pointer }: Sizes): Loaded {
  try {
    const library = koffi.load(path);
    const list: [unknown] = [null];
    const code: unknown = library.func('C_GetFunctionList', 'ulong', [koffi.out(koffi.pointer('void *'))])(list);
    if (code !== 0) throw new Error(`C_GetFunctionList: ${String(code)}`);
    // A two-byte version comes first; Cryptoki is packed on Windows alone.
    const start = koffi.extension === '.dll' ? 2 : pointer;
    const entries = Object.entries(functions).map(([name, [place, parameters]]) => {
      const address: unknown = koffi.decode(list[0], start + place * pointer, 'void *');
      return [name, koffi.decode(address, koffi.proto('ulong', [...parameters])) as Call];
    });
    return { calls: Object.fromEntries(entries) as Loaded['calls'], library };
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    throw new Failure(
      text(
        `PKCS #11-biblioteket ${path} går inte att läsa in: ${why}.`,
        `The PKCS #11 library ${path} cannot be loaded: ${why}.`,
      ),
      text(
        'Kontrollera sökvägen. Biblioteket kommer från kortets tillverkare eller från OpenSC, och ska vara för samma slags processor som Node.',
        "Check the path. The library comes from the token's vendor or from OpenSC, and must be for the same kind of processor as Node.",
      ),
    );
  }
}

/** Opens a PKCS #11 library and starts it. Whoever opens it closes it. */
export async function openModule(path: string): Promise<Pkcs11Module> {
  const koffi = await loadKoffi();
  const sizes: Sizes = { ulong: koffi.sizeof('ulong'), pointer: koffi.sizeof('void *') };
  const { calls, library } = loadFunctions(koffi, path, sizes);
  const answer = (name: keyof typeof functions, ...given: readonly unknown[]): number => Number(calls[name](...given));
  const must = (name: keyof typeof functions, ...given: readonly unknown[]): void => {
    const code = answer(name, ...given);
    if (code !== 0) throw tokenRefusal(name, code);
  };
  const ulongs = (...values: readonly Handle[]): Uint8Array =>
    packed(
      sizes,
      values.map((value) => ['ulong', value]),
    );
  // What only an address points to would look unused to the garbage collector: memory, and the library itself, which it would unload.
  const held: unknown[] = [library];
  const address = (bytes: Uint8Array): Handle => {
    held.push(bytes);
    return bytes.length === 0 ? 0 : koffi.address(bytes);
  };
  const list = (fill: (into: Uint8Array | null, count: Uint8Array) => void): Handle[] => {
    const count = ulongs(0);
    fill(null, count);
    const room = new Uint8Array(Number(numberAt(sizes, count)) * sizes.ulong);
    fill(room, count);
    return Array.from({ length: Number(numberAt(sizes, count)) }, (_, index) => numberAt(sizes, room, index));
  };

  const started = answer('C_Initialize', null);
  if (started !== 0 && started !== alreadyInitialized) throw tokenRefusal('C_Initialize', started);

  const attribute: Pkcs11Module['attribute'] = (session, object, type) => {
    const ask = (into: Uint8Array): [code: number, length: Handle] => {
      const template = packed(sizes, [
        ['ulong', type],
        ['pointer', address(into)],
        ['ulong', into.length],
      ]);
      const code = answer('C_GetAttributeValue', session, object, template, 1);
      return [code, numberAt(sizes, template.subarray(sizes.ulong + sizes.pointer))];
    };
    const [code, length] = ask(new Uint8Array());
    // CK_UNAVAILABLE_INFORMATION is all ones; no attribute that is asked for comes near a megabyte.
    if (code !== 0 || length > 1_000_000) return undefined;
    const value = new Uint8Array(Number(length));
    return ask(value)[0] === 0 ? value : undefined;
  };

  return {
    attribute,
    tokens() {
      const slots = list((into, count) => must('C_GetSlotList', 1, into, count));
      return slots.flatMap((slot): Token[] => {
        // CK_TOKEN_INFO is 208 bytes at most; label, serial number and flags stand at the same places everywhere.
        const info = new Uint8Array(512);
        if (answer('C_GetTokenInfo', slot, info) !== 0) return [];
        const flags = Number(numberAt(sizes, info.subarray(96)));
        const words = (start: number, end: number) =>
          new TextDecoder().decode(info.subarray(start, end)).replace(/[\s\0]+$/, '');
        return (flags & tokenInitialized) === 0 ? [] : [{ slot, label: words(0, 32), serial: words(80, 96), flags }];
      });
    },
    mechanisms(slot) {
      return new Set(list((into, count) => must('C_GetMechanismList', slot, into, count)).map(Number));
    },
    openSession(slot) {
      const session = ulongs(0);
      must('C_OpenSession', slot, serialSession, null, null, session);
      return numberAt(sizes, session);
    },
    login(session, pin, again = false) {
      const bytes = pin === undefined ? null : bytesOf(pin);
      const code = answer('C_Login', session, again ? user.again : user.normal, bytes, bytes?.length ?? 0);
      bytes?.fill(0);
      if (code !== 0 && code !== alreadyLoggedIn) throw tokenRefusal('C_Login', code);
    },
    find(session, template) {
      const values = template.map(([, value]) => ulongs(value));
      const wanted = packed(
        sizes,
        template.flatMap(([type], index) => {
          const value = values[index] ?? new Uint8Array();
          return [
            ['ulong', type],
            ['pointer', address(value)],
            ['ulong', value.length],
          ] as const;
        }),
      );
      must('C_FindObjectsInit', session, wanted, template.length);
      try {
        const found: Handle[] = [];
        for (;;) {
          const object = ulongs(0);
          const count = ulongs(0);
          must('C_FindObjects', session, object, 1, count);
          if (Number(numberAt(sizes, count)) === 0) return found;
          found.push(numberAt(sizes, object));
        }
      } finally {
        answer('C_FindObjectsFinal', session);
      }
    },
    numberOf(session, object, type) {
      const value = attribute(session, object, type);
      if (value?.length === 1) return value[0];
      return value?.length === sizes.ulong ? Number(numberAt(sizes, value)) : undefined;
    },
    sign(session, key, { id, parameters = [] }, data, before) {
      const values = ulongs(...parameters);
      const mechanism = packed(sizes, [
        ['ulong', id],
        ['pointer', address(values)],
        ['ulong', values.length],
      ]);
      must('C_SignInit', session, mechanism, key);
      before?.();
      // Room for RSA of 16384 bits; nothing that signs gives more.
      const value = new Uint8Array(2048);
      const length = ulongs(value.length);
      must('C_Sign', session, Uint8Array.from(data), data.length, value, length);
      return value.slice(0, Number(numberAt(sizes, length)));
    },
    close(session) {
      if (session !== undefined) {
        answer('C_Logout', session);
        answer('C_CloseSession', session);
      }
      if (started === 0) answer('C_Finalize', null);
    },
  };
}
