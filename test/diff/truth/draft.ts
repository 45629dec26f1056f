/**
 * A piece of a draft that can be followed by itself: a paragraph, a list item, a table row. `uid` is what the truth knows it by. A reason
 * why there is no indicator is a property of its section, wherever in it it stands.
 */
export interface Piece {
  uid: string;
  kind: 'prose' | 'statement' | 'milestone' | 'indicator' | 'organ' | 'quote' | 'reason';
  text: string;
  /** `{#id}` after a statement. */
  anchor?: string;
  /** Of a table row; `text` is then empty. */
  cells?: string[];
}

/** What stands together in the source: one paragraph, or a whole list or table. */
export interface Part {
  form: 'paragraph' | 'list' | 'table' | 'quote';
  ordered?: boolean;
  header?: string[];
  pieces: Piece[];
}

export interface DraftSection {
  uid: string;
  title: string;
  depth: number;
  number?: string;
  id?: string;
  parts: Part[];
  sections: DraftSection[];
}

/** A roadmap as its author sees it: read and written here without the product's own readers, so that they cannot share a mistake. */
export interface Draft {
  /** Lines of the front matter. */
  head: string[];
  title: string;
  lead: DraftSection;
  sections: DraftSection[];
}

const heading = /^(#{1,6}) (?:(\d+(?:\.\d+)*)\.? )?(.*?)(?: \{#([\w-]+)\})?$/;
const marker = /^(?:-|(\d+)\.) /;

export function readDraft(text: string): Draft {
  const [, front = '', body = ''] = text.split(/^---\n/m);
  let count = 0;
  const uid = (kind: string) => `${kind}${(count += 1)}`;
  const lead: DraftSection = { uid: 'lead', title: '', depth: 1, parts: [], sections: [] };
  const draft: Draft = { head: front.trimEnd().split('\n'), title: '', lead, sections: [] };
  const above: DraftSection[] = [];
  for (const chunk of body.split(/\n{2,}/).filter((each) => each.trim() !== '')) {
    const lines = chunk.replace(/^\n+|\n+$/g, '').split('\n');
    const [first = ''] = lines;
    const head = heading.exec(first);
    if (head) {
      const [, marks = '', number, title = '', id] = head;
      if (marks.length === 1) {
        draft.title = title;
        continue;
      }
      const section: DraftSection = { uid: uid('s'), title, depth: marks.length, parts: [], sections: [] };
      if (number !== undefined) section.number = number;
      if (id !== undefined) section.id = id;
      while ((above.at(-1)?.depth ?? 1) >= section.depth) above.pop();
      (above.at(-1)?.sections ?? draft.sections).push(section);
      above.push(section);
      continue;
    }
    (above.at(-1) ?? lead).parts.push(readPart(lines, uid));
  }
  for (const section of allOf(draft)) settleKinds(section);
  return draft;
}

function readPart(lines: string[], uid: (kind: string) => string): Part {
  const [first = ''] = lines;
  if (first.startsWith('|')) {
    const cells = (line: string) =>
      line
        .replace(/^\||\|$/g, '')
        .split('|')
        .map((cell) => cell.trim());
    const [header = '', , ...rows] = lines;
    const pieces = rows.map((row): Piece => ({ uid: uid('r'), kind: 'prose', text: '', cells: cells(row) }));
    return { form: 'table', header: cells(header), pieces };
  }
  if (first.startsWith('>')) {
    const text = lines.map((line) => line.replace(/^> ?/, '')).join(' ');
    return { form: 'quote', pieces: [{ uid: uid('q'), kind: 'quote', text }] };
  }
  if (marker.test(first)) {
    const pieces: Piece[] = [];
    for (const line of lines) {
      if (marker.test(line)) pieces.push({ uid: uid('i'), kind: 'prose', text: line.replace(marker, '') });
      else {
        const last = pieces.at(-1);
        if (last) last.text += ` ${line.trim()}`;
      }
    }
    return { form: 'list', ordered: /^\d/.test(first), pieces };
  }
  const text = lines.map((line) => line.trim()).join(' ');
  return {
    form: 'paragraph',
    pieces: [{ uid: uid('p'), kind: text.startsWith('Indikator saknas') ? 'reason' : 'prose', text }],
  };
}

const tables = { När: 'milestone', Indikator: 'indicator', Organ: 'organ' } as const;

function settleKinds(section: DraftSection): void {
  for (const part of section.parts) {
    const kind = tables[(part.header?.[0] ?? '') as keyof typeof tables] as Piece['kind'] | undefined;
    for (const piece of part.pieces) {
      if (kind) piece.kind = kind;
      const anchor = /^(.*?)\s*\{#([\w-]+)\}$/.exec(piece.text);
      if (anchor?.[1] && anchor[2]) Object.assign(piece, { kind: 'statement', text: anchor[1], anchor: anchor[2] });
    }
  }
}

/** Every section, in document order, without the lead. */
export const allOf = ({ sections }: Pick<Draft, 'sections'>): DraftSection[] =>
  sections.flatMap((section) => [section, ...allOf(section)]);

/** The lead and every section. */
export const places = (draft: Draft): DraftSection[] => [draft.lead, ...allOf(draft)];

export const piecesOf = (section: DraftSection): Piece[] => section.parts.flatMap(({ pieces }) => pieces);

/** A draft as Markdown, with what each line belongs to (from 1). */
export interface Written {
  text: string;
  uids: Map<number, string>;
}

export function writeDraft(draft: Draft): Written {
  const lines: string[] = [];
  const uids = new Map<number, string>();
  const put = (text: readonly string[], uid?: string) => {
    for (const line of text) {
      lines.push(line);
      if (uid !== undefined) uids.set(lines.length, uid);
    }
  };
  put(['---', ...draft.head, '---', '', `# ${draft.title}`, '']);
  const body = (section: DraftSection) => {
    for (const part of section.parts) {
      if (part.header) put([row(part.header), row(part.header.map(() => '---'))]);
      for (const [index, piece] of part.pieces.entries()) {
        const mark =
          part.form === 'list' ? (part.ordered ? `${index + 1}. ` : '- ') : part.form === 'quote' ? '> ' : '';
        const text = piece.anchor === undefined ? piece.text : `${piece.text} {#${piece.anchor}}`;
        put(piece.cells ? [row(piece.cells)] : wrapped(text, mark, part.form === 'quote' ? '> ' : ''), piece.uid);
      }
      put(['']);
    }
  };
  body(draft.lead);
  for (const section of allOf(draft)) {
    const [number, id] = [section.number ? `${section.number}. ` : '', section.id ? ` {#${section.id}}` : ''];
    put([`${'#'.repeat(section.depth)} ${number}${section.title}${id}`], section.uid);
    put(['']);
    body(section);
  }
  return { text: `${lines.join('\n').trimEnd()}\n`, uids };
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Wrapped as authors do, so that an edit in a paragraph also moves its line ends. */
function wrapped(text: string, mark: string, next: string): string[] {
  const lines: string[] = [];
  let line = mark;
  for (const word of text.split(/ +/)) {
    // A word that would read as a list or heading at the start of a line stays where it is.
    if (line.length + word.length > 100 && !/^(?:[-+*#>|]|\d+[.)]$)/.test(word)) {
      lines.push(line.trimEnd());
      line = next || ' '.repeat(mark.length);
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}
