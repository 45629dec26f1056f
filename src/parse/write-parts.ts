import type { Decision } from '../model/decision.js';
import type { Missive } from '../model/missive.js';
import { headingTree, parseMarkdown } from './markdown.js';
import { plainInline } from './plain-markdown.js';

/** The body of a decision: its title, and one heading of level 2 for each part. */
export const decisionBody = ({ title, parts }: Pick<Decision, 'title' | 'parts'>): string =>
  joined([
    `# ${heading(title)}`,
    ...parts.flatMap((part) => [`## ${heading(part.title, ` {#${part.id}}`)}`, part.text]),
  ]);

/** The body of a missive: its title, the text before the first heading, and one heading of level 2 for each part. */
export const missiveBody = ({ title, lead, parts }: Pick<Missive, 'title' | 'lead' | 'parts'>): string =>
  joined([`# ${heading(title)}`, lead, ...parts.flatMap((part) => [`## ${heading(part.title)}`, part.text])]);

const joined = (blocks: readonly string[]): string => `${blocks.filter((block) => block !== '').join('\n\n')}\n`;

/** A title as a heading that is read back as it: as it is, unless something in it would mean something. */
function heading(title: string, mark = ''): string {
  const reads = (own: string) => headingTree(parseMarkdown(`## ${own}${mark}`), 0).headings[0]?.title === title;
  const own = [title, plainInline(title)].find(reads) ?? plainInline(title);
  return own + mark;
}
