import type { Source } from './source.js';

/** How a document is written: Markdown, with YAML between two lines of dashes at its top, or YAML alone. */
export type Form = 'markdown' | 'yaml';

/** The form that a file has by its name; `undefined` where the name says neither. */
export const namedForm = (path: string): Form | undefined =>
  /\.(?:md|markdown)$/i.test(path) ? 'markdown' : /\.ya?ml$/i.test(path) ? 'yaml' : undefined;

/** Two lines of dashes with something between them. YAML alone has no such second line. */
const frontMatter = /^\s*---[ \t]*(?:\r\n|\r|\n)[^]*?(?:\r\n|\r|\n)---[ \t]*(?:\r|\n|$)/;

/** The form of a text by its name or, where that says neither (a pipe, a temporary file), by how it begins. */
export const formOf = ({ path, text }: Source): Form =>
  namedForm(path) ?? (frontMatter.test(text) ? 'markdown' : 'yaml');
