import { fold, text } from '../core/text.js';
import { linksIn } from '../parse/inline-links.js';
import { rule } from './_contract.js';

/** An address that is longer than this is more than a reader can take in, or a listener hear to the end. */
const longest = 60;

/** The words of a link say where it leads. */
export const vagueLink = rule({
  kinds: ['roadmap', 'decision', 'missive'],
  severity: 'warning',
  title: text('Länkarnas text säger vart de leder', 'The words of links say where they lead'),
  why: text(
    'Den som lyssnar på texten kan låta läsa upp bara länkarna, och då säger ”klicka här” ingenting. DOS-lagen (2018:1937) kräver att länkens mål framgår (EN 301 549, 9.2.4.4 och 10.2.4.4; WCAG 2.4.4, nivå A).',
    'Those who listen may have only the links read to them, and then “click here” says nothing. The Swedish accessibility act (2018:1937) requires the purpose of a link to be clear (EN 301 549, 9.2.4.4 and 10.2.4.4; WCAG 2.4.4, level A).',
  ),
  good: '## Syfte\n\nUppdraget finns i [protokollet från SRO den 1 november 2019](https://exempel.example/protokoll).\n',
  bad: '## Syfte\n\nUppdraget finns [här](https://exempel.example/protokoll).\n',
  *check(document, { words }) {
    const links = linksIn(document).filter(({ type }) => type === 'link');
    if (links.length === 0) return;
    const vague = words.vagueLinks.map((phrase) => {
      const [start = '', ...more] = fold(phrase).split('*');
      return { start, open: more.length > 0 };
    });
    for (const { text: written, span, image, bare } of links) {
      const said = fold(written).replace(/^[>»→\s]+|[\s!?…>»→]+$/gu, '');
      if (bare) {
        if (written.length <= longest) continue;
        yield {
          at: span,
          message: text(
            `Adressen på ${written.length} tecken står som text`,
            `An address of ${written.length} characters is shown as text`,
          ),
          help: text('Skriv [det som länken leder till](adressen).', 'Write [what the link leads to](the address).'),
        };
      } else if (written === '') {
        // The image itself is told to lack its description.
        if (image) continue;
        yield {
          at: span,
          message: text('Länken har ingen text', 'The link has no text'),
          help: text(
            'Skriv inom hakparenteserna vad länken leder till.',
            'Write between the brackets what the link leads to.',
          ),
        };
      } else if (vague.some(({ start, open }) => (open ? said.startsWith(start) : said === start))) {
        yield {
          at: span,
          message: text(
            `Länktexten ”${written}” säger inte vart länken leder`,
            `The link text “${written}” does not say where the link leads`,
          ),
          help: text(
            'Låt länktexten vara namnet på det som länken leder till, till exempel ”protokollet från SRO”.',
            'Let the link text be the name of what it leads to, such as “the minutes of the board”.',
          ),
        };
      }
    }
  },
});
