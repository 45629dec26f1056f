import { nearest } from '../core/nearest.js';
import { text } from '../core/text.js';
import type { ProfileItem } from '../model/profile.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Parsed } from '../parse/parsed.js';
import { sectionBelongs } from './_belongs.js';
import { type Finding, rule } from './_contract.js';
import { listProfile, listRoadmap } from './_list-example.js';
import { nounOf, quoted } from './_nouns.js';
import {
  childrenOf,
  headingOf,
  isEmpty,
  type KnownChild,
  type KnownList,
  knownLists,
  type Placed,
  sectionsOf,
} from './_sections.js';
import { didYouMean, joined } from './_suggest.js';
import { untitledIn } from './_told.js';

/** R02: where the profile's list is closed, all its items are there and no others. */
export const knownItems = rule({
  code: 'R02',
  kinds: ['roadmap'],
  severity: 'error',
  title: text(
    'De arbetssätt och målområden som profilen räknar upp finns, och inga andra',
    'The working methods and goal areas that the profile lists are there, and no others',
  ),
  why: text(
    'Arbetssätten är det som huvudmännen har enats om. Faller ett bort eller byter namn av misstag beslutar de om olika saker.',
    'The working methods are what the principals have agreed on. If one drops out or changes its name by mistake, they decide on ' +
      'different things.',
  ),
  good: { 'fardplan.md': listRoadmap('personcentrering', 'mobila-team'), 'profiles/exempel.yaml': listProfile },
  bad: { 'fardplan.md': listRoadmap('personcentrering'), 'profiles/exempel.yaml': listProfile },
  *check(document, { profile }) {
    if (!profile) return;
    const { model } = document;
    const untitled = new Set(untitledIn(document).map(({ section }) => section));
    const byId = new Map(sectionsOf(model).map((placed) => [placed.section.id, placed]));
    for (const known of knownLists(model, profile)) {
      // A section with nothing in it is one fault, told by the rules on empty sections.
      if (!known.items.closed || isEmpty(known.parent.section)) continue;
      const children = childrenOf(known);
      const present = new Set(children.map(({ section }) => section.id));
      const missing = (known.items.list ?? []).filter(({ id }) => !present.has(id));
      const explained = new Set<ProfileItem>();
      for (const child of children) {
        if (child.item) continue;
        const near = meant(child.section.title, missing);
        const instead = near ?? standsFor(child, children, known, missing);
        if (instead) explained.add(instead);
        // A heading without words is told as that.
        if (!untitled.has(child.section)) yield stranger(child, known, near, instead);
      }
      for (const item of missing) {
        if (!explained.has(item)) yield absent(item, known, children, byId.get(item.id), document);
      }
    }
  },
});

/** The missing item that a heading was probably meant to be. */
function meant(title: string, missing: readonly ProfileItem[]): ProfileItem | undefined {
  const near = nearest(
    title,
    missing.flatMap((item) => [item.title, ...(item.aliases ?? [])]),
  );
  return missing.find((item) => item.title === near || (near !== undefined && item.aliases?.includes(near)));
}

/** The only missing item that belongs between the neighbours of a heading which is none of the list: it was probably renamed. */
function standsFor(
  child: KnownChild,
  children: readonly KnownChild[],
  { items }: KnownList,
  missing: readonly ProfileItem[],
): ProfileItem | undefined {
  const list = items.list ?? [];
  const at = children.indexOf(child);
  const [before, after] = [children[at - 1], children[at + 1]];
  if ((before && !before.item) || (after && !after.item)) return undefined;
  const [from, to] = [
    before?.item ? list.indexOf(before.item) : -1,
    after?.item ? list.indexOf(after.item) : list.length,
  ];
  const [only, ...more] = list.slice(from + 1, Math.max(to, 0)).filter((item) => missing.includes(item));
  return more.length === 0 ? only : undefined;
}

function stranger(
  child: KnownChild,
  { items, asks }: KnownList,
  near: ProfileItem | undefined,
  instead: ProfileItem | undefined,
): Finding {
  const { sv, en } = nounOf(items.kind);
  const titles = quoted((items.list ?? []).map(({ title }) => title));
  return {
    at: headingOf(child),
    askedBy: { profile: instead ? [...asks, 'list', items.list?.indexOf(instead) ?? 0] : [...asks, 'closed'] },
    message: text(
      `”${child.section.title}” är ${sv.none} av profilens ${sv.many}`,
      `“${child.section.title}” is none of the profile’s ${en.many}`,
    ),
    help: near
      ? joined(
          didYouMean(near.title),
          text(
            `Skriv rubriken så, eller sätt {#${near.id}} efter den.`,
            `Write the heading so, or put {#${near.id}} after it.`,
          ),
        )
      : instead
        ? text(
            `Här hör ”${instead.title}” hemma. Skriv rubriken så, eller sätt {#${instead.id}} efter den. Är det något annat: flytta rubriken med sin text till ett annat avsnitt, och lägg till ”${instead.title}”.`,
            `“${instead.title}” belongs here. Write the heading so, or put {#${instead.id}} after it. If it is something else, move the heading with its text to another section and add “${instead.title}”.`,
          )
        : text(
            `Ta bort rubriken, eller flytta den med sin text till ett annat avsnitt. Profilen har ${titles.sv}.`,
            `Remove the heading, or move it with its text to another section. The profile has ${titles.en}.`,
          ),
  };
}

function absent(
  item: ProfileItem,
  { items, parent, asks }: KnownList,
  children: readonly KnownChild[],
  elsewhere: Placed | undefined,
  document: Parsed<Roadmap>,
): Finding {
  const { sv, en } = nounOf(items.kind);
  const section = parent.section.title;
  const list = items.list ?? [];
  const askedBy = { profile: [...asks, 'list', list.indexOf(item)] };
  if (elsewhere) return { ...astray(item, elsewhere, { items, parent }), askedBy };
  const later = new Set(list.slice(list.indexOf(item) + 1).map(({ id }) => id));
  const after = children.find((child) => later.has(child.section.id));
  const earlier = new Set(list.slice(0, list.indexOf(item)).map(({ id }) => id));
  const before = children.findLast((child) => earlier.has(child.section.id));
  return {
    ...sectionBelongs(document, { ...item, kind: items.kind }, parent, after),
    askedBy,
    message: text(`${sv.the} ”${item.title}” saknas`, `The ${en.one} “${item.title}” is missing`),
    help: before
      ? text(
          `Lägg till rubriken ”${item.title}” under ”${section}”, efter ”${before.section.title}”.`,
          `Add the heading “${item.title}” under “${section}”, after “${before.section.title}”.`,
        )
      : text(
          `Lägg till rubriken ”${item.title}” under ”${section}”.`,
          `Add the heading “${item.title}” under “${section}”.`,
        ),
  };
}

function astray(item: ProfileItem, elsewhere: Placed, { items, parent }: Pick<KnownList, 'items' | 'parent'>): Finding {
  const { sv, en } = nounOf(items.kind);
  const [section, where] = [parent.section.title, elsewhere.parent?.title];
  const here = where === undefined ? 'står som ett eget avsnitt' : `står under ”${where}”`;
  const hereEn = where === undefined ? 'stands as a section of its own' : `stands under “${where}”`;
  return {
    at: headingOf(elsewhere),
    message: text(
      `${sv.the} ”${item.title}” ${here} men hör till ”${section}”`,
      `The ${en.one} “${item.title}” ${hereEn} but belongs to “${section}”`,
    ),
    help: text(
      `Flytta rubriken med sin text till ”${section}”, en nivå under den rubriken.`,
      `Move the heading with its text to “${section}”, one level below that heading.`,
    ),
  };
}
