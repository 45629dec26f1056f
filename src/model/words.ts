import * as z from 'zod';
import { text } from '../core/text.js';
import { field, line } from './field.js';

/** Words and phrases that rules on wording look for. Lists are compared without regard to case; `*` in one stands for any ending. */
export const Words = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('words/v1'),
    language: field('språk', line(), text('Språket, som sv', 'The language, such as sv')),
    extends: field(
      'utgår från',
      line().optional(),
      text(
        'Den inbyggda listan, efter språk, som den här lägger till: sv',
        'The built-in list, by its language, that this one adds to: sv',
      ),
    ),
    knownAbbreviations: field(
      'kända förkortningar',
      z.array(line()),
      text('Behöver ingen förklaring: t.ex., EU, kl.', 'Need no explanation: t.ex., EU, kl.'),
    ),
    abbreviations: field(
      'förkortningar',
      z.array(
        z.strictObject({
          short: field('kort', line(), text('Förkortningen, till exempel SIP', 'The abbreviation, such as SIP')),
          long: field(
            'utskriven',
            line(),
            text(
              'Utskriven, till exempel samordnad individuell plan',
              'Written out, such as samordnad individuell plan',
            ),
          ),
        }),
      ),
      text('Förkortningar med vad de står för, för förslag', 'Abbreviations with what they stand for, for suggestions'),
    ),
    vagueLinks: field(
      'intetsägande länkar',
      z.array(line()),
      text(
        'Länktexter som inte säger något för sig: klicka här',
        'Link texts that say nothing by themselves: klicka här',
      ),
    ),
    bannedPhrases: field(
      'avrådda uttryck',
      z.array(
        z.strictObject({
          phrase: field('uttryck', line(), text('Uttrycket', 'The phrase')),
          instead: field(
            'i stället',
            line().optional(),
            text('Vad som kan skrivas i stället', 'What may be written instead'),
          ),
        }),
      ),
      text(
        'Uttryck som ett beslut inte ska luta sig mot: enligt föreliggande förslag',
        'Phrases that a decision shall not lean on: enligt föreliggande förslag',
      ),
    ),
    consultingBodies: field(
      'samrådsorgan',
      z.array(line()),
      text(
        'Ord i namnet på organ som får rekommendera men inte anta åt en huvudman: samråd*, kommunalförbund*',
        'Words in the name of a body that may recommend but not adopt for a principal: samråd*, kommunalförbund*',
      ),
    ),
  }),
);

export type Words = z.infer<typeof Words>;
