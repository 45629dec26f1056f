import { text } from '../core/text.js';
import type { Gap } from './gap.js';
import { type GapInRound, listedShort, type ToldGap, withMeant } from './tell-gap.js';

type PromiseGap = Extract<
  GapInRound,
  {
    kind:
      | 'accepted-without-change'
      | 'reason-without-change'
      | 'source-without-change'
      | 'circular-follow-up'
      | 'change-not-made'
      | 'unknown-item'
      | 'unbound';
  }
>;

/** Tells a gap between what dispositions say was changed and what was. */
export function tellChangeGap(gap: PromiseGap): ToldGap {
  switch (gap.kind) {
    case 'accepted-without-change': {
      const { sv, en } = listedShort(gap.refs);
      if (gap.item === undefined) {
        return {
          rule: gap.kind,
          severity: 'error',
          message: text(
            `${sv} beaktas, men det framgår inte vad som har ändrats`,
            `${en} is accepted, but it does not say what was changed`,
          ),
          help: text(
            'Synpunkten gäller hela dokumentet. Skriv ”ändrar:” med id för det som har ändrats.',
            'The comment concerns the whole document. Write “items:” with the ids of what was changed.',
          ),
        };
      }
      return {
        rule: gap.kind,
        severity: 'error',
        message: text(
          `${sv} beaktas, men ”${gap.item}” är likadant i den reviderade versionen`,
          `${en} is accepted, but “${gap.item}” is the same in the revised version`,
        ),
        help: text(
          'Gör ändringen, skriv under ”ändrar:” var den har gjorts, eller ändra hanteringen.',
          'Make the change, write under “items:” where it was made, or change the outcome.',
        ),
      };
    }
    case 'reason-without-change':
      return {
        rule: gap.kind,
        severity: 'error',
        message: text(
          `”${gap.item}” är likadant i den reviderade versionen, så det finns ingen ${gap.list === 'own' ? 'egen ändring' : 'följdändring'} att förklara`,
          `“${gap.item}” is the same in the revised version, so there is no ${gap.list === 'own' ? 'change of the drafter’s own' : 'follow-up'} to explain`,
        ),
        help: text('Gör ändringen, eller ta bort den ur listan.', 'Make the change, or take it out of the list.'),
      };
    case 'source-without-change':
      return {
        rule: 'follow-up',
        severity: 'error',
        message: text(
          `Något kan inte följa av ”${gap.item}”, som är likadant i den reviderade versionen`,
          `Nothing can follow from “${gap.item}”, which is the same in the revised version`,
        ),
        help: text(
          'Skriv under ”följer av:” det avsnitt vars ändring ledde till den här, eller ge ett eget skäl under ”egna ändringar”.',
          'Write under “följer av:” the item whose change led to this one, or give a reason of your own under “egna ändringar”.',
        ),
      };
    case 'circular-follow-up': {
      const circle = [...gap.items, gap.items[0] ?? ''].join(' → ');
      return {
        rule: 'follow-up',
        severity: 'error',
        message: text(`Följdändringarna går i cirkel: ${circle}`, `The follow-ups go in a circle: ${circle}`),
        help: text(
          'En av dem har en annan orsak: en synpunkt, eller ett eget skäl under ”egna ändringar”.',
          'One of them has another cause: a comment, or a reason of your own under “egna ändringar”.',
        ),
      };
    }
    case 'change-not-made':
      return {
        rule: gap.kind,
        severity: 'error',
        message: text(
          `Ändringen ${gap.ref} finns inte mellan remissversionen och den reviderade versionen`,
          `The change ${gap.ref} is not to be found between the version that was sent out and the revised one`,
        ),
        help: text(
          `Ändringen av ”${gap.item}” har tagits tillbaka, eller fått en annan lydelse. Återställ den, eller ta bort raden; utan ”ändringar:” binder fardplan consult bind på nytt.`,
          `The change of “${gap.item}” was taken back, or has other words. Restore it, or remove the line; without “ändringar:” fardplan consult bind binds anew.`,
        ),
      };
    case 'unknown-item':
      return {
        rule: 'disposition-item',
        severity: 'error',
        message: text(
          `”${gap.item}” finns varken i remissversionen eller i den reviderade versionen`,
          `“${gap.item}” is neither in the version that was sent out nor in the revised one`,
        ),
        help: withMeant(
          gap.near,
          text(
            'Skriv id för ett avsnitt, en milstolpe eller en indikator.',
            'Write the id of a section, a milestone or an indicator.',
          ),
        ),
      };
    case 'unbound':
      return {
        rule: 'unbound-explanation',
        severity: 'info',
        message:
          gap.count === 1
            ? text(
                'Ändringarna förklaras här bara på rubriknivå',
                'The changes are explained here by their headings only',
              )
            : text(
                `Ändringarna förklaras här, och på ${gap.count === 2 ? 'ett ställe' : `${gap.count - 1} ställen`} till, bara på rubriknivå`,
                `The changes are explained here, and in ${gap.count === 2 ? 'one more place' : `${gap.count - 1} more places`}, by their headings only`,
              ),
        help: text(
          'En senare ändring under samma rubrik räknas då som förklarad. fardplan consult bind låser förklaringarna till lydelsen.',
          'A later change under the same heading then counts as explained. fardplan consult bind ties the explanations to the wording.',
        ),
      };
  }
}

/** Gaps that lie in the revised roadmap. */
export type GapInRoadmap = Exclude<Gap, GapInRound>;

/** Tells a change that nobody has explained, or that is another than the one that was. */
export function tellRoadmapGap(gap: GapInRoadmap, where: readonly string[]): ToldGap {
  const { change } = gap;
  const title = text(`”${change.title}”`, `“${change.title}”`);
  if (gap.kind === 'changed-after-binding') {
    return {
      rule: gap.kind,
      severity: 'error',
      message: text(
        `Lydelsen i ${title.sv} är en annan än den som hanteringen förklarar`,
        `The wording in ${title.en} is another than the one that the disposition explains`,
      ),
      help: text(
        `Förklaringen står i ${where.join(' och ')}. Återställ texten, eller låt förklaringen gälla den nya lydelsen med fardplan consult bind.`,
        `The explanation stands in ${where.join(' and ')}. Restore the text, or let the explanation hold for the new wording with fardplan consult bind.`,
      ),
    };
  }
  const { kind, paragraph } = change;
  const done =
    kind === 'added' || paragraph === 'added'
      ? text('Tillägget', 'The addition')
      : kind === 'removed' || paragraph === 'removed'
        ? text('Borttagandet efter den här raden', 'The removal after this line')
        : kind === 'moved' || paragraph === 'moved'
          ? text('Flytten', 'The move')
          : kind === 'renamed'
            ? text('Namnbytet', 'The new name')
            : text('Ändringen', 'The change');
  return {
    rule: gap.kind,
    severity: 'error',
    message: text(
      `${done.sv} i ${title.sv} förklaras varken av en synpunkt eller av ett eget skäl`,
      `${done.en} in ${title.en} is explained neither by a comment nor by a reason of the drafter’s own`,
    ),
    help: text(
      `Skriv ”${change.id}” under ”ändrar:” i den hantering som ledde hit, eller under ”egna ändringar” eller ”följdändringar” med skälet. Annars ta tillbaka ändringen.`,
      `Write “${change.id}” under “ändrar:” in the disposition that led here, or under “egna ändringar” or “följdändringar” with the reason. If not, take the change back.`,
    ),
  };
}
