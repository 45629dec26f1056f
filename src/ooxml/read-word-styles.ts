import { childElement, childElements, type XmlElement } from './xml-tree.js';

/** What paragraphs and runs take from styles and numbering. */
export interface WordStyles {
  /** Outline level from 1 of a heading, 0 of a title or subtitle; of these properties of a paragraph (`w:pPr`). */
  level(properties: XmlElement | undefined): number | undefined;
  /** The list it is an item of. */
  list(properties: XmlElement | undefined): { ordered: boolean; depth: number } | undefined;
  /** `true` for the character style of prompts. */
  prompts(id: string | undefined): boolean;
  /** What a character style makes of its text, as far as it says so by its name. */
  looks(id: string | undefined): { bold?: true; italic?: true };
  /** `true` for the lines and the heading of a table of contents. */
  contents(properties: XmlElement | undefined): boolean;
}

const value = (element: XmlElement | undefined, name: string): string | undefined =>
  childElement(element, name)?.attributes.get('w:val');

/** Reads `styles.xml` and `numbering.xml` (ECMA-376-1, 17.7 and 17.9), either of which may be missing. */
export function wordStyles(styles: XmlElement | undefined, numbering: XmlElement | undefined): WordStyles {
  const byId = new Map(
    childElements(styles, 'w:style').map((style) => [style.attributes.get('w:styleId') ?? '', style]),
  );
  /** The style and those it is based on; no longer than there are styles, though they may go round. */
  const chain = (id: string | undefined): XmlElement[] => {
    const found: XmlElement[] = [];
    for (
      let style = byId.get(id ?? '');
      style && !found.includes(style);
      style = byId.get(value(style, 'w:basedOn') ?? '')
    )
      found.push(style);
    return found;
  };
  const first = <T>(of: readonly XmlElement[], pick: (element: XmlElement) => T | undefined): T | undefined => {
    for (const element of of) {
      const found = pick(element);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const outline = (properties: XmlElement | undefined): number | undefined => {
    const level = Number(value(properties, 'w:outlineLvl') ?? Number.NaN);
    return level >= 0 && level < 9 ? level + 1 : undefined;
  };
  const formats = numberFormats(numbering);
  return {
    level(properties) {
      const own = outline(properties);
      if (own !== undefined) return own;
      const id = value(properties, 'w:pStyle');
      return first(chain(id), (style) => {
        const name = value(style, 'w:name') ?? '';
        const named = /^(?:heading|rubrik) ([1-9])$/i.exec(name)?.[1];
        if (named !== undefined) return Number(named);
        if (/^(title|titel|subtitle|underrubrik)$/i.test(name)) return 0;
        return outline(childElement(style, 'w:pPr'));
      });
    },
    list(properties) {
      const own = childElement(properties, 'w:numPr');
      const inherited = first(chain(value(properties, 'w:pStyle')), (style) =>
        childElement(childElement(style, 'w:pPr'), 'w:numPr'),
      );
      const number = value(own, 'w:numId') ?? value(inherited, 'w:numId');
      if (number === undefined || number === '0') return undefined;
      const depth = Math.min(8, Math.max(0, Number(value(own, 'w:ilvl') ?? value(inherited, 'w:ilvl') ?? 0) || 0));
      const format = formats(number, depth);
      return format === undefined ? undefined : { ordered: format !== 'bullet' && format !== 'none', depth };
    },
    looks(id) {
      const names = chain(id).map((style) => value(style, 'w:name') ?? '');
      return {
        ...(names.some((name) => /^(strong|stark|intense emphasis|stark betoning)$/i.test(name)) ? { bold: true } : {}),
        ...(names.some((name) => /^(subtle |intense )?(emphasis)$|^((diskret|stark) )?betoning$/i.test(name))
          ? { italic: true }
          : {}),
      };
    },
    contents: (properties) =>
      chain(value(properties, 'w:pStyle')).some((style) =>
        /^(toc|innehåll|contents) ?([1-9]|heading)$|^innehållsförteckning/i.test(value(style, 'w:name') ?? ''),
      ),
    prompts: (id) =>
      id !== undefined && chain(id).some((style) => /^placeholder text$/i.test(value(style, 'w:name') ?? '')),
  };
}

function numberFormats(numbering: XmlElement | undefined): (number: string, depth: number) => string | undefined {
  const abstract = new Map(
    childElements(numbering, 'w:abstractNum').map((definition) => [
      definition.attributes.get('w:abstractNumId') ?? '',
      definition,
    ]),
  );
  const numbers = new Map(
    childElements(numbering, 'w:num').map((number) => [
      number.attributes.get('w:numId') ?? '',
      abstract.get(value(number, 'w:abstractNumId') ?? ''),
    ]),
  );
  return (number, depth) =>
    value(
      childElements(numbers.get(number), 'w:lvl').find((level) => level.attributes.get('w:ilvl') === String(depth)),
      'w:numFmt',
    );
}
