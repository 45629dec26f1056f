import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { listProfile, listRoadmap } from './_list-example.js';
import { nounOf } from './_nouns.js';
import { displaced } from './_order.js';
import { childrenOf, headingOf, knownLists } from './_sections.js';

/** R02: the items that the profile lists stand in the profile's order, where it says that order matters. */
export const itemOrder = rule({
  code: 'R02',
  kinds: ['roadmap'],
  severity: 'error',
  title: text(
    'Arbetssätt och målområden står i profilens ordning',
    'Working methods and goal areas stand in the profile’s order',
  ),
  why: text(
    'Svar, beslut och uppföljning hänvisar till ”arbetssätt 3”. Byter de plats pekar hänvisningarna på fel arbetssätt.',
    'Answers, decisions and follow-up refer to “working method 3”. If they change places, the references point to the wrong one.',
  ),
  good: { 'fardplan.md': listRoadmap('personcentrering', 'mobila-team'), 'profiles/exempel.yaml': listProfile },
  bad: { 'fardplan.md': listRoadmap('mobila-team', 'personcentrering'), 'profiles/exempel.yaml': listProfile },
  *check({ model }, { profile }) {
    if (!profile) return;
    for (const known of knownLists(model, profile)) {
      const list = known.items.list ?? [];
      if (!known.items.ordered) continue;
      const children = childrenOf(known).flatMap((child) =>
        child.item ? [{ ...child, rank: list.indexOf(child.item) }] : [],
      );
      const { sv, en } = nounOf(known.items.kind);
      for (const index of displaced(children.map(({ rank }) => rank))) {
        const child = children[index];
        if (!child) continue;
        const before = children.filter(({ rank }) => rank < child.rank).toSorted((one, two) => two.rank - one.rank)[0];
        const where = before
          ? text(`efter ”${before.section.title}”`, `after “${before.section.title}”`)
          : text(`först under ”${known.parent.section.title}”`, `first under “${known.parent.section.title}”`);
        yield {
          at: headingOf(child),
          askedBy: { profile: [...known.asks, 'list', child.rank] },
          message: text(
            `${sv.the} ”${child.section.title}” står på fel plats`,
            `The ${en.one} “${child.section.title}” is in the wrong place`,
          ),
          help: text(
            `Ordningen är bestämd i profilen. Flytta rubriken med sin text så att den står ${where.sv}.`,
            `The profile fixes the order. Move the heading with its text so that it comes ${where.en}.`,
          ),
        };
      }
    }
  },
});
