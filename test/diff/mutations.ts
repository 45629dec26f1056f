import fc from 'fast-check';
import { every, type Node, type Plan, title, vocabulary } from './generated.js';

/** One thing done to a plan, and how the differ shall tell it; `undefined` where it could not be done. */
export type Mutation = (plan: Plan) => string | undefined;

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];
const listOf = (plan: Plan, node: Node): Node[] =>
  [plan.sections, ...every(plan.sections).map(({ children }) => children)].find((list) => list.includes(node)) ?? [];

const rename =
  (at: number, name: string, withId: boolean): Mutation =>
  (plan) => {
    const node = pick(
      every(plan.sections).filter(({ id }) => (id !== undefined) === withId),
      at,
    );
    if (!node) return undefined;
    node.title = `${name} nytt`;
    return 'renamed section substantive';
  };

const move =
  (at: number, to: number): Mutation =>
  (plan) => {
    const node = pick(
      every(plan.sections).filter((each) => listOf(plan, each).length > 1),
      at,
    );
    if (!node) return undefined;
    const list = listOf(plan, node);
    const from = list.indexOf(node);
    list.splice(from, 1);
    list.splice((from + 1 + (to % list.length)) % (list.length + 1), 0, node);
    return list.indexOf(node) === from ? undefined : 'moved section substantive';
  };

const moveUnder =
  (at: number, to: number): Mutation =>
  (plan) => {
    const node = pick(
      every(plan.sections).filter(({ children }) => children.length === 0),
      at,
    );
    const target = pick(
      plan.sections.filter((each) => node && each !== node && !each.children.includes(node)),
      to,
    );
    if (!node || !target || every(plan.sections).length < 4) return undefined;
    const list = listOf(plan, node);
    list.splice(list.indexOf(node), 1);
    target.children.push(node);
    return 'moved section substantive';
  };

const renumber =
  (at: number): Mutation =>
  (plan) => {
    const node = pick(
      every(plan.sections).filter(({ number, children }) => number !== undefined && children.length === 0),
      at,
    );
    if (!node) return undefined;
    node.number = '17';
    return 'changed section.number editorial';
  };

const editParagraph =
  (at: number, where: number, word: string): Mutation =>
  (plan) => {
    const node = pick(every(plan.sections), at);
    const index = where % (node?.paragraphs.length ?? 1);
    const paragraph = node?.paragraphs[index];
    if (!node || paragraph === undefined) return undefined;
    const words = paragraph.split(' ');
    node.paragraphs[index] = words.toSpliced(1 + (where % (words.length - 1)), 0, word).join(' ');
    return 'changed (changed) section.text substantive';
  };

const misspell =
  (at: number, where: number): Mutation =>
  (plan) => {
    const node = pick(every(plan.sections), at);
    const paragraph = node?.paragraphs[0];
    if (!node || paragraph === undefined) return undefined;
    const words = paragraph.split(' ');
    const index = where % (words.length - 1);
    const [word = ''] = [words[index]];
    const letter = 1 + (where % (word.length - 2));
    const swapped =
      word.slice(0, letter) +
      word
        .slice(letter, letter + 2)
        .split('')
        .reverse()
        .join('') +
      word.slice(letter + 2);
    if (word.length < 5 || swapped === word) return undefined;
    words[index] = swapped;
    node.paragraphs[0] = words.join(' ');
    return 'changed (changed) section.text editorial';
  };

const addParagraph =
  (at: number, where: number, text: string): Mutation =>
  (plan) => {
    const node = pick(every(plan.sections), at);
    node?.paragraphs.splice(where % (node.paragraphs.length + 1), 0, `${text}.`);
    return 'changed (added) section.text substantive';
  };

const removeParagraph =
  (at: number, where: number): Mutation =>
  (plan) => {
    const node = pick(
      every(plan.sections).filter(({ paragraphs }) => paragraphs.length > 1),
      at,
    );
    node?.paragraphs.splice(where % node.paragraphs.length, 1);
    return node && 'changed (removed) section.text substantive';
  };

const remove =
  (at: number): Mutation =>
  (plan) => {
    const node = pick(
      every(plan.sections).filter(({ children }) => children.length === 0),
      at,
    );
    if (!node) return undefined;
    const list = listOf(plan, node);
    list.splice(list.indexOf(node), 1);
    return 'removed section substantive';
  };

const add =
  (at: number, where: number, name: string, text: string): Mutation =>
  (plan) => {
    const list = pick([plan.sections, ...every(plan.sections).map(({ children }) => children)], at);
    list?.splice(where % (list.length + 1), 0, { title: `${name} tillagt`, paragraphs: [text], children: [] });
    return 'added section substantive';
  };

const milestone =
  (at: number): Mutation =>
  (plan) => {
    const stone = pick(plan.stones, at);
    if (!stone) return undefined;
    stone.when = stone.when === 2030 ? 2023 : stone.when + 1;
    plan.stones.sort((a, b) => a.when - b.when);
    return 'changed milestone.when substantive';
  };

const removeMilestone =
  (at: number): Mutation =>
  (plan) => {
    if (plan.stones.length < 2) return undefined;
    plan.stones.splice(at % plan.stones.length, 1);
    return 'removed milestone substantive';
  };

const nat = fc.nat(1000);
// Words that no generated text holds, so that what is added resembles nothing.
const foreign = fc
  .array(fc.constantFrom(...vocabulary.map((word) => `${[...word].reverse().join('')}q`)), {
    minLength: 8,
    maxLength: 12,
  })
  .map((words) => words.join(' '));
const foreignWord = fc.constantFrom('särskilt', 'gemensamt', 'inte', '2026');

/** Every kind of mutation, by name. */
export const mutations: Record<string, fc.Arbitrary<Mutation>> = {
  'rename with an id': fc.tuple(nat, title).map(([at, name]) => rename(at, name, true)),
  'rename without an id': fc.tuple(nat, title).map(([at, name]) => rename(at, name, false)),
  'move among siblings': fc.tuple(nat, nat).map(([at, to]) => move(at, to)),
  'move under another section': fc.tuple(nat, nat).map(([at, to]) => moveUnder(at, to)),
  renumber: nat.map(renumber),
  'edit a paragraph': fc.tuple(nat, nat, foreignWord).map(([at, where, word]) => editParagraph(at, where, word)),
  misspell: fc.tuple(nat, nat).map(([at, where]) => misspell(at, where)),
  'add a paragraph': fc.tuple(nat, nat, foreign).map(([at, where, text]) => addParagraph(at, where, text)),
  'remove a paragraph': fc.tuple(nat, nat).map(([at, where]) => removeParagraph(at, where)),
  'remove a section': nat.map(remove),
  'add a section': fc.tuple(nat, nat, title, foreign).map(([at, where, name, text]) => add(at, where, name, text)),
  'move a milestone in time': nat.map(milestone),
  'remove a milestone': nat.map(removeMilestone),
};
