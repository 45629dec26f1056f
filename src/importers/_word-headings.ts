import type { FormHeading } from '../model/answer-form.js';
import { allSections, type Roadmap } from '../model/roadmap.js';
import type { WordText } from '../ooxml/word-text.js';

/** The headings of a roadmap as a form has them, in document order. */
export const headingsOf = (roadmap: Roadmap): FormHeading[] =>
  [...allSections(roadmap)].map(({ section: { id, title, number }, path }) => ({
    id,
    title,
    ...(number === undefined ? {} : { number }),
    depth: path.length / 2,
  }));

/** The headings that a form was made with: as it says itself, else those of the roadmap that was sent out. */
export const formHeadings = ({ form }: Pick<WordText, 'form'>, roadmap: Roadmap): FormHeading[] =>
  form && form.headings.length > 0 ? form.headings.map((heading) => ({ ...heading, depth: 1 })) : headingsOf(roadmap);
