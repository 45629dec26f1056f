import { resolve } from 'node:path';
import { Failure } from '../core/failure.js';
import { text, type Text } from '../core/text.js';
import { sha256 } from '../core/sha256.js';
import { type ComposedDocument, storedDocument } from '../model/document.js';
import { sansFamily, underOwnName } from './fonts.js';

/** What a document is typeset with: the layout's files by relative path, and fonts. */
export interface Layout {
  files: ReadonlyMap<string, Uint8Array>;
  fonts: readonly Uint8Array[];
}

/** A typeset document, before it is finished for the archive. */
export interface Typeset {
  /** PDF/A-3a as Typst writes it, without attachment and signature fields. */
  pdf: Uint8Array;
  pages: number;
  /** Why the document is not PDF/UA-1 (ISO 14289-1), in Typst's words; empty if it is. */
  accessibility: string[];
  /** Typst's warnings, such as an unknown font. */
  warnings: string[];
  /** A page with every European Latin letter, untagged, to take the font of signature appearances from; absent without our font. */
  letters: Uint8Array | undefined;
  /** What it was typeset with. */
  layout: LayoutFacts;
}

/** The files of a layout by name, and its fonts, each as SHA-256 in hex. */
export interface LayoutFacts {
  files: Record<string, string>;
  fonts: string[];
}

/** What tells whether two documents were typeset with the same layout. */
export async function layoutFacts({ files, fonts }: Layout): Promise<LayoutFacts> {
  const hashed = await Promise.all([...files].map(async ([name, bytes]) => [name, await sha256(bytes)] as const));
  return {
    files: Object.fromEntries(hashed.toSorted(([one], [other]) => (one < other ? -1 : 1))),
    fonts: await Promise.all(fonts.map((font) => sha256(font))),
  };
}

type Compiler = typeof import('@myriaddreamin/typst-ts-node-compiler');
type NodeCompiler = InstanceType<Compiler['NodeCompiler']>;

interface TypstDiagnostic {
  message: string;
  path: string;
  range: { start: { line: number; character: number } } | null;
  severity: number;
}

/** A folder that need not exist: everything Typst may read is put there in memory. */
const root = resolve('/fardplan-layout');
const wrapperPath = '__fardplan.typ';
const specimenPath = '__letters.typ';

/** Set before the layout, so that no layout can forget what PDF/A and PDF/UA ask for. */
const wrapper = (main: string): string => `#let document-data = json("document.json")
#set document(
  title: document-data.title,
  author: document-data.author,
  description: document-data.subject,
  date: if "date" in document-data {
    let (year, month, day) = document-data.date.split("-").map(int)
    datetime(year: year, month: month, day: day)
  } else { auto },
)
#set text(lang: document-data.language.split("-").first(), region: document-data.language.split("-").at(1, default: none))
#include ${JSON.stringify(main)}
`;

/** Every letter a Swedish or European name can need, and the signs of a date: Latin, Latin-1, Latin Extended-A. */
function specimen(): string {
  const range = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)).join('');
  const letters = `${range(0x21, 0x7e)}${range(0xa1, 0xac)}${range(0xae, 0x148)}${range(0x14a, 0x17e)}ȘșȚț–—‘’“”•…€ `;
  return `#set page(width: auto, height: auto)
#set document(title: "-", date: auto)
#set text(font: ${JSON.stringify(sansFamily)}, fallback: false, ligatures: false, kerning: false)
#${JSON.stringify(letters)}`;
}

const shown = (path: string): string => path.replaceAll('\\', '/').split('/fardplan-layout/').at(-1) ?? path;

/** “decision.typ:12:3: unknown variable: x”, with the place left out where Typst gives none. */
function described(diagnostic: TypstDiagnostic): string {
  const start = diagnostic.range?.start;
  const place = start ? `:${start.line + 1}:${start.character + 1}` : '';
  return `${shown(diagnostic.path)}${place}: ${diagnostic.message.replaceAll(root, '').trim()}`;
}

/** Typst reports export errors as Rust debug text; the messages in it are all that can be shown. */
function exportErrors(error: unknown): string[] {
  const debug = error instanceof Error ? error.message : String(error);
  const messages = [...debug.matchAll(/message: "((?:[^"\\]|\\.)*)"/g)].map((match) =>
    (match[1] ?? '').replace(/\\u\{([0-9a-f]+)\}|\\(.)/g, (_, code: string | undefined, plain: string) =>
      code ? String.fromCodePoint(parseInt(code, 16)) : plain,
    ),
  );
  return messages.length > 0 ? messages : [debug];
}

const layoutHelp = (main: string): Text =>
  text(
    `Rätta layoutfilen, eller ta bort din egen ${main} för att använda den inbyggda.`,
    `Mend the layout file, or remove your own ${main} to use the built-in one.`,
  );

/** What Typst would let a layout take from outside, which would make the result depend on more than its input. */
const outside: readonly { pattern: RegExp; what: Text; help: Text }[] = [
  {
    pattern: /\b(?:import|include)\s*\(?\s*"@[^"\n]*"/,
    what: text('hämtar ett paket från nätet', 'takes a package from the network'),
    help: text(
      'Lägg paketets filer i layoutmappen och importera dem därifrån.',
      'Put the files of the package in the layout folder and import them from there.',
    ),
  },
  {
    pattern: /\bdatetime\s*\.\s*today\b/,
    what: text('läser datorns klocka', 'reads the clock of the machine'),
    help: text(
      'Använd dokumentets datum i stället: json("document.json").date.',
      'Use the date of the document instead: json("document.json").date.',
    ),
  },
];

function refuseOutside(path: string, source: string): void {
  for (const { pattern, what, help } of outside) {
    const match = pattern.exec(source);
    if (!match) continue;
    const line = source.slice(0, match.index).split('\n').length;
    throw new Failure(
      text(
        `Layouten ${path} ${what.sv} (rad ${line}), och det får en layout inte göra.`,
        `The layout ${path} ${what.en} (line ${line}), which a layout may not do.`,
      ),
      help,
    );
  }
}

/** `document.json` as a layout sees it: the model, with the bytes of attachments left out. */
const forLayout = (document: ComposedDocument): string => JSON.stringify(storedDocument(document));

/** A compiler that holds the given files and fonts in memory; loads the native library on first use. */
async function compilerWith(files: ReadonlyMap<string, Uint8Array | string>, fonts: readonly Uint8Array[]) {
  // The package is CommonJS; depending on the bundler its names are on the namespace or on `default`.
  const loaded = (await import('@myriaddreamin/typst-ts-node-compiler')) as Compiler & { default?: Compiler };
  const { NodeCompiler } = loaded.default ?? loaded;
  const compiler = NodeCompiler.create({
    workspace: root,
    fontArgs: [{ fontBlobs: fonts.map((font) => Buffer.from(underOwnName(font))) }],
  });
  for (const [path, content] of files) {
    compiler.mapShadow(resolve(root, path), typeof content === 'string' ? Buffer.from(content) : Buffer.from(content));
  }
  return compiler;
}

function compiled(compiler: NodeCompiler, path: string, main: string) {
  const made = compiler.compile({ mainFilePath: resolve(root, path) });
  const failed = made.takeDiagnostics();
  if (failed || !made.result) {
    const all = failed ? (compiler.fetchDiagnostics(failed) as TypstDiagnostic[]) : [];
    const errors = all.filter((diagnostic) => diagnostic.severity === 1).map(described);
    const first = errors.join('; ') || 'Typst gave no result';
    throw new Failure(
      text(`Layouten kunde inte sättas: ${first}`, `The layout could not be typeset: ${first}`),
      layoutHelp(main),
    );
  }
  const warned = made.takeWarnings();
  const warnings = warned ? (compiler.fetchDiagnostics(warned) as TypstDiagnostic[]).map(described) : [];
  return { result: made.result, warnings };
}

function noGlyphs(letters: readonly string[]): Failure {
  const shown = [...new Set(letters)].slice(0, 12).join(' ');
  return new Failure(
    text(`Typsnittet saknar tecken som står i texten: ${shown}`, `The font lacks characters of the text: ${shown}`),
    text(
      'Skriv dem på annat sätt (ett arkivdokument får inte ha tomma rutor), eller lägg till ett typsnitt i en egen layout.',
      'Write them in another way (an archive document may not hold empty boxes), or add a font in a layout of your own.',
    ),
  );
}

function lettersPage(compiler: NodeCompiler, fonts: readonly Uint8Array[]): Uint8Array | undefined {
  if (!fonts.some((font) => underOwnName(font) !== font)) return undefined;
  const page = compiled(compiler, specimenPath, specimenPath);
  return compiler.pdf(page.result, { pdfStandard: 'a-3b', pdfTags: false, creationTimestamp: 0 });
}

/**
 * Typesets a document with its layout to PDF/A-3a, and tries whether it would also be PDF/UA-1.
 * Refuses with a `Failure` that names file and line when the layout is missing or wrong.
 */
export async function typeset(document: ComposedDocument, layout: Layout): Promise<Typeset> {
  const main = `${document.layout}.typ`;
  if (!layout.files.has(main)) {
    const known = [...layout.files.keys()].filter((path) => path.endsWith('.typ')).join(', ');
    throw new Failure(
      text(`Det finns ingen layout som heter ${main}.`, `There is no layout called ${main}.`),
      text(`Layoutmappen innehåller: ${known || 'inget'}.`, `The layout folder holds: ${known || 'nothing'}.`),
    );
  }
  const decoder = new TextDecoder();
  for (const [path, bytes] of layout.files) if (path.endsWith('.typ')) refuseOutside(path, decoder.decode(bytes));
  const files = new Map<string, Uint8Array | string>([
    ...layout.files,
    ['document.json', forLayout(document)],
    [wrapperPath, wrapper(main)],
    [specimenPath, specimen()],
  ]);
  const compiler = await compilerWith(files, layout.fonts);
  const { result, warnings } = compiled(compiler, wrapperPath, main);
  let pdf: Uint8Array;
  try {
    // Typst asks PDF/A for a date; an undated document gets one here, never the clock's, and loses it when it is finished.
    pdf = compiler.pdf(result, { pdfStandard: 'a-3a', creationTimestamp: 0 });
  } catch (error) {
    const reasons = exportErrors(error);
    const letters = reasons.flatMap((reason) => /the text `"(.+?)"` could not be displayed/.exec(reason)?.[1] ?? []);
    if (letters.length > 0) throw noGlyphs(letters);
    const reason = reasons.join('; ');
    throw new Failure(
      text(`Dokumentet kan inte bli PDF/A-3a: ${reason}`, `The document cannot become PDF/A-3a: ${reason}`),
      text(
        'Ta bort tecknet eller det som nämns ur texten eller layouten, eller lägg till ett typsnitt som har det.',
        'Remove what is named from the text or the layout, or add a font that has the character.',
      ),
    );
  }
  let accessibility: string[] = [];
  try {
    compiler.pdf(result, { pdfStandard: 'ua-1', creationTimestamp: 0 });
  } catch (error) {
    accessibility = exportErrors(error);
  }
  return {
    pdf,
    pages: result.numOfPages,
    accessibility,
    warnings,
    letters: lettersPage(compiler, layout.fonts),
    layout: await layoutFacts(layout),
  };
}
