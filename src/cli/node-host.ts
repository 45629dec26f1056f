import { namedForm } from '../core/form.js';
import { type Dirent, existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../core/failure.js';
import type { Entry, Files, GitAnswer, Host } from '../core/host.js';
import { text } from '../core/text.js';
import { fontFiles } from '../pdf/fonts.js';
import { harmless } from './harmless.js';
import { markOf } from './mark-of.js';

// This stands in src/cli/, dist/ or dist/commands/: the package's own folder is the nearest one above with templates in it.
const here = dirname(fileURLToPath(import.meta.url));
const home = [join(here, '..'), join(here, '../..')].find((folder) => existsSync(join(folder, 'templates'))) ?? here;

/** The real world: Node's clock, randomness, files, git and terminal; seen from another folder or with more variables if asked. */
export function nodeHost({ cwd = process.cwd(), env = {} }: { cwd?: string; env?: Record<string, string> } = {}): Host {
  return {
    now: () => new Date(),
    random: (length) => globalThis.crypto.getRandomValues(new Uint8Array(length)),
    cwd,
    env: { ...process.env, ...env },
    builtIn: {
      get version() {
        return (JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }).version;
      },
      templates: join(home, 'templates'),
      roadmaps: join(home, 'roadmaps'),
      get profiles() {
        return asBuilt().profiles;
      },
      get words() {
        return asBuilt().words;
      },
      schema(name) {
        const path = join(home, 'dist', 'schemas', name);
        return existsSync(path) ? { path, text: readFileSync(path, 'utf8') } : undefined;
      },
      get fonts() {
        const require = createRequire(import.meta.url);
        return fontFiles.map((file) => require.resolve(file));
      },
    },
    files: nodeFiles(cwd),
    git,
    http: async (request) => {
      // Most runs ask nobody, and loading what does takes time.
      const { nodeHttp } = await import('./node-http.js');
      return nodeHttp(request, { ...process.env, ...env });
    },
    systemRoots,
    secret: askSecret,
    note: (line) => void process.stderr.write(`${harmless(line)}\n`),
  };
}

type AsRead = Record<string, { text: string; model: unknown }>;
let built: { profiles: AsRead; words: AsRead } | undefined;

/** What the build read from the built-in profiles and word lists. Without it they are read anew, which is only slower. */
function asBuilt(): { profiles: AsRead; words: AsRead } {
  try {
    built ??= JSON.parse(readFileSync(join(home, 'dist', 'built-in.json'), 'utf8')) as typeof built;
  } catch {
    // A checkout that was never built.
  }
  return (built ??= { profiles: {}, words: {} });
}

/** Looking and reading are done at once: for the small files of a workspace, handing each to another thread takes longer than reading it. */
function nodeFiles(cwd: string): Files {
  const at = (path: string) => resolve(cwd, path);
  return {
    mark: (path) => markOf(quicklyAt(path, cwd)),
    async read(path) {
      try {
        refuseEndless(at(path), path);
        return await Promise.resolve(new Uint8Array(readFileSync(at(path))));
      } catch (error) {
        throw refused(error, path, 'read');
      }
    },
    async write(path, bytes, options = {}) {
      const { chmod, link, rename, unlink, writeFile } = await import('node:fs/promises');
      const { over } = options;
      const target = over ? linked(at(path)) : at(path);
      const beside = join(dirname(target), `.${basename(target)}.${globalThis.crypto.randomUUID()}.tmp`);
      try {
        const standing = kindOf(target);
        if (!options.replace && standing !== undefined) throw exists(path);
        // A rename would put a file in the place of a device.
        if (standing === 'other') throw notAFile(path);
        const mode = over ? modeOf(target, path) : options.mode;
        if (over && !same(readFileSync(target), over)) throw changedMeanwhile(path);
        await writeFile(beside, bytes, { flag: 'wx', mode: mode ?? 0o666 });
        // What a new file may be is limited by the user's mask; this one is not new.
        if (over && mode !== undefined) await chmod(beside, mode);
        if (options.replace) await rename(beside, target);
        else {
          // A link refuses an existing name, where a rename would take its place.
          await link(beside, target).catch(async (error: NodeJS.ErrnoException) => {
            if (error.code === 'EEXIST') throw exists(path);
            // File systems without hard links: the check above has to do.
            await rename(beside, target);
          });
        }
      } catch (error) {
        throw refused(error, path, 'write');
      } finally {
        await unlink(beside).catch(() => undefined);
      }
    },
    async list(path) {
      try {
        const entries = readdirSync(at(path), { withFileTypes: true });
        return await Promise.resolve(
          entries
            .toSorted((one, two) => (one.name < two.name ? -1 : 1))
            .map((entry): Entry => ({
              name: entry.name,
              kind: entryKind(entry, at(path)),
              ...(entry.isSymbolicLink() ? { link: true } : {}),
            })),
        );
      } catch (error) {
        throw refused(error, path, 'read');
      }
    },
    kind: (path) => Promise.resolve(kindOf(at(path))),
    async remove(path) {
      const { rm } = await import('node:fs/promises');
      try {
        await rm(at(path), { force: true });
      } catch (error) {
        throw refused(error, path, 'write');
      }
    },
    async makeFolder(path) {
      const { mkdir } = await import('node:fs/promises');
      try {
        // Not with Node's own `recursive`, which tries for ever where a folder is refused as “not found” (/proc).
        const missing: string[] = [];
        for (let each = at(path); kindOf(each) === undefined && dirname(each) !== each; each = dirname(each))
          missing.unshift(each);
        for (const each of missing) {
          await mkdir(each).catch((error: NodeJS.ErrnoException) => {
            // Another run may have made it meanwhile.
            if (error.code !== 'EEXIST' || kindOf(each) !== 'folder') throw error;
          });
        }
        if (kindOf(at(path)) !== 'folder') throw Object.assign(new Error(), { code: 'EEXIST' });
      } catch (error) {
        // Node says “not found” for a folder that could not be made on a read-only disk.
        const { code } = error as NodeJS.ErrnoException;
        throw refused(code === 'ENOENT' ? Object.assign(new Error(), { code: 'EROFS' }) : error, path, 'write');
      }
    },
  };
}

/** An absolute path for the system, as `resolve` gives it but for what makes no difference: for thousands of paths that takes longer than asking. */
const quicklyAt = (path: string, cwd: string): string =>
  process.platform === 'win32' || path.includes('..') || path.endsWith('/')
    ? resolve(cwd, path)
    : path.startsWith('/')
      ? path
      : `${cwd}/${path}`;

/** What a link names, else the path itself. */
function linked(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** The mode of a file that stands. One that is write-protected is left alone, even where its folder would let it be replaced. */
function modeOf(target: string, path: string): number {
  const { mode } = statSync(target);
  if ((mode & 0o222) !== 0) return mode & 0o7777;
  throw new Failure(
    text(`${path} kan inte skrivas: filen är skrivskyddad`, `${path} cannot be written: the file is write-protected`),
    text('Ta bort skrivskyddet, eller låt filen vara.', 'Take the protection away, or let the file be.'),
  );
}

const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

const changedMeanwhile = (path: string) =>
  new Failure(
    text(`${path} ändrades under tiden och skrivs inte över`, `${path} was changed meanwhile and is not overwritten`),
    text('Kör kommandot igen.', 'Run the command again.'),
  );

function kindOf(path: string): Entry['kind'] | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) return undefined;
    return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
  } catch {
    // A part of the path is a file, or may not be entered: nothing stands there for us.
    return undefined;
  }
}

/** A link to a folder is not followed, so that a loop of links cannot hold the walk. */
function entryKind(entry: Dirent, folder: string): Entry['kind'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return kindOf(join(folder, entry.name)) === 'file' ? 'file' : 'other';
}

/** A document of this many bytes is none; reading it would take more memory than there may be. */
const largestDocument = 200 * 1024 * 1024;

/** Refuses what reading would never come to the end of: devices, and pipes that nobody may write to. Those that a shell passes on are read. */
function refuseEndless(target: string, path: string): void {
  const found = statSync(target, { throwIfNoEntry: false });
  if (!found || found.isDirectory()) return;
  if (found.isFile()) {
    if (found.size <= largestDocument || !namedForm(path)) return;
    throw Object.assign(new Error(), { code: 'ERR_FS_FILE_TOO_LARGE' });
  }
  if (found.isFIFO() && /^\/(?:dev|proc)\//.test(target)) return;
  if (target === '/dev/stdin' || target === '/dev/null') return;
  throw new Failure(
    text(`${path} kan inte läsas: det är ingen fil`, `${path} cannot be read: it is not a file`),
    text('Ange en fil.', 'Give a file.'),
  );
}

const notAFile = (path: string) =>
  new Failure(
    text(`${path} kan inte skrivas: det är ingen fil`, `${path} cannot be written: it is not a file`),
    text('Välj ett annat namn.', 'Choose another name.'),
  );

const exists = (path: string) =>
  new Failure(
    text(`${path} finns redan och skrivs inte över`, `${path} exists already and is not overwritten`),
    text('Välj ett annat namn, eller lägg till --force.', 'Choose another name, or add --force.'),
  );

function refused(error: unknown, path: string, doing: 'read' | 'write'): unknown {
  if (error instanceof Failure) return error;
  const code = (error as NodeJS.ErrnoException).code;
  const [sv, en] = doing === 'read' ? ['kan inte läsas', 'cannot be read'] : ['kan inte skrivas', 'cannot be written'];
  const why: Record<string, [string, string, string, string]> = {
    ENOENT:
      doing === 'read'
        ? [
            'finns inte',
            'does not exist',
            'Kontrollera stavningen och vilken mapp du står i.',
            'Check the spelling, and which folder you are in.',
          ]
        : ['mappen finns inte', 'the folder does not exist', 'Skapa mappen först.', 'Make the folder first.'],
    EACCES: [
      'du saknar behörighet',
      'permission denied',
      'Be den som äger filen om rätt att komma åt den.',
      'Ask the owner of the file for access.',
    ],
    EPERM: [
      'det är inte tillåtet',
      'not permitted',
      'Filen eller mappen kan vara skrivskyddad.',
      'The file or folder may be write-protected.',
    ],
    EROFS: ['platsen är skrivskyddad', 'the place is read-only', 'Välj en annan mapp.', 'Choose another folder.'],
    EISDIR: ['det är en mapp', 'it is a folder', 'Ange en fil.', 'Give a file.'],
    ENOTDIR: [
      'en del av sökvägen är en fil',
      'a part of the path is a file',
      'Kontrollera sökvägen.',
      'Check the path.',
    ],
    ENOSPC: ['disken är full', 'the disk is full', 'Frigör utrymme och försök igen.', 'Free some space and try again.'],
    EMFILE: [
      'för många filer är öppna',
      'too many files are open',
      'Kontrollera färre filer åt gången.',
      'Check fewer files at a time.',
    ],
    EEXIST: [
      'där finns redan en fil',
      'there is a file there already',
      'Välj en annan mapp.',
      'Choose another folder.',
    ],
    EIO: [
      'disken svarar med ett fel',
      'the disk answers with an error',
      'Försök igen, eller hämta filen från en säkerhetskopia.',
      'Try again, or fetch the file from a backup.',
    ],
    EDQUOT: [
      'din del av disken är full',
      'your share of the disk is full',
      'Frigör utrymme och försök igen.',
      'Free some space and try again.',
    ],
    ENXIO: ['det är ingen fil', 'it is not a file', 'Ange en fil.', 'Give a file.'],
    EBUSY: [
      'den används av ett annat program',
      'another program is using it',
      'Försök igen om en stund.',
      'Try again in a while.',
    ],
    ERR_INVALID_ARG_VALUE: [
      'namnet går inte att använda',
      'the name cannot be used',
      'Ange en annan fil.',
      'Give another file.',
    ],
    ENAMETOOLONG: ['namnet är för långt', 'the name is too long', 'Välj ett kortare namn.', 'Choose a shorter name.'],
    ELOOP: ['länkarna går runt i en ring', 'the links go round in a loop', 'Ta bort länken.', 'Remove the link.'],
    ERR_FS_FILE_TOO_LARGE: ['filen är för stor', 'the file is too large', 'Är det rätt fil?', 'Is it the right file?'],
  };
  const found = why[code ?? ''];
  if (!found) return error;
  return new Failure(text(`${path} ${sv}: ${found[0]}`, `${path} ${en}: ${found[1]}`), text(found[2], found[3]));
}

async function git(args: readonly string[], folder: string): Promise<GitAnswer> {
  // Most runs need no git, and loading what starts it takes time.
  const { execFile } = await import('node:child_process');
  return new Promise((settle, fail) => {
    execFile(
      'git',
      // Paths as they are, and no lock taken by a mere look.
      ['-c', 'core.quotepath=off', '--no-optional-locks', ...args],
      {
        cwd: folder,
        encoding: 'buffer',
        maxBuffer: 64 * 1024 * 1024,
        env: { ...process.env, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' },
      },
      (error, stdout, stderr) => {
        const code = (error as { code?: number | string } | null)?.code ?? 0;
        if (code === 'ENOENT') {
          // Either git is missing, or the folder is.
          if (!existsSync(folder)) settle({ code: 128, stdout: new Uint8Array(), stderr: 'no such folder' });
          else {
            fail(
              new Failure(
                text('Programmet git finns inte på datorn', 'The program git is not on this machine'),
                text('Installera git och försök igen.', 'Install git and try again.'),
              ),
            );
          }
          return;
        }
        settle({
          code: typeof code === 'number' ? code : 128,
          stdout: new Uint8Array(stdout),
          stderr: stderr.toString('utf8'),
        });
      },
    );
  });
}

/** The store of the operating system where Node can read it (22.15 and later), else the list of Mozilla that comes with Node. */
async function systemRoots(): Promise<Uint8Array[]> {
  const tls: { rootCertificates: readonly string[]; getCACertificates?: (type: 'system') => string[] } =
    await import('node:tls');
  const own = tls.getCACertificates?.('system') ?? [];
  return (own.length > 0 ? own : tls.rootCertificates).map(
    (pem) => new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64')),
  );
}

async function askSecret(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const [{ createInterface }, { Writable }] = await Promise.all([
    import('node:readline/promises'),
    import('node:stream'),
  ]);
  // What is typed is not shown, not even by one who is quicker than the question: the terminal is silenced first.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const asking = createInterface({ input: process.stdin, output: silent, terminal: true });
  process.stderr.write(question);
  try {
    return await asking.question('');
  } finally {
    asking.close();
    process.stderr.write('\n');
  }
}
