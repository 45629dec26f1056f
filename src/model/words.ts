import * as z from 'zod';
import { field, line } from './field.js';

/** Words and phrases that rules on wording look for. Lists are compared without regard to case; `*` in one stands for any ending. */
export const Words = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('words/v1'),
    language: field('språk', line(), 'BCP 47, such as sv'),
    extends: field('utgår från', line().optional(), 'The built-in list, by its language, that this one adds to: sv'),
    knownAbbreviations: field('kända förkortningar', z.array(line()), 'Need no explanation: t.ex., EU, kl.'),
    abbreviations: field(
      'förkortningar',
      z.array(z.strictObject({ short: field('kort', line()), long: field('utskriven', line()) })),
      'With what they stand for, for suggestions: SIP, samordnad individuell plan',
    ),
    vagueLinks: field('intetsägande länkar', z.array(line()), 'Link texts that say nothing by themselves: klicka här'),
    bannedPhrases: field(
      'avrådda uttryck',
      z.array(z.strictObject({ phrase: field('uttryck', line()), instead: field('i stället', line().optional()) })),
      'Phrases that a decision shall not lean on: enligt föreliggande förslag',
    ),
    consultingBodies: field(
      'samrådsorgan',
      z.array(line()),
      'Words in the name of a body that may recommend but not adopt for a principal: samråd*, kommunalförbund*',
    ),
  }),
);

export type Words = z.infer<typeof Words>;
