import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { decisionExample } from './_decision-example.js';
import { keyBelongs } from './_belongs.js';
import { isGiven } from './_sections.js';

/** D10: a decision says to whom it is sent, and a recommendation by when and where the answer is wanted. */
export const dispatchAndReply = rule({
  code: 'D10',
  kinds: ['decision'],
  severity: 'error',
  title: text(
    'Beslutet säger vart det skickas, och rekommendationen när den vill ha svar',
    'A decision says to whom it is sent, and a recommendation by when it wants an answer',
  ),
  why: text(
    'Ett beslut som ingen får veta av leder inte till något. Utan svarsdag och adress går det inte att se vilka huvudmän som har beslutat.',
    'A decision that nobody hears of leads to nothing. Without a day and an address to reply to, nobody can see which principals have decided.',
  ),
  good: decisionExample('expedieras till: [Norrby kommun]\n'),
  bad: decisionExample('expedieras till: []\n'),
  *check(document) {
    const { model, locations } = document;
    const dispatch = (model.dispatch ?? []).filter(isGiven);
    if (dispatch.length === 0 && !(model.dispatch === undefined && locations.get(['dispatch']))) {
      yield {
        ...(model.dispatch ? { at: { key: ['dispatch'] } } : keyBelongs(document, ['dispatch'])),
        message: text(
          'Det framgår inte vart beslutet ska skickas',
          'It does not say to whom the decision is to be sent',
        ),
        help: text(
          'Lägg till ”expedieras till:” med dem som ska verkställa beslutet eller behöver känna till det.',
          'Add “dispatch:” with those who are to carry it out or need to know of it.',
        ),
        askedBy: { schema: ['dispatch'] },
      };
    }
    if (model.kind !== 'recommendation') return;
    if (!model.reply) {
      if (locations.get(['reply'])) return;
      yield {
        ...keyBelongs(document, ['reply']),
        message: text(
          'Rekommendationen säger inte när och vart mottagarna ska svara',
          'The recommendation does not say when and where its recipients are to reply',
        ),
        help: text(
          'Lägg till ”återkoppling: { senast: 2023-08-31, till: adress, vad: Protokollsutdrag }”.',
          'Add “reply: { due: 2023-08-31, to: address, what: … }”.',
        ),
        askedBy: { schema: ['reply'] },
      };
      return;
    }
    const { to } = model.reply;
    if (!isGiven(to) || /@|\d|https?:/.test(to)) return;
    yield {
      at: ['reply', 'to'],
      message: text(`”${to}” är ingen adress att svara till`, `“${to}” is no address to reply to`),
      help: text(
        'Skriv en funktionsbrevlåda, till exempel registrator@kommunen.example, eller en postadress.',
        'Write a shared mailbox, such as registrator@kommunen.example, or a postal address.',
      ),
    };
  },
});
