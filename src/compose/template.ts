import { Failure } from '../core/failure.js';
import { nearest } from '../core/nearest.js';
import { listed, text } from '../core/text.js';
import type { Template, TemplateSection } from '../model/template.js';
import {
  type ItemName,
  type LabelName,
  type PhraseName,
  templateItems,
  templateLabels,
  templatePhrases,
} from '../model/template-words.js';

/** A template with everything that it takes from those it extends. */
export interface CompleteTemplate {
  id: string;
  kindLabel: { proposal: string; decided: string };
  subject: string;
  style: 'sentence' | 'att';
  sections: TemplateSection[];
  labels: Record<LabelName, string>;
  items: Record<ItemName, string>;
  /** Names of fields in their definite form, by English name. */
  fields: Record<string, string>;
  phrases: Record<PhraseName, string>;
}

const root = 'base';

/**
 * The template `id` made whole. `templates` stand in order of precedence, a user's own before the built-in ones; a template may extend
 * one of its own name further down. Refuses with a `Failure` an unknown name, and a chain that leaves something unsaid.
 */
export function completeTemplate(id: string, templates: readonly Template[]): CompleteTemplate {
  const chain = chainOf(id, templates);
  const first = <T>(pick: (template: Template) => T | undefined): T | undefined => {
    for (const template of chain) {
      const found = pick(template);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const missing: string[] = [];
  const needed = <T>(name: string, value: T | undefined, otherwise: T): T => {
    if (value === undefined) missing.push(name);
    return value ?? otherwise;
  };
  const all = <K extends string>(
    group: string,
    names: readonly string[],
    pick: (template: Template) => Partial<Record<string, string>> | undefined,
  ) =>
    Object.fromEntries(
      names.map((name) => [
        name,
        needed(
          `${group}.${name}`,
          first((template) => pick(template)?.[name]),
          '',
        ),
      ]),
    ) as Record<K, string>;
  const template: CompleteTemplate = {
    id,
    kindLabel: needed(
      'kindLabel',
      first(({ kindLabel }) => kindLabel),
      { proposal: '', decided: '' },
    ),
    subject: needed(
      'subject',
      first(({ subject }) => subject),
      '',
    ),
    style: needed(
      'style',
      first(({ style }) => style),
      'sentence',
    ),
    sections: needed(
      'sections',
      first(({ sections }) => sections),
      [],
    ),
    labels: all<LabelName>('labels', Object.keys(templateLabels.unwrap().shape), ({ labels }) => labels),
    items: all<ItemName>('items', Object.keys(templateItems.unwrap().shape), ({ items }) => items),
    fields: Object.assign({}, ...chain.map(({ fields }) => fields ?? {}).reverse()) as Record<string, string>,
    phrases: all<PhraseName>('phrases', Object.keys(templatePhrases.unwrap().shape), ({ phrases }) => phrases),
  };
  if (missing.length === 0) return template;
  const shown = [...missing.slice(0, 5), ...(missing.length > 5 ? ['…'] : [])];
  throw new Failure(
    text(
      `Dokumentmallen ”${id}” saknar ${listed(shown, 'sv')}`,
      `The document template “${id}” lacks ${listed(shown, 'en')}`,
    ),
    text(
      'Fyll i det som saknas, eller låt mallen utgå från en som har det: ”utgår från: base”.',
      'Fill in what is missing, or let the template extend one that has it: “extends: base”.',
    ),
  );
}

function chainOf(id: string, templates: readonly Template[]): Template[] {
  const chain: Template[] = [];
  for (let wanted: string | undefined = id; wanted !== undefined;) {
    const name: string = wanted;
    const found = templates.find((template) => template.id === name && !chain.includes(template));
    if (!found) {
      // Everything ends in the built-in base, which extends nothing.
      if (name === root && chain.some((template) => template.id === root)) break;
      throw unknown(name, chain.at(-1), templates);
    }
    chain.push(found);
    wanted = found.extends ?? root;
  }
  return chain;
}

function unknown(id: string, from: Template | undefined, templates: readonly Template[]): Failure {
  const known = [...new Set(templates.map((template) => template.id))].filter((name) => name !== from?.id).sort();
  const near = nearest(id, known);
  if (from && templates.some((template) => template.id === id)) {
    return new Failure(
      text(
        `Dokumentmallen ”${from.id}” utgår i sista hand från sig själv`,
        `The document template “${from.id}” in the end extends itself`,
      ),
      text(
        'Ändra ”utgår från” i en av mallarna, till exempel till base.',
        'Change “extends” in one of the templates, for instance to base.',
      ),
    );
  }
  return new Failure(
    text(`Det finns ingen dokumentmall ”${id}”`, `There is no document template “${id}”`),
    text(
      `${near ? `Menade du ”${near}”? ` : ''}Kända mallar: ${known.join(', ') || 'inga'}.`,
      `${near ? `Did you mean “${near}”? ` : ''}Known templates: ${known.join(', ') || 'none'}.`,
    ),
  );
}
