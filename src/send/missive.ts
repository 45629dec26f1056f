import { fill, linked, placeholders, type Values } from '../compose/fill.js';
import { spelledDate } from '../compose/swedish.js';
import { Failure } from '../core/failure.js';
import { nearest } from '../core/nearest.js';
import { place } from '../core/source.js';
import { listed, text } from '../core/text.js';
import type { Round } from '../model/consultation.js';
import type { Attachment, Binding, Block, ComposedDocument, Inline } from '../model/document.js';
import type { Missive } from '../model/missive.js';
import type { Party } from '../model/party.js';
import type { Roadmap } from '../model/roadmap.js';
import { markdownBlocks } from '../parse/markdown-blocks.js';
import type { Parsed } from '../parse/parsed.js';

/** What a missive is composed from. */
export interface MissiveInput {
  missive: Parsed<Missive>;
  round: Round;
  roadmap: Roadmap;
  recipients: readonly Party[];
  binding: Binding;
  attachment: Attachment;
  /** As chosen for this round; the missive and the roadmap say what is not. */
  facts: SenderFacts;
  /** Which kinds of form go with it. */
  forms: readonly ('docx' | 'md')[];
}

/** Who sends a round out, and where answers and questions go. */
export interface SenderFacts {
  sender: string;
  replyTo?: string;
  contact?: readonly string[];
  reference?: string;
}

const words = (plain: string): Inline[] => [{ type: 'text', text: plain }];
const sentence = (plain: string): Block => ({ type: 'paragraph', children: linked(plain) });
const bullets = (lines: readonly string[]): Block[] =>
  lines.length === 0 ? [] : [{ type: 'list', ordered: false, items: lines.map((line) => [sentence(line)]) }];

/** The missive of a round as a document. Refuses with a `Failure` (exit 2), at its line, a word in braces that means nothing. */
export function composeMissive(input: MissiveInput): ComposedDocument {
  const { missive, roadmap, binding, facts } = input;
  const { model } = missive;
  const values = valuesOf(input);
  const wholes = blocksOf(input);
  refuseUnknown(missive, [...Object.keys(values), ...Object.keys(wholes)]);
  const title = fill(model.title, values);
  const lead = filledBlocks(markdownBlocks(model.lead), values, wholes);
  const parts = model.parts.flatMap((part, index): Block[] => {
    const id = `del-${index + 1}`;
    const blocks = filledBlocks(markdownBlocks(part.text, { prefix: id }), values, wholes);
    return blocks.length === 0
      ? []
      : [{ type: 'heading', level: 2, id, children: words(fill(part.title, values)) }, ...blocks];
  });
  return {
    language: 'sv-SE',
    title,
    kindLabel: model.kindLabel,
    organisation: facts.sender,
    ...(model.unit === undefined ? {} : { unit: model.unit }),
    address: model.address ?? [],
    ...(facts.reference === undefined ? {} : { reference: facts.reference }),
    date: input.round.sent,
    subject: `${model.kindLabel}: ${roadmap.title}, version ${roadmap.version}`,
    author: facts.sender,
    recipient: 'Enligt sändlista',
    layout: model.layout ?? 'decision',
    blocks: [...lead, ...parts],
    roadmap: binding,
    attachment: input.attachment,
  };
}

const formNames = (forms: MissiveInput['forms']): string[] => [
  ...(forms.includes('docx') ? ['Word-fil'] : []),
  ...(forms.includes('md') ? ['textfil (Markdown)'] : []),
];

function valuesOf({ round, roadmap, recipients, facts, forms }: MissiveInput): Values {
  return {
    färdplan: roadmap.title,
    version: roadmap.version,
    remiss: round.title,
    avsändare: facts.sender,
    skickad: spelledDate(round.sent),
    'svar senast': spelledDate(round.due),
    'svar till': facts.replyTo ?? facts.sender,
    'antal mottagare': counted(recipients),
    formulär: listed(formNames(forms), 'sv'),
  };
}

/** “regionen och 49 kommuner”, as it is said of those who receive it. */
function counted(recipients: readonly Party[]): string {
  const kinds = [
    ['region', 'en region', 'regioner'],
    ['municipality', 'en kommun', 'kommuner'],
    ['federation', 'ett kommunalförbund', 'kommunalförbund'],
    ['body', 'ett samverkansorgan', 'samverkansorgan'],
  ] as const;
  const parts = kinds.flatMap(([type, one, many]) => {
    const of = recipients.filter((party) => party.type === type);
    const [first] = of;
    if (!first) return [];
    // A single one is best called by its name.
    return [
      of.length === 1 ? (recipients.length === 1 || type === 'region' ? first.name : one) : `${of.length} ${many}`,
    ];
  });
  return listed(parts, 'sv');
}

function blocksOf({ missive, roadmap, recipients, binding, facts, forms }: MissiveInput): Record<string, Block[]> {
  return {
    rubriker: bullets(
      roadmap.sections.map(({ number, title }) => (number === undefined ? title : `${number}. ${title}`)),
    ),
    kontakt: bullets(facts.contact ?? []),
    bilagor: bullets([
      `${roadmap.title}, version ${roadmap.version} (${binding.fileName})`,
      `Svarsformulär till varje remissinstans, som ${listed(formNames(forms), 'sv')}`,
      ...(missive.model.annexes ?? []),
    ]),
    mottagare: [sentence(`${recipients.map(({ name }) => name).join(', ')}.`)],
    bindning: bindingBlocks(binding),
  };
}

function bindingBlocks(binding: Binding): Block[] {
  const draft = binding.draft && 'Texten finns inte sparad i git. Den här filen är ett utkast tills det är gjort.';
  const facts = [
    ['Färdplan', `${binding.title} (${binding.id})`],
    ['Version', binding.version],
    ...(binding.commit === undefined ? [] : [['Revision i git', binding.commit]]),
    ['SHA-256', binding.sha256],
    ['Bilaga', binding.fileName],
  ] as const;
  return [
    sentence(
      `Remissen gäller exakt den text som uppgifterna nedan pekar ut. I PDF-filen ligger texten som bilagan ${binding.fileName}.`,
    ),
    ...(draft === undefined
      ? []
      : [{ type: 'paragraph', children: [{ type: 'strong', children: words(draft) }] } as Block]),
    { type: 'facts', role: 'binding', facts: facts.map(([term = '', value = '']) => ({ term, value: linked(value) })) },
  ];
}

/** Every text with its words filled in; a paragraph that is nothing but `{word}` gives way to the blocks of that name. */
function filledBlocks(blocks: readonly Block[], values: Values, wholes: Readonly<Record<string, Block[]>>): Block[] {
  const inline = (node: Inline): Inline[] => {
    if (node.type === 'text') return linked(replaced(node.text, values));
    return 'children' in node ? [{ ...node, children: node.children.flatMap(inline) }] : [node];
  };
  return blocks.flatMap((block): Block[] => {
    switch (block.type) {
      case 'paragraph': {
        const [only, ...others] = block.children;
        const name =
          only?.type === 'text' && others.length === 0 ? /^\{([^{}]+)\}$/.exec(only.text.trim())?.[1] : undefined;
        const whole = name === undefined ? undefined : wholes[name];
        return whole ?? [{ ...block, children: block.children.flatMap(inline) }];
      }
      case 'heading':
        return [{ ...block, children: block.children.flatMap(inline) }];
      case 'list':
        return [{ ...block, items: block.items.map((item) => filledBlocks(item, values, wholes)) }];
      case 'quote':
        return [{ ...block, blocks: filledBlocks(block.blocks, values, wholes) }];
      default:
        return [block];
    }
  });
}

const replaced = (plain: string, values: Values): string =>
  plain.replace(/\{([^{}]+)\}/g, (whole, name: string) => values[name] ?? whole);

function refuseUnknown({ model, source, locations }: Parsed<Missive>, known: readonly string[]): void {
  const texts = [
    [['title'], model.title],
    [['lead'], model.lead],
    ...model.parts.flatMap((part, index) => [
      [['parts', index, 'title'], part.title],
      [['parts', index, 'text'], part.text],
    ]),
  ] as [(string | number)[], string][];
  for (const [path, words] of texts) {
    const wrong = placeholders(words).find((name) => !known.includes(name));
    if (wrong === undefined) continue;
    const span = locations.nearest(path);
    const at = source.text.indexOf(`{${wrong}}`, span.start);
    const { line } = place(source, at < 0 ? span : { start: at, end: at });
    const near = nearest(wrong, known);
    throw new Failure(
      text(
        `${source.path}:${line}: {${wrong}} är inget ord som fylls i`,
        `${source.path}:${line}: {${wrong}} is no word that is filled in`,
      ),
      text(
        `${near === undefined ? '' : `Menade du {${near}}? `}De ord som finns: ${known.map((name) => `{${name}}`).join(', ')}.`,
        `${near === undefined ? '' : `Did you mean {${near}}? `}The words there are: ${known.map((name) => `{${name}}`).join(', ')}.`,
      ),
    );
  }
}
