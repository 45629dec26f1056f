import { type Alias, isAlias, isMap, isScalar, isSeq, type Document, type Node, type Pair } from 'yaml';
import type * as z from 'zod';
import { Locations, type ModelPath } from '../core/locations.js';
import type { Span } from '../core/source.js';
import { fold, oneLine, prose, text, type Text } from '../core/text.js';
import { fieldNames, meant, metaOf, unwrap } from '../model/field.js';
import { aliasTargets, parseYaml } from './parse-yaml.js';
import type { Remark } from './parsed.js';
import { withoutSuppressions } from './suppressions.js';
import { nothingSpent, tangle } from './tangle.js';

/** What was read from YAML: plain values with English names, where they stand, and what was odd. */
export interface YamlReading {
  value: unknown;
  locations: Locations;
  remarks: Remark[];
  errors: { span: Span; message: Text; help?: Text }[];
}

/** Aliases can make a short text stand for millions of values; no real document comes near this many. */
const mostValues = 200_000;
/** Comments and empty lines too: the package puts a row of them together one by one. */
const mostLines = 200_000;
/** Of one mapping: no schema has a hundred, and no word list ten thousand. */
const mostKeys = 20_000;
/** The most characters of one value: a book of a thousand pages has three million. */
const longestValue = 1_000_000;

/**
 * Reads YAML as `schema` means it: Swedish keys and words become the English ones, numbers and dates stay as written where text is
 * expected. Never throws; validation is a later step. `offset` is where `yaml` starts in its file.
 */
export function readYaml(yaml: string, schema: z.core.$ZodType, offset = 0): YamlReading {
  const reading: YamlReading = { value: undefined, locations: new Locations(), remarks: [], errors: [] };
  const tooLong = hasMoreLines(yaml, mostLines);
  if (tooLong) {
    reading.errors.push({
      span: { start: offset, end: offset + 1 },
      message: text(
        'YAML-texten har orimligt många rader och läses inte',
        'The YAML has unreasonably many lines and is not read',
      ),
      help: text('Är det rätt fil? Dela annars upp den.', 'Is it the right file? If so, divide it.'),
    });
  }
  const document = parseYaml(tooLong ? '' : yaml);
  for (const error of document.errors.slice(0, 20)) {
    reading.errors.push({
      span: { start: error.pos[0] + offset, end: error.pos[1] + offset },
      ...yamlMessage(error.code, error.message),
    });
  }
  reading.locations.set([], { start: offset, end: offset + yaml.length });
  const twice = new Set(
    document.errors.flatMap(({ code, pos }) => (code === 'DUPLICATE_KEY' ? [pos[0] + offset] : [])),
  );
  const reader = new Reader(document, reading, offset, twice);
  reading.value = reader.read(document.contents, schema, []);
  return reading;
}

function hasMoreLines(yaml: string, most: number): boolean {
  let lines = 0;
  for (let at = yaml.indexOf('\n'); at >= 0 && lines <= most; at = yaml.indexOf('\n', at + 1)) lines += 1;
  return lines > most;
}

/** What neither XML nor a reader can take: control characters, halves of pairs, and what Unicode calls no characters. */
const unprintable = /[\p{Cs}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/u;

class Reader {
  #left = mostValues;
  readonly #resolving = new Set<Node>();
  #targets: ReadonlyMap<Alias, Node> | undefined;
  /** Of what the Markdown in all values may hold together. */
  readonly #spent = nothingSpent();

  constructor(
    private readonly document: Document,
    private readonly reading: YamlReading,
    private readonly offset: number,
    /** Where keys stand that have been reported as given twice. */
    private readonly twice: ReadonlySet<number>,
  ) {}

  /** Most documents have no aliases, and are not gone through for them. */
  #target(alias: Alias): Node | undefined {
    this.#targets ??= aliasTargets(this.document);
    return this.#targets.get(alias);
  }

  span(node: { range?: readonly [number, number, number] | null | undefined } | null | undefined): Span | undefined {
    return node?.range ? { start: node.range[0] + this.offset, end: node.range[1] + this.offset } : undefined;
  }

  read(node: unknown, outer: z.core.$ZodType | undefined, path: ModelPath): unknown {
    if (node === null || node === undefined) return undefined;
    this.#left -= 1;
    if (this.#left === 0) {
      this.reading.errors.push({
        span: this.span(node as Node) ?? { start: this.offset, end: this.offset },
        message: text(
          'YAML-texten vecklas ut till orimligt många värden',
          'The YAML unfolds into unreasonably many values',
        ),
        help: text(
          'Skriv ut värdena i stället för att upprepa dem med * och &.',
          'Write the values out instead of repeating them with * and &.',
        ),
      });
    }
    if (this.#left <= 0) return undefined;
    const span = this.span(node as Node);
    if (span) this.reading.locations.setOnce(path, span);
    if (isAlias(node)) {
      const target = this.#target(node);
      // Told of when it was parsed.
      if (!target) return undefined;
      if (this.#resolving.has(target)) {
        this.reading.errors.push({
          span: span ?? { start: this.offset, end: this.offset },
          message: text(
            'En hänvisning (*) står inom det ankare (&) som den pekar på, och tar aldrig slut',
            'An alias (*) stands within the anchor (&) that it points to, and never ends',
          ),
          help: text('Skriv ut värdet i stället.', 'Write the value out instead.'),
        });
        return undefined;
      }
      this.#resolving.add(target);
      const value = this.read(target, outer, path);
      this.#resolving.delete(target);
      return value;
    }
    const schema = outer && unwrap(outer);
    if (isMap(node)) return this.#map(node.items as Pair[], schema, path);
    if (isSeq(node)) {
      const element = elementOf(schema);
      return node.items.map((item, index) => this.read(item, element, [...path, index]));
    }
    if (isScalar(node)) {
      // One value where a list is expected is a list of one.
      const element = elementOf(schema);
      if (element && node.value !== null) return [this.read(node, element, [...path, 0])];
      if (node.range && node.range[1] - node.range[0] > longestValue) {
        this.reading.errors.push({
          span: { start: node.range[0] + this.offset, end: node.range[0] + this.offset + 1 },
          message: text('Värdet är orimligt långt', 'The value is unreasonably long'),
          help: text('Är det rätt fil? Dela annars upp texten.', 'Is it the right file? If so, divide the text.'),
        });
        return undefined;
      }
      const value = scalar(node.value, node.source, outer, schema);
      if (typeof value === 'string' && unprintable.test(value)) {
        this.reading.errors.push({
          span: span ?? { start: this.offset, end: this.offset },
          message: text(
            'Värdet innehåller ett tecken som inte kan visas',
            'The value holds a character that cannot be shown',
          ),
          help: text(
            'Ta bort styrtecknet, eller skriv det tecken som menas.',
            'Remove the control character, or write the character that is meant.',
          ),
        });
        return undefined;
      }
      const tangled =
        outer && typeof value === 'string' && metaOf(outer).markdown ? tangle(value, this.#spent) : undefined;
      if (!tangled) return value;
      const { message, help } = tangled;
      this.reading.errors.push({ span: span ?? { start: this.offset, end: this.offset }, message, help });
      return undefined;
    }
    return undefined;
  }

  #map(pairs: Pair[], schema: z.core.$ZodType | undefined, path: ModelPath): Record<string, unknown> {
    const record: Record<string, unknown> = {};
    if (pairs.length > mostKeys) {
      const first = this.span(pairs[0]?.key as Node) ?? { start: this.offset, end: this.offset };
      this.reading.errors.push({
        span: first,
        message: text('Här står orimligt många nycklar', 'There are unreasonably many keys here'),
        help: text('Är det rätt fil? Nycklarna läses inte.', 'Is it the right file? The keys are not read.'),
      });
      return record;
    }
    const shape = shapeOf(schema);
    const valueSchema = recordValue(schema);
    for (const pair of pairs) {
      const key = isScalar(pair.key) ? oneLine(String(pair.key.value)) : undefined;
      const keySpan = this.span(pair.key as Node) ?? { start: this.offset, end: this.offset };
      if (key === undefined) continue;
      const name = shape ? nameOf(shape, key) : key;
      if (name === undefined) {
        this.reading.remarks.push({ type: 'unknown-key', span: keySpan, key, known: fieldNames(schema), within: path });
        continue;
      }
      if (name === '__proto__') continue;
      if (Object.hasOwn(record, name)) {
        // Written twice with different words, such as in either language.
        if (this.twice.has(keySpan.start)) continue;
        this.reading.errors.push({
          span: keySpan,
          message: text(`”${key}” står två gånger`, `“${key}” is given twice`),
          help: text('Behåll den ena.', 'Keep one of them.'),
        });
        continue;
      }
      const here = [...path, name];
      const valueSpan = this.span(pair.value as Node);
      this.reading.locations.set(here, valueSpan ?? keySpan, keySpan);
      const value = this.read(pair.value, shape ? shape[name] : valueSchema, here);
      // A key with nothing after it is a field not given; its place is still known.
      if (value !== undefined && value !== null) record[name] = value;
    }
    return record;
  }
}

type Shape = Record<string, z.core.$ZodType>;

function shapeOf(schema: z.core.$ZodType | undefined): Shape | undefined {
  const def = schema?._zod.def as { type?: string; shape?: Shape } | undefined;
  return def?.type === 'object' ? def.shape : undefined;
}

function elementOf(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  const def = schema?._zod.def as { type?: string; element?: z.core.$ZodType } | undefined;
  return def?.type === 'array' ? def.element : undefined;
}

function recordValue(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  const def = schema?._zod.def as { type?: string; valueType?: z.core.$ZodType } | undefined;
  return def?.type === 'record' ? def.valueType : undefined;
}

/** The English name of a key written in either language; case, and space against hyphen, do not matter. */
function nameOf(shape: Shape, key: string): string | undefined {
  if (Object.hasOwn(shape, key)) return key;
  let names = namesOf.get(shape);
  if (!names) namesOf.set(shape, (names = new Map()));
  const known = names.get(key);
  if (known !== undefined) return known;
  const name = findName(shape, key);
  if (name !== undefined) names.set(key, name);
  return name;
}

/** What keys of a shape have been found to mean: a long list has the same few keys over and over. */
const namesOf = new WeakMap<Shape, Map<string, string>>();

function findName(shape: Shape, key: string): string | undefined {
  const wanted = fold(key).replace(/[-_]/g, ' ');
  return Object.keys(shape).find(
    (name) =>
      name.toLowerCase() === wanted || metaOf(shape[name] as z.core.$ZodType).sv?.replace(/[-_]/g, ' ') === wanted,
  );
}

function scalar(
  value: unknown,
  source: string | undefined,
  outer: z.core.$ZodType | undefined,
  schema: z.core.$ZodType | undefined,
): unknown {
  if (value === null || value === undefined) return undefined;
  const type = (schema?._zod.def as { type?: string } | undefined)?.type;
  const meta = outer ? metaOf(outer) : {};
  // Numbers and dates are taken as written: version 1.10 is not 1.1.
  const written = typeof value === 'string' ? value : (source ?? String(value));
  if (type === 'enum' || type === 'literal') return meant(meta.words ?? {}, oneLine(written));
  if (type === 'string') return meta.markdown ? plainProse(written) : oneLine(written);
  if (type === 'boolean' && typeof value === 'string') {
    const word = fold(value);
    return word === 'ja' || word === 'yes' ? true : word === 'nej' || word === 'no' ? false : value;
  }
  // Bytes and the like (!!binary) would pass for a group of keys, and .nan for a number.
  if (typeof value === 'object' || (typeof value === 'number' && !Number.isFinite(value))) return oneLine(written);
  return value;
}

/** Prose without the comments by which findings are suppressed; the line of one that stood alone goes with it. */
const plainProse = (written: string): string => {
  const plain = withoutSuppressions(written);
  return prose(plain === written ? written : plain.replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n'));
};

function yamlMessage(code: string, message: string): { message: Text; help?: Text } {
  const known: Record<string, [string, string, string, string]> = {
    TAB_AS_INDENT: [
      'Tabb används som indrag',
      'A tab is used for indentation',
      'YAML kräver mellanslag.',
      'YAML needs spaces.',
    ],
    DUPLICATE_KEY: [
      'Samma nyckel står två gånger',
      'The same key is given twice',
      'Behåll den ena.',
      'Keep one of them.',
    ],
    BAD_INDENT: [
      'Indraget stämmer inte med raderna ovanför',
      'The indentation does not fit the lines above',
      'Rader på samma nivå ska börja i samma kolumn.',
      'Lines on one level start in the same column.',
    ],
    MISSING_CHAR: [
      'Ett tecken saknas: citattecken, klammer eller kolon',
      'A character is missing: a quote, bracket or colon',
      'Text med kolon eller citattecken i skrivs inom "…".',
      'Write text that holds colons or quotes within "…".',
    ],
    BLOCK_AS_IMPLICIT_KEY: [
      'Ett värde står där en nyckel väntas',
      'A value stands where a key is expected',
      'Text med kolon i skrivs inom "…".',
      'Write text that holds a colon within "…".',
    ],
    MULTIPLE_DOCS: [
      'En ny rad med --- börjar ett andra dokument i filen',
      'A new line of --- begins a second document in the file',
      'Låt varje dokument ha en egen fil.',
      'Let every document have a file of its own.',
    ],
    TOO_DEEP: [
      'Nivåerna i varandra är för många för att läsas',
      'The levels within each other are too many to read',
      'Är det rätt fil? Inget dokument behöver mer än några få nivåer.',
      'Is it the right file? No document needs more than a few levels.',
    ],
    BAD_ALIAS: [
      'En hänvisning (*) pekar på ett ankare (&) som inte finns',
      'An alias (*) points to an anchor (&) that does not exist',
      'Skriv text som börjar med * inom "…".',
      'Write text that starts with * within "…".',
    ],
  };
  // The reader gives up far within what the stack holds, but with the engine's own words.
  const found = known[/call stack/i.test(message) ? 'TOO_DEEP' : code];
  if (found) return { message: text(found[0], found[1]), help: text(found[2], found[3]) };
  return {
    message: text('YAML-texten kan inte läsas här', 'The YAML cannot be read here'),
    help: text(`YAML-läsaren säger: ${message}`, `The YAML reader says: ${message}`),
  };
}
