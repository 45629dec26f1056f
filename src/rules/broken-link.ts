import type { Fix } from '../core/diagnostic.js';
import { slug, text } from '../core/text.js';
import { anchorsFor, anchorsIn } from '../parse/anchors.js';
import { type InlineLink, linksIn } from '../parse/inline-links.js';
import { type LinkTarget, linkTarget } from '../parse/link-target.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { readable } from '../parse/readable.js';
import { type Finding, rule, type RuleContext } from './_contract.js';
import { anchorsOf } from './_sections.js';
import { didYouMean, joined, meantOf } from './_suggest.js';

const roadmap = (target: string) => `## Arbetssätt

### Utveckla mobila team {#mobila-team}

Teamen kommer hem, i alla kommuner i [registret](parties.yaml).

## Uppföljning

Här följs [de mobila teamen](${target}) varje år.
`;

/** After so many faults of one kind, looking for what was meant takes more time than it saves. */
const mostSuggested = 40;

/** Links lead to a place in the document, or to a file that exists and a place in it. */
export const brokenLink = rule({
  kinds: ['roadmap', 'decision', 'missive', 'response'],
  severity: 'error',
  title: text('Länkar och bilder leder till något som finns', 'Links and images lead to something that exists'),
  why: text(
    'En länk som inte leder någonstans gör att läsaren inte kan följa hänvisningen, och ett underlag som inte finns kan ingen pröva.',
    'A link that leads nowhere leaves the reader without what it refers to, and nobody can examine a paper that is not there.',
  ),
  good: { 'fardplan.md': roadmap('#mobila-team'), 'parties.yaml': 'titel: Register\n' },
  bad: { 'fardplan.md': roadmap('#mobilt-team'), 'parties.yaml': 'titel: Register\n' },
  *check(document, context) {
    let own: Set<string> | undefined;
    let broken = 0;
    for (const link of linksIn(document)) {
      if (link.url === undefined || link.bare) continue;
      const target = linkTarget(link.url);
      if (target.type === 'anchor') {
        own ??= ownAnchors(document, context);
        // Without its profile a roadmap's headings lack the ids that the profile would give them.
        if (!own || hasAnchor(own, target.anchor)) continue;
        broken += 1;
        yield nowhere(link, target.anchor, '', broken > mostSuggested ? [] : [...own]);
      } else if (target.type === 'machine') yield onMachine(link, link.url);
      else if (target.type === 'file') yield* toFile(document, context, link, target);
    }
    yield* spaced(document);
  },
});

/** “[Bilaga](Bilaga 1.pdf)”: Markdown takes no spaces in an address, so it is no link at all, unless it stands within < and >. */
const addressInBrackets = /\]\(([^\s()<>"][^()<>"\n]{0,300})\)/g;
const isSpacedPath = (address: string): boolean => / /.test(address) && /\.[A-Za-z]{2,5}(?:#\S*)?$/.test(address);

function* spaced(document: Parsed): Generator<Finding> {
  for (const { start, text: written } of readable(document)) {
    if (!written.includes('](')) continue;
    for (const match of written.matchAll(addressInBrackets)) {
      const address = match[1] ?? '';
      if (!isSpacedPath(address)) continue;
      const from = start + match.index + 2;
      const span = { start: from, end: from + address.length };
      yield {
        at: span,
        message: text(
          `”${address}” har mellanslag, och då blir det ingen länk`,
          `“${address}” has spaces in it, and so there is no link`,
        ),
        help: text(
          `Sätt < och > om sökvägen: (<${address}>). Eller ge filen ett namn utan mellanslag.`,
          `Put < and > around the path: (<${address}>). Or give the file a name without spaces.`,
        ),
        suggestions: [
          {
            title: text('Sätt < och > om sökvägen', 'Put < and > around the path'),
            edits: [{ span, text: `<${address}>` }],
          },
        ],
      };
    }
  }
}

function ownAnchors(document: Parsed, { profile }: RuleContext): Set<string> | undefined {
  const anchors = anchorsIn(document.source.text);
  if (!isKind(document, 'roadmap')) return anchors;
  if (!profile) return undefined;
  for (const anchor of anchorsFor(document.model.title)) anchors.add(anchor);
  for (const anchor of anchorsOf(document.model)) anchors.add(anchor);
  return anchors;
}

/** An empty anchor, and `#top`, lead to the top of the page. */
const hasAnchor = (anchors: ReadonlySet<string>, anchor: string): boolean =>
  /^(?:top)?$/i.test(anchor) || anchors.has(anchor.toLowerCase());

const at = (link: InlineLink): Finding['at'] => link.urlSpan ?? link.span;

const replaced = (link: InlineLink, address: string): Fix => ({
  title: text(`Skriv ”${address}”`, `Write “${address}”`),
  edits: link.urlSpan ? [{ span: link.urlSpan, text: address }] : [],
});

function nowhere(link: InlineLink, anchor: string, file: string, names: readonly string[]): Finding {
  const meant = meantOf(anchor, names) ?? names.find((name) => name === slug(anchor));
  return {
    at: at(link),
    message:
      file === ''
        ? text(`Länken till ”#${anchor}” leder ingenstans`, `The link to “#${anchor}” leads nowhere`)
        : text(`I ”${file}” finns inget ”#${anchor}”`, `There is no “#${anchor}” in “${file}”`),
    help: joined(
      didYouMean(meant),
      file === ''
        ? text(
            'En länk inom dokumentet skrivs [text](#id), med ett id som finns.',
            'A link within the document is written [text](#id), with an id that exists.',
          )
        : text(
            'Skriv ett id som finns i den filen, eller länka till filen som helhet.',
            'Write an id that exists in that file, or link to the file as a whole.',
          ),
    ),
    ...(meant === undefined ? {} : { suggestions: [replaced(link, `${file === '' ? '' : escaped(file)}#${meant}`)] }),
  };
}

function onMachine(link: InlineLink, url: string): Finding {
  return {
    at: at(link),
    message: text(`”${url}” finns bara på en viss dator`, `“${url}” exists on one computer only`),
    help: text(
      'Lägg filen bredvid dokumentet och länka med en sökväg därifrån, till exempel bilagor/underlag.pdf.',
      'Put the file beside the document and link by a path from there, such as bilagor/underlag.pdf.',
    ),
  };
}

/** A path as it can stand in a link. */
const escaped = (path: string): string =>
  path.replace(/[\s()<>%#?]/g, encodeURIComponent).replace(/[()]/g, (mark) => (mark === '(' ? '%28' : '%29'));

function* toFile(
  document: Parsed,
  context: RuleContext,
  link: InlineLink,
  target: LinkTarget & { type: 'file' },
): Generator<Finding> {
  const { path, anchor, backslash } = target;
  const file = context.linked?.(document, path);
  if (!file) return;
  const end = anchor === undefined ? '' : `#${anchor}`;
  const thing = link.type === 'image' ? text('Bilden', 'The image') : text('Filen', 'The file');
  if (file.kind === 'missing') {
    const certain = file.certain === true && file.meant !== undefined;
    const change = file.meant === undefined ? undefined : replaced(link, escaped(file.meant) + end);
    yield {
      at: at(link),
      message: certain
        ? text(
            `${thing.sv} heter ”${file.meant ?? ''}”, inte ”${path}”: stora och små bokstäver skiljer sig`,
            `${thing.en} is called “${file.meant ?? ''}”, not “${path}”: capitals differ`,
          )
        : text(`${thing.sv} ”${path}” finns inte`, `${thing.en} “${path}” does not exist`),
      help: joined(
        didYouMean(certain ? undefined : file.meant),
        text('Sökvägen räknas från den här filens mapp.', 'The path begins at the folder of this file.'),
      ),
      ...(change ? (certain ? { fix: change } : { suggestions: [change] }) : {}),
    };
  } else if (backslash) {
    yield {
      at: at(link),
      message: text(
        `Länken till ”${path}” är skriven med omvända snedstreck och fungerar bara i Windows`,
        `The link to “${path}” is written with backslashes and works in Windows only`,
      ),
      help: text('Skriv / mellan mapparna.', 'Write / between the folders.'),
      fix: replaced(link, escaped(path) + end),
    };
  } else if (anchor !== undefined && file.anchors && !hasAnchor(file.anchors, anchor)) {
    yield nowhere(link, anchor, path, [...file.anchors]);
  }
}
