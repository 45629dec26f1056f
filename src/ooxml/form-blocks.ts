import type { AnswerForm, FormHeading } from '../model/answer-form.js';
import { stance } from '../model/consultation.js';
import { metaOf } from '../model/field.js';
import {
  bookmarkOf,
  fieldLabels,
  formFactLabels,
  formSections,
  type FormMark,
  headingFields,
  prompts,
  tagOf,
} from './form-marks.js';
import { bookmarked, control, type Control, paragraph, type Row, run, table } from './word-xml.js';

/** Stances that may be chosen in a form, in Swedish. */
export const stanceChoices: readonly string[] = Object.entries(metaOf(stance).words ?? {}).flatMap(([name, [word]]) =>
  word === undefined || name === 'unstated' ? [] : [word],
);

/** Widths of a table’s columns: together the width between the margins, in twentieths of a point. */
const narrow = 2150;
const wide = 9638 - narrow;

/** Room to write in, so that a printed form shows where. */
const heights: Partial<Record<FormMark['field'], number>> = {
  comment: 1250,
  motive: 620,
  proposal: 850,
  summary: 1250,
  general: 1250,
};

const choices = { choices: stanceChoices, none: prompts.stance };

/** The body of an answer form, block by block: each a paragraph, a table or a locked heading, as WordprocessingML. */
export function formBlocks(form: AnswerForm): string[] {
  const { headings, party, roadmap, round } = form;
  // Numbers of controls and bookmarks, in the order they are made.
  let count = 0;
  const controlled = (
    mark: FormMark,
    title: string,
    kind: Control['kind'],
    content: string,
    way: Pick<Control, 'prompt' | 'fixed'>,
  ): string => control({ tag: tagOf(mark, headings), title, id: (count += 1), kind, ...way }, content);
  const marked = (content: string, mark: FormMark): string =>
    bookmarked(content, bookmarkOf(mark, headings), (count += 1));

  // A table stays on the page of its heading, and its last row does not hold on to what follows.
  const row = (mark: FormMark, label: string, answer: string): Row => {
    const height = heights[mark.field];
    const keepNext = mark.field !== 'proposal' && mark.field !== 'general';
    return {
      cells: [
        { content: paragraph(marked(run(label), mark), { style: 'Faltnamn', keepNext }), width: narrow, header: true },
        { content: answer, width: wide },
      ],
      ...(height === undefined ? {} : { height }),
    };
  };
  const asked = (mark: FormMark, label: string, title: string, kind: Control['kind'], prompt: string): Row => {
    const words = run(prompt, { style: 'PlaceholderText' });
    const answer =
      kind === 'rich'
        ? controlled(mark, title, kind, paragraph(words, { style: 'Svar' }), { prompt: true })
        : paragraph(controlled(mark, title, kind, words, { prompt: true }), { style: 'Svar' });
    return row(mark, label, answer);
  };
  const about = (name: 'body' | 'date' | 'reference' | 'summary' | 'general'): Row => {
    const kind = name === 'date' ? 'date' : name === 'summary' || name === 'general' ? 'rich' : 'line';
    return asked({ field: name }, fieldLabels[name], fieldLabels[name], kind, prompts[name]);
  };
  const fact = (label: string, value: string): Row => ({
    cells: [
      { content: paragraph(run(label), { style: 'Faltnamn' }), width: narrow, header: true },
      { content: paragraph(run(value), { style: 'Svar' }), width: wide },
    ],
  });
  const fixed = (name: keyof typeof formFactLabels, value: string): Row => {
    const label = formFactLabels[name];
    const answer = paragraph(controlled({ field: name }, label, 'line', run(value), { fixed: true }), {
      style: 'Svar',
    });
    return row({ field: name }, label, answer);
  };

  const headingBlock = (heading: FormHeading): string[] => {
    const { id, title, number, depth } = heading;
    const named = number === undefined ? title : `${number}. ${title}`;
    const mark: FormMark = { item: id, field: 'heading' };
    const style = `Heading${Math.min(4, depth + 1)}`;
    const words = paragraph(marked(run(named), mark), { style, keepNext: true });
    const rows = headingFields.map((name) =>
      asked(
        { item: id, field: name },
        fieldLabels[name],
        `${fieldLabels[name]}: ${title}`,
        name === 'stance' ? choices : 'rich',
        prompts[name],
      ),
    );
    return [
      controlled(mark, named, 'rich', words, { fixed: true }),
      table(rows, {
        title: `Svar om ${named}`,
        description: `Fält att fylla i om ${named}. Första kolumnen säger vad som efterfrågas, den andra är för svaret.`,
      }),
    ];
  };

  return [
    paragraph(run(`Svar på remiss: ${roadmap.title}`), { style: 'Title' }),
    paragraph(run(party.name), { style: 'Subtitle' }),
    table(
      [
        fact('Remiss', round.title),
        fact('Svar senast', form.replyTo === undefined ? form.dueWords : `${form.dueWords}, till ${form.replyTo}`),
        fixed('version', roadmap.version),
        fixed('round', round.id),
        fixed('party', party.id),
        fixed('sha256', roadmap.sha256),
      ],
      {
        title: 'Om formuläret',
        description:
          'Vilken remiss och vilken text formuläret gäller, och vem det är till för. Uppgifterna är ifyllda.',
      },
    ),
    paragraph(run(formSections.how), { style: 'Heading1', keepNext: true }),
    ...[...instructions(form), wordInstruction].map((line) => paragraph(run(line), { style: 'Lista' })),
    paragraph(run(formSections.whole), { style: 'Heading1', keepNext: true }),
    table(
      [
        asked({ field: 'stance' }, fieldLabels.overall, fieldLabels.overall, choices, prompts.stance),
        about('body'),
        about('date'),
        about('reference'),
        about('summary'),
        about('general'),
      ],
      {
        title: 'Svaret i sin helhet',
        description:
          'Samlad ståndpunkt, beslut, sammanfattning och allmänna synpunkter. Första kolumnen säger vad som efterfrågas.',
      },
    ),
    paragraph(run(formSections.headings), { style: 'Heading1', keepNext: true }),
    paragraph(run(formSections.lead), { keepNext: true }),
    ...headings.flatMap(headingBlock),
    paragraph(run(closing(form)), { style: 'Avslutning' }),
  ];
}

/** How to answer: what has been asked of municipalities before, in as few words (domain: the round in Västra Götaland). */
export const instructions = ({ party }: Pick<AnswerForm, 'party'>): string[] => [
  `Lämna ett samlat svar för ${party.name}.`,
  'Knyt varje synpunkt till den rubrik den gäller. Ni behöver inte svara under alla rubriker.',
  'Skriv kort och konkret, och undvik förkortningar.',
  'Vill ni att texten ändras, föreslå gärna hur den ska lyda.',
  'Det som gäller hela dokumentet skriver ni under Allmänna synpunkter.',
];

/** How to write in a Word form. */
export const wordInstruction = 'Skriv bara i fälten. Rubrikerna är låsta, så att varje synpunkt hamnar rätt.';

/** The last line of a form. */
export const closing = ({ dueWords, replyTo }: Pick<AnswerForm, 'dueWords' | 'replyTo'>): string =>
  `Tack för ert svar! Skicka det senast ${dueWords}${replyTo === undefined ? '' : ` till ${replyTo}`}.`;
