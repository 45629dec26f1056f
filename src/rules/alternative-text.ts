import { fold, text } from '../core/text.js';
import { type InlineLink, linksIn } from '../parse/inline-links.js';
import { type Finding, rule } from './_contract.js';

/** Words that say that there is an image, which everybody knows. */
const empty =
  /^(?:bild|bilden|foto|fotografi|figur|diagram|illustration|ikon|skärmbild|logga|logotyp|image|photo|picture|figure|img|alt|alt-?text)\s*\d*$/;
const file = /^[^\s/\\]+\.(?:png|jpe?g|gif|svg|webp|tiff?|bmp|pdf|heic|avif)$/i;
const camera =
  /^(?:img|dsc|dscn|dscf|image|skärmavbild|skärmbild|screenshot|namnlös|unnamed|untitled)[_\s-]?\d[\d_\s.-]*$/i;

/** Every image says in words what it shows. */
export const alternativeText = rule({
  kinds: ['roadmap', 'decision', 'missive', 'response'],
  severity: 'error',
  title: text('Bilder har en beskrivning i ord', 'Images are described in words'),
  why: text(
    'Den som inte ser bilden får bara beskrivningen, och i beslut och PDF är det beskrivningen som visas. DOS-lagen (2018:1937) kräver den (EN 301 549, 9.1.1.1 och 10.1.1.1; WCAG 1.1.1, nivå A).',
    'Those who do not see the image get nothing but the description, and in decisions and PDFs it is what is shown. The Swedish accessibility act (2018:1937) requires it (EN 301 549, 9.1.1.1 and 10.1.1.1; WCAG 1.1.1, level A).',
  ),
  good: '## Ledning och styrning\n\n![Tre nivåer: länet beslutar, delregionen planerar, närområdet genomför.](https://exempel.example/nivaer.png)\n',
  bad: '## Ledning och styrning\n\n![](https://exempel.example/nivaer.png)\n',
  *check(document) {
    for (const link of linksIn(document)) if (link.type === 'image') yield* judged(link);
  },
});

function* judged({ text: written, span }: InlineLink): Generator<Finding> {
  const help = text(
    'Skriv inom hakparenteserna vad bilden säger läsaren, i en mening eller två: ![Diagram: andelen har ökat från 40 till 60 procent](diagram.png).',
    'Write between the brackets what the image tells the reader, in a sentence or two: ![Chart: the share rose from 40 to 60 per cent](chart.png).',
  );
  if (written === '') {
    yield { at: span, message: text('Bilden saknar beskrivning', 'The image has no description'), help };
  } else if (file.test(written) || camera.test(written)) {
    yield {
      at: span,
      message: text(
        `Bildens beskrivning är ett filnamn: ”${written}”`,
        `The description of the image is a file name: “${written}”`,
      ),
      help,
    };
  } else if (empty.test(fold(written))) {
    yield {
      at: span,
      message: text(
        `Bildens beskrivning ”${written}” säger inte vad den visar`,
        `The description of the image, “${written}”, does not say what it shows`,
      ),
      help,
    };
  }
}
