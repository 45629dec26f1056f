import * as z from 'zod';
import { text } from '../core/text.js';
import { field, line } from './field.js';

/** A sentence with {placeholders}; a name outside the list is refused, so that a misspelling never reaches a decision. */
export const phrase = (...names: string[]) => {
  const inside = names.length > 0 ? `|\\{(?:${names.join('|')})\\}` : '';
  return z
    .string()
    .regex(new RegExp(`^(?:[^{}]${inside})+$`))
    .meta({ holds: names });
};

/** Terms of the facts box and other short words. */
export const templateLabels = z.lazy(() =>
  z.strictObject({
    body: field('organ', line().optional()),
    author: field('handläggare', line().optional()),
    email: field('e-post', line().optional()),
    phone: field('telefon', line().optional()),
    legalBasis: field('lagrum', line().optional()),
    urgency: field('brådska', line().optional()),
    reportTo: field('anmäls till', line().optional()),
    roadmap: field('färdplan', line().optional()),
    version: field('version', line().optional()),
    commit: field('revision', line().optional()),
    sha256: field('sha256', line().optional()),
    attachment: field('bilaga', line().optional()),
    comparedWith: field(
      'jämförd med',
      line().optional(),
      text('Den tidigare revisionen som förändringarna räknas från', 'The earlier revision that changes are told from'),
    ),
    receipt: field('kvitto', line().optional(), text('Kvittot på vad som har ändrats', 'The receipt of what changed')),
    missing: field('saknas', line().optional(), text('Står där ett värde saknas', 'Stands where a value is missing')),
  }),
);

/** What an item is called in a sentence, in its definite form: “milstolpen”. */
export const templateItems = z.lazy(() =>
  z.strictObject({
    section: field('avsnitt', line().optional()),
    'working-method': field('arbetssätt', line().optional()),
    'goal-area': field('målområde', line().optional()),
    direction: field('inriktning', line().optional()),
    prerequisite: field('förutsättning', line().optional()),
    statement: field('påstående', line().optional()),
    milestone: field('milstolpe', line().optional()),
    checkpoint: field('avstämning', line().optional()),
    revision: field('revidering', line().optional()),
    consultation: field('remiss', line().optional()),
    decision: field('beslut', line().optional()),
    indicator: field('indikator', line().optional()),
    organ: field('organ', line().optional()),
    field: field('uppgift', line().optional()),
    document: field('dokument', line().optional()),
  }),
);

const item = ['item', 'title', 'within'];

/** Every sentence that is generated. */
export const templatePhrases = z.lazy(() =>
  z.strictObject({
    changesLead: field('förändringar inledning', phrase('before', 'after').optional()),
    changesLeadRound: field('förändringar inledning remiss', phrase('before', 'after', 'answers').optional()),
    unchanged: field('oförändrat', phrase().optional()),
    whole: field(
      'hela dokumentet',
      phrase().optional(),
      text('Rubrik för ändringar av hela dokumentet', 'Heading of changes to the document as a whole'),
    ),
    lead: field(
      'ingress',
      phrase().optional(),
      text(
        'Rubrik för ändringar i texten före första avsnittet',
        'Heading of changes to the text before the first section',
      ),
    ),
    sumAddedOne: field(
      'sammandrag ett nytt',
      phrase('count', 'parts').optional(),
      text('I det första stycket', 'In the first paragraph'),
    ),
    sumAddedMany: field('sammandrag flera nya', phrase('count', 'parts').optional()),
    sumRemovedOne: field('sammandrag ett borttaget', phrase('count', 'parts').optional()),
    sumRemovedMany: field('sammandrag flera borttagna', phrase('count', 'parts').optional()),
    sumMost: field('sammandrag viktigast', phrase('parts').optional()),
    sumOthers: field(
      'sammandrag i övrigt',
      phrase('parts').optional(),
      text('När avsnitt har kommit till eller försvunnit', 'When sections have come or gone'),
    ),
    sumAnswerOne: field('sammandrag ett svar', phrase('count', 'of').optional()),
    sumAnswers: field('sammandrag svar', phrase('count', 'of').optional()),
    sumAnswersAll: field('sammandrag alla svar', phrase('count', 'of').optional()),
    added: field('tillagd', phrase(...item).optional()),
    addedAt: field('tillagd med tid', phrase(...item, 'when').optional()),
    addedHere: field(
      'tillkommen under',
      phrase(...item).optional(),
      text('Under delens egen rubrik', 'Under the heading of the item itself'),
    ),
    addedHereTop: field(
      'tillkommen',
      phrase(...item).optional(),
      text('Under delens egen rubrik', 'Under the heading of the item itself'),
    ),
    addedWithin: field('tillagd under', phrase(...item).optional()),
    removed: field('borttagen', phrase(...item).optional()),
    removedFrom: field('borttagen från', phrase(...item).optional()),
    removedAt: field('borttagen med tid', phrase(...item, 'when').optional()),
    removedHere: field(
      'utgår från',
      phrase(...item).optional(),
      text('Under delens egen rubrik', 'Under the heading of the item itself'),
    ),
    removedHereTop: field(
      'utgår',
      phrase(...item).optional(),
      text('Under delens egen rubrik', 'Under the heading of the item itself'),
    ),
    withParts: field(
      'med delar',
      phrase('sentence', 'parts').optional(),
      text('Vad som stod eller står under den', 'What stood or stands below it'),
    ),
    heading: field('rubrik ändrad', phrase('item', 'before', 'after').optional()),
    headingHere: field(
      'rubrik ändrad här',
      phrase(...item, 'before', 'after').optional(),
      text('Under delens egen rubrik', 'Under the heading of the item itself'),
    ),
    documentRenamed: field('titel ändrad', phrase('before', 'after').optional()),
    renamed: field('omdöpt', phrase('item', 'before', 'after').optional()),
    split: field(
      'delad',
      phrase(...item, 'parts').optional(),
      text('Ett avsnitt blev flera', 'One section went on as several'),
    ),
    merged: field(
      'sammanslagen',
      phrase(...item, 'parts').optional(),
      text('Flera avsnitt blev ett', 'Several sections went on as one'),
    ),
    moved: field('flyttad', phrase(...item).optional()),
    movedBetween: field(
      'flyttad mellan',
      phrase(...item, 'before', 'after').optional(),
      text('Från ett avsnitt till ett annat', 'From one section to another'),
    ),
    movedPlace: field(
      'flyttad plats',
      phrase(...item, 'before', 'after').optional(),
      text('Till en annan plats i samma avsnitt', 'To another place in the same section'),
    ),
    movedBetweenHere: field(
      'flyttad mellan här',
      phrase(...item, 'before', 'after').optional(),
      text('Under delens egen rubrik', 'Under the heading of the item itself'),
    ),
    movedPlaceHere: field(
      'flyttad plats här',
      phrase(...item, 'before', 'after').optional(),
      text(
        'Under delens egen rubrik; platserna är ordningstal',
        'Under the heading of the item itself; places are ordinals',
      ),
    ),
    advanced: field('tidigarelagd', phrase(...item, 'before', 'after').optional()),
    postponed: field('senarelagd', phrase(...item, 'before', 'after').optional()),
    fieldChanged: field('uppgift ändrad', phrase(...item, 'field', 'before', 'after').optional()),
    fieldAdded: field('uppgift tillagd', phrase(...item, 'field', 'after').optional()),
    fieldRemoved: field('uppgift borttagen', phrase(...item, 'field', 'before').optional()),
    responsibleChanged: field('ansvar ändrat', phrase(...item, 'before', 'after').optional()),
    raised: field(
      'höjd',
      phrase(...item, 'field', 'before', 'after').optional(),
      text('Ett tal som blev större', 'A figure that became greater'),
    ),
    lowered: field(
      'sänkt',
      phrase(...item, 'field', 'before', 'after').optional(),
      text('Ett tal som blev mindre', 'A figure that became smaller'),
    ),
    dependsChanged: field('beroende ändrat', phrase(...item, 'before', 'after').optional()),
    dependsAdded: field('beroende tillagt', phrase(...item, 'after').optional()),
    dependsRemoved: field('beroende borttaget', phrase(...item, 'before').optional()),
    noIndicatorAdded: field(
      'indikator saknas',
      phrase(...item, 'after').optional(),
      text('Under delens egen rubrik', 'Under the heading of the item itself'),
    ),
    noIndicatorRemoved: field(
      'indikator saknas inte',
      phrase(...item, 'before').optional(),
      text('Under delens egen rubrik', 'Under the heading of the item itself'),
    ),
    ownFieldChanged: field('dokumentuppgift ändrad', phrase('field', 'before', 'after').optional()),
    ownFieldAdded: field('dokumentuppgift tillagd', phrase('field', 'after').optional()),
    ownFieldRemoved: field('dokumentuppgift borttagen', phrase('field', 'before').optional()),
    unnamedField: field(
      'annan uppgift',
      phrase('field').optional(),
      text('Vad en uppgift utan eget namn kallas', 'What a field without a name of its own is called'),
    ),
    opens: field(
      'inleds',
      phrase().optional(),
      text('Före de första meningarna av något nytt', 'Before the first sentences of something new'),
    ),
    wording: field(
      'lydelse ändrad',
      phrase().optional(),
      text('Före stycken med markeringar', 'Before passages with marks'),
    ),
    rewritten: field('ny lydelse', phrase().optional(), text('Före den nya lydelsen', 'Before the new wording')),
    inserted: field('text tillagd', phrase().optional(), text('Före tillagd text', 'Before added text')),
    deleted: field('text struken', phrase().optional(), text('Före struken text', 'Before deleted text')),
    insertedShort: field(
      'text tillagd kort',
      phrase('text').optional(),
      text('För ett kort stycke, utan dess punkt', 'For one short paragraph, without its stop'),
    ),
    deletedShort: field(
      'text struken kort',
      phrase('text').optional(),
      text('För ett kort stycke, utan dess punkt', 'For one short paragraph, without its stop'),
    ),
    paragraphMoved: field('text flyttad', phrase('text').optional()),
    paragraphMovedBetween: field('text flyttad mellan', phrase('text', 'before', 'after').optional()),
    figureChanged: field(
      'tal ändrat',
      phrase('before', 'after', 'text').optional(),
      text(
        'När ett tal eller datum i ett stycke har ändrats och inget annat; {text} är meningen som den lyder nu',
        'When one figure or date of a paragraph changed, and nothing else; {text} is the sentence as it reads now',
      ),
    ),
    throughout: field(
      'genomgående',
      phrase().optional(),
      text('Rubrik för ord som har bytts på många ställen', 'Heading of words that were exchanged in many places'),
    ),
    exchanged: field('genomgående bytt', phrase('before', 'after', 'count').optional()),
    countedOne: field(
      'bara räknad',
      phrase('file').optional(),
      text('När ett ändrat stycke inte citeras', 'When one changed paragraph is not quoted'),
    ),
    countedMany: field(
      'bara räknade',
      phrase('count', 'file').optional(),
      text('När ändrade stycken inte citeras', 'When changed paragraphs are not quoted'),
    ),
    moreOne: field(
      'fler textändringar en',
      phrase('file').optional(),
      text('När det är ett för mycket för att citeras', 'When there is one too many to quote'),
    ),
    moreMany: field(
      'fler textändringar',
      phrase('count', 'file').optional(),
      text('När de är för många för att citeras', 'When there are too many to quote'),
    ),
    shortened: field(
      'förkortat',
      phrase('file').optional(),
      text('När ett citat har kortats', 'When a quotation has been cut'),
    ),
    causeOne: field('följer av', phrase('parties').optional()),
    causeMany: field(
      'följer av flera',
      phrase('parties').optional(),
      text('När det är flera ändringar', 'When there are several changes'),
    ),
    causeWoven: field(
      'följer av i meningen',
      phrase('sentence', 'parties').optional(),
      text(
        'I meningen om den enda ändringen; {sentence} har ingen punkt',
        'In the sentence about the only change; {sentence} has no stop',
      ),
    ),
    partiesMore: field(
      'parter och fler',
      phrase('parties', 'count').optional(),
      text('När de är för många för att räknas upp', 'When there are too many to name'),
    ),
    derivedOne: field(
      'följdändring',
      phrase('parts').optional(),
      text('När en ändring följer av andra', 'When a change follows from others'),
    ),
    derivedMany: field('följdändringar', phrase('parts').optional()),
    causePartly: field('delvis', phrase('parties').optional()),
    ownReasonOne: field('eget skäl', phrase('reason').optional()),
    ownReasonMany: field('eget skäl till flera', phrase('reason').optional()),
    ownReasonBeside: field(
      'eget skäl därutöver',
      phrase('reason').optional(),
      text('När synpunkter ledde till andra ändringar av delen', 'When comments led to other changes of the item'),
    ),
    ownListChanged: field('förteckning ändrad', phrase('field', 'before', 'after').optional()),
    ownListChangedAlso: field(
      'förteckning också ändrad',
      phrase('before', 'after').optional(),
      text('Efter en annan ändring av samma förteckning', 'After another change of the same list'),
    ),
    ownListAdded: field('förteckning tillagd', phrase('field', 'after').optional()),
    ownListRemoved: field('förteckning borttagen', phrase('field', 'before').optional()),
    allHeading: field(
      'ändringar i tur och ordning',
      phrase().optional(),
      text('Rubrik för en lista över alla ändringar', 'Heading of a list of all changes'),
    ),
    othersHeading: field(
      'övriga ändringar',
      phrase().optional(),
      text('Rubrik för det som betyder mindre', 'Heading of what matters less'),
    ),
    editorialHeading: field('redaktionellt', phrase().optional(), text('Rubrik', 'Heading')),
    editorialOne: field('redaktionell', phrase().optional()),
    editorialMany: field('redaktionella', phrase('count').optional()),
    onlyEditorialOne: field('bara redaktionell', phrase().optional()),
    onlyEditorialMany: field('bara redaktionella', phrase('count').optional()),
    notChanged: field('synpunkter utan ändring', phrase().optional(), text('Rubrik', 'Heading')),
    answers: field(
      'remissvar',
      phrase().optional(),
      text('Rubrik för listan över svar', 'Heading of the list of answers'),
    ),
    answerOne: field('ett svar', phrase('count').optional()),
    answerMany: field('flera svar', phrase('count').optional()),
    reply: field('återkoppling', phrase('due', 'to').optional()),
    replyWhat: field('återkoppling av vad', phrase('what').optional()),
    level: field('beslutsnivå', phrase('level').optional()),
    contact: field('kontakt', phrase().optional()),
    boundPaper: field('bundet underlag', phrase('title', 'version', 'section').optional()),
    bound: field('bunden text', phrase('title', 'version', 'file').optional()),
    receipt: field(
      'kvitto',
      phrase('before', 'receipt', 'earlier').optional(),
      text(
        'Vad förändringarna räknas från, och var det kan kontrolleras',
        'What the changes are told from, and where that can be checked',
      ),
    ),
    uncommitted: field('utkast ej incheckat', phrase('file').optional()),
    noGit: field('utkast utan git', phrase('file').optional()),
    signed: field(
      'ort och datum',
      phrase('place', 'date').optional(),
      text('Ovanför underskrifterna', 'Above the signature block'),
    ),
  }),
);

export type PhraseName = keyof z.infer<typeof templatePhrases>;
export type LabelName = keyof z.infer<typeof templateLabels>;
export type ItemName = keyof z.infer<typeof templateItems>;
