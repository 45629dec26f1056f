import { type Form, formOf } from '../core/form.js';
import type { Span } from '../core/source.js';
import type { Source } from '../core/source.js';
import { text, type Text } from '../core/text.js';
import { partFrontMatter } from '../parse/front-matter.js';
import { formatMarkdown, type LeftAsIs } from '../parse/format-markdown.js';
import { formatYaml, yamlComments, yamlContent } from '../parse/format-yaml.js';
import { parseDocument, type ProfileLookup } from '../parse/parse-document.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { modelDifference } from './model-difference.js';

/** The canonical text of a document, or why it is left as it is, and where the reason stands. */
export type Formatted = { text: string } | { refused: Text; span?: Span };

/**
 * The canonical text of a document: layout only. What it says is read from both texts and compared before anything is given back; comments and the
 * file's own line ends stay. A document with syntax errors is refused. `kept` is told why, where all of the body
 * has to stand as it stood.
 */
export function formatDocument(
  source: Source,
  profiles: ProfileLookup = () => undefined,
  kept?: (why: Text) => void,
): Formatted {
  let formatted = formatOnce(source, profiles);
  // A part that was left as it stood may be laid out once the rest is.
  for (let round = 0; round < 3 && 'text' in formatted && formatted.left > 0; round += 1) {
    const next = formatOnce({ path: source.path, text: formatted.text }, profiles);
    if ('refused' in next || next.text === formatted.text) break;
    formatted = next;
  }
  if ('refused' in formatted) return formatted;
  if (formatted.kept) kept?.(formatted.kept);
  return { text: formatted.text };
}

/** {@link formatDocument} once, with how much was left as it stood. */
function formatOnce(
  source: Source,
  profiles: ProfileLookup,
): { text: string; left: number; kept?: Text } | { refused: Text; span?: Span } {
  const before = parseDocument(source, profiles);
  const fault = before.diagnostics.find(({ rule }) => rule === 'syntax');
  if (!('kind' in before) || fault) {
    return {
      refused: text(
        `den kan inte läsas: ${fault?.message.sv ?? ''} (rad ${fault?.line ?? 1})`,
        `it cannot be read: ${fault?.message.en ?? ''} (line ${fault?.line ?? 1})`,
      ),
    };
  }
  const form = formOf(source);
  const crlf = /\r\n?|\n/.exec(source.text)?.[0] === '\r\n';
  const plain = source.text.replace(/\r\n?/g, '\n');
  let why: Text | undefined;
  for (const [left, asIs] of degrees.entries()) {
    const written = settled(plain, asIs, form);
    if (written === undefined) continue;
    // Where not even a heading could be laid out, the reason is that of the last attempt.
    const kept = left < wholeBody || why === undefined ? {} : { kept: why };
    if (written === source.text) return { text: written, left, ...kept };
    const after = parseDocument({ path: source.path, text: written }, profiles);
    const differs = written === plain ? undefined : difference(before, after, plain, written);
    if (differs === undefined) return { text: crlf ? written.replace(/\n/g, '\r\n') : written, left, ...kept };
    why = differs;
    if (form === 'yaml') break;
  }
  return { refused: why ?? text('dess layout är en som inte skrivs om', 'its layout is one that is not rewritten') };
}

/** What is left as it stands, from nothing to most: prose in lists says something to readers of lists that its layout is part of. */
const degrees: readonly (LeftAsIs | undefined)[] = [
  () => false,
  ({ type }) => type === 'list',
  ({ type }) => type !== 'heading' && type !== 'table',
  () => true,
  // The body as it stands, with no line moved.
  undefined,
];

/** From here on, all of the body stands as it stood. */
const wholeBody = 3;

/** The text that formatting does not change any more. */
function settled(plain: string, asIs: LeftAsIs | undefined, form: Form): string | undefined {
  let at = plain;
  for (let round = 0; round < 4; round += 1) {
    const next = form === 'yaml' ? formatYaml(at) : formatWhole(at, asIs);
    if (next === undefined) return undefined;
    if (next === at) return at;
    at = next;
  }
  return undefined;
}

function formatWhole(whole: string, asIs: LeftAsIs | undefined): string | undefined {
  const { yaml, yamlStart } = partFrontMatter(whole);
  const front = formatYaml(yaml);
  if (front === undefined) return undefined;
  const rest = whole.slice(yamlStart + yaml.length).replace(/^(?:---|\.\.\.)[ \t]*(?:\n|$)/, '');
  // Blank lines at the end are none of the last block, even where nothing closes that.
  const own = rest.replace(/\n*$/, '\n');
  const body = asIs ? formatMarkdown(own, asIs) : own;
  if (body === undefined) return undefined;
  return `---\n${front}---\n${body.trim() === '' ? '' : `\n${body.replace(/^\n+|\n*$/g, '')}\n`}`;
}

function difference(
  before: Parsed,
  after: ReturnType<typeof parseDocument>,
  plain: string,
  written: string,
): Text | undefined {
  if (!('kind' in after)) return text('den skulle läsas annorlunda', 'it would be read otherwise');
  const yamlOf = (whole: string) => (formOf(before.source) === 'yaml' ? whole : partFrontMatter(whole).yaml);
  const [one, two] = [yamlOf(plain), yamlOf(written)];
  // An answer that was imported is known again by what it says to the letter.
  const strict = isKind(before, 'response') && before.model.original?.written !== undefined;
  const differs =
    modelDifference(before, after, strict) ??
    (JSON.stringify(before.remarks.map(({ type }) => type)) === JSON.stringify(after.remarks.map(({ type }) => type))
      ? undefined
      : []);
  if (differs) {
    const where = differs.join('.');
    return text(
      `den skulle läsas annorlunda${where && ` (${where})`}`,
      `it would be read otherwise${where && ` (${where})`}`,
    );
  }
  if (yamlContent(one) !== yamlContent(two) || yamlComments(one).join('\n') !== yamlComments(two).join('\n'))
    return text('en kommentar eller ett värde skulle gå förlorat', 'a comment or a value would be lost');
  return undefined;
}
