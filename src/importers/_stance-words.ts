import { fold } from '../core/text.js';
import { meant, metaOf } from '../model/field.js';
import { stance, type Stance } from '../model/consultation.js';

/** What forms offer beside the words of the schema, by what it means. roadmaps/README.md shows the same table. */
const wordings: Readonly<Record<Stance, readonly string[]>> = {
  approves: [
    'ja', 'yes', 'instämmer helt', 'instämmer fullt ut', 'instämmer helt och hållet', 'håller med', 'håller helt med', 'tillstyrks', 'godkänner', 'bra',
    'ställer sig bakom', 'ställer oss bakom', 'står bakom', 'agree', 'strongly agree', 'stämmer helt', 'positiva', 'tillstyrker förslaget', 'bifall', 'bifaller',
  ],
  'approves-with-comments': [
    'ja, men', 'ja, delvis', 'ja delvis', 'delvis', 'till viss del', 'till stor del', 'i huvudsak', 'i stort', 'i stort sett', 'instämmer i huvudsak',
    'instämmer i stort', 'instämmer i stort sett', 'instämmer till stor del', 'instämmer till viss del', 'håller delvis med', 'tillstyrker delvis',
    'tillstyrker i huvudsak', 'tillstyrker med kommentarer', 'tillstyrker med ändringar', 'ja, med synpunkter', 'ja med synpunkter', 'stämmer delvis', 'partly', 'somewhat agree', 'partly agree',
  ],
  rejects: [
    'nej', 'no', 'instämmer inte alls', 'instämmer ej', 'håller inte med', 'avstyrks', 'tar avstånd', 'tar avstånd från', 'disagree', 'strongly disagree',
    'stämmer inte', 'stämmer inte alls', 'negativ', 'negativa', 'avslag', 'avslår', 'avvisar',
  ],
  'no-objection': [
    'inget att erinra', 'inga synpunkter', 'inga invändningar', 'ingen invändning', 'har inget att erinra', 'inga kommentarer', 'har inga synpunkter', 'no objection', 'utan erinran',
    'har ingen erinran',
  ],
  abstains: [
    'avstår från att yttra sig', 'avstår från att svara', 'vet ej', 'vet inte', 'ingen åsikt', 'ingen uppfattning', 'tar inte ställning', 'tar ej ställning', 'ej aktuellt',
    'no opinion', "don't know", 'kan inte bedöma',
  ],
  unstated: ['-', '–', 'inget svar', 'ej svar', 'ej besvarad', 'saknas', 'n/a'],
}; // prettier-ignore

/** The stance that a responder's words mean; `undefined` for words that nobody has decided the meaning of. */
export function stanceOf(written: string): Stance | undefined {
  const words = fold(written)
    .replace(/[!?"]+/g, '')
    .replace(/\s*\(.*\)$/, '')
    .trim();
  if (words === '') return undefined;
  const own = meant(metaOf(stance).words ?? {}, words);
  if (stance.safeParse(own).success) return own as Stance;
  // “Regionstyrelsen tillstyrker” is hardly ever the whole of an answer, and what follows may turn it around.
  const found = Object.entries(wordings).find(([, all]) => all.includes(words));
  return found?.[0] as Stance | undefined;
}
