import * as z from 'zod';
import { text } from '../core/text.js';
import { choice, field, id, line } from './field.js';
import { phrase, templateItems, templateLabels, templatePhrases } from './template-words.js';

/** Where the content of a section comes from: the author's prose only, or one of the generated parts after that prose. */
const sectionSource = choice({
  part: 'del',
  clauses: 'beslutspunkter',
  changes: 'förändringar',
  papers: 'beslutsunderlag',
  preparation: 'ärendets gång',
  dispatch: 'expediering',
  reply: 'återkoppling',
  level: 'beslutsnivå',
  contact: 'kontakt',
  legal: 'lagrum',
  facts: 'fakta',
  binding: 'bindning',
  signatures: 'undertecknare',
});

/** Placeholders of texts about the decision as a whole. */
const whole = ['body', 'recipient', 'date', 'organisation', 'title', 'version'];

/** One section of a decision document: its title, where its content comes from, and whether it must be there. */
export const TemplateSection = z.lazy(() =>
  z.strictObject({
    id: field(
      'id',
      id(),
      text('En del av beslutet med detta id hör hit', 'A part of the decision with this id belongs here'),
    ),
    title: field(
      'titel',
      line().optional(),
      text('Rubriken; utan den har avsnittet ingen', 'Without one the section has no heading'),
    ),
    titleDecided: field(
      'titel som beslut',
      line().optional(),
      text('Rubriken när beslutet är fattat', 'The title once the decision is taken'),
    ),
    aliases: field(
      'alias',
      z.array(line()).optional(),
      text('Andra rubriker som en författare kan skriva', 'Other headings an author may write'),
    ),
    source: field(
      'källa',
      sectionSource.default('part'),
      text('Var innehållet kommer ifrån', 'Where the content comes from'),
    ),
    required: field(
      'krävs',
      z.boolean().default(false),
      text('Om avsnittet måste finnas', 'Whether the section must be there'),
    ),
    lead: field(
      'inledning',
      phrase(...whole).optional(),
      text(
        'Text före innehållet; före beslutspunkter bara när de är att-satser',
        'Text before the content; before clauses only when they are att-clauses',
      ),
    ),
    leadDecided: field(
      'inledning som beslut',
      phrase(...whole).optional(),
      text('Text före innehållet när beslutet är fattat', 'Text before the content once the decision is taken'),
    ),
  }),
);

/** The content skeleton and the wording of a document kind. What is left out is taken from the template it extends. */
export const Template = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('template/v1'),
    id: field('id', id(), text('Mallens id', 'Id of the template')),
    title: field('titel', line(), text('För listor över mallar', 'For lists of templates')),
    extends: field(
      'utgår från',
      line().optional(),
      text('Id för en annan mall; utelämnat: base', 'Id of another template; default: base'),
    ),
    kindLabel: field(
      'dokumentbenämning',
      z
        .strictObject({
          proposal: field('förslag', line(), text('Så länge det är ett förslag', 'As long as it is a proposal')),
          decided: field('beslut', line(), text('När beslutet är fattat', 'Once the decision is taken')),
        })
        .optional(),
      text('Det som står ovanför titeln', 'Printed above the title'),
    ),
    subject: field(
      'ämne',
      phrase('kind', 'title', 'version').optional(),
      text('Ämnet, för metadata', 'For the metadata'),
    ),
    style: field(
      'beslutsform',
      choice({ sentence: ['meningar', 'mening'], att: ['att-satser', 'att-sats'] }).optional(),
      text(
        'Hur beslutspunkter skrivs: hela meningar, eller att-satser under en ingress',
        'House style of the clauses: whole sentences, or att-clauses under a lead',
      ),
    ),
    sections: field(
      'avsnitt',
      z.array(TemplateSection).optional(),
      text('Avsnitten i ordning', 'The sections, in order'),
    ),
    labels: field(
      'ord',
      templateLabels.optional(),
      text('Korta ord, som i faktarutan', 'Short words, as in the facts box'),
    ),
    items: field(
      'benämningar',
      templateItems.optional(),
      text('Vad delar av en färdplan kallas', 'What the parts of a roadmap are called'),
    ),
    fields: field(
      'uppgifter',
      z.record(z.string(), line()).optional(),
      text(
        'Namn på uppgifter om tidpunkter, indikatorer och annat, i bestämd form',
        'Names of milestone, indicator and other fields, definite form',
      ),
    ),
    phrases: field(
      'fraser',
      templatePhrases.optional(),
      text('Meningar med {platshållare}', 'Sentences with {placeholders}'),
    ),
  }),
);

export type Template = z.infer<typeof Template>;
export type TemplateSection = z.infer<typeof TemplateSection>;
export type SectionSource = z.infer<typeof sectionSource>;
