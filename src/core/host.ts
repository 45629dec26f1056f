/** What the outside world answers when asked about a path. */
export interface Entry {
  name: string;
  kind: 'file' | 'folder' | 'other';
  /** A link: what it leads to may change while the folder that it stands in does not. */
  link?: true;
}

/**
 * What a file system notes about a file or folder: bytes, milliseconds of the last change of its content and of anything about it, and which
 * one it is.
 */
export type Mark = readonly [size: number, content: number, anything: number, device: number, number: number];

/** Everything that is not a pure function: clock, randomness, files, git, environment. Only `src/cli` implements it. */
export interface Host {
  /** The current time. */
  now(): Date;
  /** `length` bytes from a cryptographic source. */
  random(length: number): Uint8Array<ArrayBuffer>;
  /** The folder that relative paths start from, absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What comes with the program, as absolute paths. */
  readonly builtIn: {
    /** The program's own version. */
    readonly version: string;
    /** Folder of `profiles/`, `documents/`, `layout/`, `roadmap/`. */
    templates: string;
    /** Folder of the example workspaces. */
    roadmaps: string;
    /** The built-in profiles by id, as text and as they were read from it when the program was built. */
    profiles: Readonly<Record<string, { text: string; model: unknown }>>;
    /** The built-in word lists by language, in the same way. */
    words: Readonly<Record<string, { text: string; model: unknown }>>;
    /** A schema as the build wrote it, by the name of its file (`roadmap.sv.json`), with its absolute path; `undefined` if it is not there. */
    schema(name: string): { path: string; text: string } | undefined;
    /** Font files that layouts may name. */
    fonts: readonly string[];
  };
  files: Files;
  /** Runs git without a shell; never throws for git's own refusals, which come back as `code` and `stderr`. */
  git(args: readonly string[], folder: string): Promise<GitAnswer>;
  /** Asks a server on the network. Everything that keeps it from answering is a `Failure` that names the host and why; any status is an answer. */
  http(request: HttpRequest): Promise<HttpAnswer>;
  /** The certificates of the issuers that this machine trusts, in DER. */
  systemRoots(): Promise<Uint8Array[]>;
  /** Asks for a secret without echo; `undefined` when there is no terminal to ask at. */
  secret(question: string): Promise<string | undefined>;
  /** Progress and notes, for stderr. */
  note(line: string): void;
}

/** One question to a server. A user and password in the URL become an `Authorization` header; messages never show them. */
export interface HttpRequest {
  method: 'GET' | 'POST';
  /** `http:` or `https:`. */
  url: string;
  headers?: Readonly<Record<string, string>> | undefined;
  body?: Uint8Array | string | undefined;
  /** The most milliseconds for all tries together; default 30 000. */
  timeout?: number | undefined;
  /** The most bytes of an answer; default 10 MiB. */
  largest?: number | undefined;
  /** How many times more it is tried after a connection that fails and after 429, 500, 502, 503 and 504; default 2. Give 0 where asking twice does harm. */
  retries?: number | undefined;
  /** Certificates in PEM that TLS trusts beside those of the machine. */
  ca?: readonly string[] | undefined;
}

/** What the server answered; names of headers in lower case. */
export interface HttpAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array<ArrayBuffer>;
}

/** What git printed, and how it ended. */
export interface GitAnswer {
  code: number;
  stdout: Uint8Array;
  stderr: string;
}

/** Files by path, absolute or from `cwd`; every refusal is a `Failure` that says which path and why. */
export interface Files {
  read(path: string): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Writes beside, then renames, so that a reader never meets half a file. Refuses an existing file unless `replace`. With `over`, a file that was
   * read gets other bytes: through a link to what it names, with the mode it has, and refused if it may not be written or no longer holds `over`.
   */
  write(
    path: string,
    bytes: Uint8Array | string,
    options?: { replace?: boolean; mode?: number; over?: Uint8Array },
  ): Promise<void>;
  /** Entries of a folder, sorted by name. */
  list(path: string): Promise<Entry[]>;
  /** What stands at `path`, or `undefined`. */
  kind(path: string): Promise<Entry['kind'] | undefined>;
  makeFolder(path: string): Promise<void>;
  /** Removes a file; nothing happens when there is none. */
  remove(path: string): Promise<void>;
  /**
   * The mark of a file, or of a folder without links. While it is the same, so are the bytes and the entries; `undefined` where that is not
   * certain. Left out where what is answered is not what stands on the disk.
   */
  mark?: ((path: string) => Mark | undefined) | undefined;
}
