import type { ModelPath } from '../core/locations.js';
import { fold, text } from '../core/text.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { type Finding, rule } from './_contract.js';
import { isGiven, lineOf, targetsOf } from './_sections.js';

const roadmap = (id: string) => `## Arbetssätt

### Utveckla mobila team {#mobila-team}

Teamen kommer hem.

### Stärk kontinuiteten {#${id}}

Personen känner igen dem som kommer.
`;

interface Holder {
  id: string;
  title: string;
  path: ModelPath;
  heading?: boolean;
}

/** No two things in a document have the same id. */
export const duplicateId = rule({
  kinds: ['roadmap', 'parties', 'plan', 'response', 'decision'],
  severity: 'error',
  title: text('Varje id används en gång', 'Every id is used once'),
  why: text(
    'Synpunkter, indikatorer och planer hänvisar till id. Har två saker samma id går det inte att veta vilken som menas.',
    'Comments, indicators and plans refer to ids. When two things share one, nobody knows which is meant.',
  ),
  good: roadmap('kontinuitet'),
  bad: roadmap('mobila-team'),
  *check(document) {
    const first = new Map<string, Holder>();
    for (const holder of holdersOf(document)) {
      if (!isGiven(holder.id)) continue;
      const other = first.get(holder.id);
      if (other) yield clash(holder, other, lineOf(document, [...other.path, 'id']));
      else first.set(holder.id, holder);
    }
  },
});

function* holdersOf(document: Parsed): Generator<Holder> {
  if (isKind(document, 'roadmap')) {
    for (const target of targetsOf(document.model)) yield { ...target, heading: target.kind === 'section' };
  } else if (isKind(document, 'parties')) {
    for (const [index, { id, name }] of document.model.parties.entries()) {
      yield { id, title: name, path: ['parties', index] };
    }
  } else if (isKind(document, 'plan')) {
    for (const [index, { id, title }] of document.model.activities.entries()) {
      yield { id, title, path: ['activities', index] };
    }
  } else if (isKind(document, 'response')) {
    for (const [index, { id, heading }] of document.model.comments.entries()) {
      yield { id, title: heading ?? id, path: ['comments', index] };
    }
  } else if (isKind(document, 'decision')) {
    for (const [index, { id, name }] of document.model.signers.entries()) {
      if (id !== undefined) yield { id, title: name, path: ['signers', index] };
    }
  }
}

function clash({ id, title, path, heading }: Holder, other: Holder, line: number): Finding {
  const at = [...path, 'id'];
  const related = [{ at: [...other.path, 'id'], message: text('Här står det första', 'The first one stands here') }];
  if (heading && other.heading && fold(title) === fold(other.title)) {
    return {
      at,
      related,
      message: text(
        `Rubriken ”${title}” finns redan på rad ${line}`,
        `The heading “${title}” stands already on line ${line}`,
      ),
      help: text(
        'Slå ihop texterna under en rubrik, eller ge den ena ett annat namn.',
        'Put the texts under one heading, or give one of them another name.',
      ),
    };
  }
  return {
    at,
    related,
    message: text(
      `Id ”${id}” används redan på rad ${line}, av ”${other.title}”`,
      `The id “${id}” is used already on line ${line}, by “${other.title}”`,
    ),
    help: heading
      ? text(
          `Ge ”${title}” ett eget id inom klammer efter rubriken, till exempel {#${id}-2}.`,
          `Give “${title}” an id of its own in braces after the heading, such as {#${id}-2}.`,
        )
      : text(`Ge ”${title}” ett eget id, till exempel ${id}-2.`, `Give “${title}” an id of its own, such as ${id}-2.`),
  };
}
