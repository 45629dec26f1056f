import { type Document, isMap, isPair, isScalar, isSeq, parseDocument, Scalar, visit } from 'yaml';

/** Around what stands for a scalar while the rest is laid out; neither can be shown, so neither is in a text. */
const open = '\ue000';
const close = '\ue001';

/**
 * YAML in its canonical layout: two spaces a level, lists inset, one space around what is in braces and none within brackets, at most one blank
 * line. Scalars keep the form and the line ends that the author gave them, and comments stay. `undefined` where it cannot be read without error,
 * or where the layout is one we do not write. The text has `\n` line ends.
 */
export function formatYaml(yaml: string): string | undefined {
  if (/[\ue000\ue001]/.test(yaml)) return undefined;
  const document = parseDocument(yaml, { strict: true });
  if (document.errors.length > 0) return undefined;
  const scalars: string[] = [];
  let odd = false;
  visit(document, {
    Pair(_key, pair) {
      if (!isScalar(pair.key) || pair.key.tag !== undefined) odd = true;
    },
    Scalar(key, node) {
      const source = node.range ? yaml.slice(node.range[0], node.range[1]) : '';
      if (source === '' || node.tag !== undefined) return;
      const block = node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED;
      if (block && key === 'key') odd = true;
      const lines = block ? blockLines(source) : flowLines(source);
      if (!lines) {
        odd = true;
        return;
      }
      // The comment of a block stands on its first line, which is taken as it is.
      if (block) delete node.comment;
      const name = `${open}${scalars.length}`;
      scalars.push(lines.join('\n'));
      node.value = `${name}${close}`;
      node.type = Scalar.PLAIN;
    },
  });
  if (odd) return undefined;
  layOutFlow(document, yaml);
  const laid = document.toString({ lineWidth: 0, nullStr: '' });
  return laid
    .split('\n')
    .map((line) => withScalars(line, scalars))
    .join('\n')
    .replace(/\n*$/, '\n');
}

/** The lines of a plain or quoted scalar, each without what stands around it. */
const flowLines = (source: string): string[] => source.split('\n').map((line) => line.trim());

/** The header of a block scalar, and its lines without the indentation they share; `undefined` if the header says what that is. */
function blockLines(source: string): string[] | undefined {
  const [header = '', ...lines] = source.replace(/\n$/, '').split('\n');
  if (/\d/.test(header.replace(/#.*$/, ''))) return undefined;
  const depth = Math.min(...lines.filter((line) => /[^ ]/.test(line)).map((line) => line.search(/[^ ]/)));
  const own = lines.map((line) => line.slice(Number.isFinite(depth) ? depth : line.length));
  // What is kept at the end is part of the text; elsewhere it says nothing.
  if (!header.includes('+')) while (own.at(-1) === '') own.pop();
  return [header.replace(/(?<!\s)\s*(#.*)$/, ' $1').trimEnd(), ...own];
}

function withScalars(line: string, scalars: readonly string[]): string {
  if (!line.includes(open)) return line;
  const before = /^ *(?:- +)*/.exec(line)?.[0].length ?? 0;
  return line.replace(/\ue000(\d+)\ue001/g, (_all, index: string, at: number) => {
    // What goes on below stands further in than the key or the dash it belongs to.
    const inset = ' '.repeat(at === before ? before : before + 2);
    return (scalars[Number(index)] ?? '').replace(/\n(?=.)/g, `\n${inset}`);
  });
}

/**
 * Brackets hold their content tight, braces with a space: as most people and formatters write them. One that stands on one line stays there, however
 * long: a register has one line for each. One that goes over several has a line for each of its own.
 */
export function layOutFlow(document: Document, yaml = ''): void {
  visit(document, {
    Pair(_key, pair) {
      const written = pair.toString.bind(pair);
      // The width that breaks a collection shall not break what is in it.
      pair.toString = (context, onComment, onChompKeep) =>
        context
          ? written({ ...context, options: { ...context.options, lineWidth: 0 } }, onComment, onChompKeep)
          : written();
    },
    Collection(_key, node) {
      const flowCollectionPadding = isMap(node) ? ' ' : '';
      const broken = node.flow === true && node.range ? yaml.slice(node.range[0], node.range[1]).includes('\n') : false;
      const written = node.toString.bind(node);
      node.toString = (context, onComment, onChompKeep) => {
        if (!context) return written();
        const options = { ...context.options, lineWidth: broken ? 1 : 0 };
        return written({ ...context, options, flowCollectionPadding }, onComment, onChompKeep);
      };
    },
  });
}

/** Every comment of a YAML text, in order, without its number sign and the space around it. */
export function yamlComments(yaml: string): string[] {
  const found: string[] = [];
  const add = (comment: string | null | undefined): void => {
    for (const line of (comment ?? '').split('\n')) if (line.trim() !== '') found.push(line.trim());
  };
  const document = parseDocument(yaml, { strict: true });
  add(document.commentBefore);
  visit(document, (_key, node) => {
    if (isPair(node) || !(isScalar(node) || isMap(node) || isSeq(node))) return;
    add(node.commentBefore);
    add(node.comment);
  });
  add(document.comment);
  return found.toSorted();
}

/** What a YAML text says, as JSON with keys in their order: two layouts of one text give the same. */
export function yamlContent(yaml: string): string {
  const document = parseDocument(yaml, { strict: true, uniqueKeys: false });
  return JSON.stringify(document.toJS({ maxAliasCount: 1000 }));
}
