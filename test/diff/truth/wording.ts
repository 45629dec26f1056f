import type { Weight } from '../../../src/model/change.js';
import type { Random } from './random.js';

/** What can be added to any roadmap and stands in none of them. Taken in order from a shuffled copy, so none comes twice. */
export const sentences: readonly string[] = [
  'Tandvården bjuds in till planeringen när mun och tänder påverkar ätandet.',
  'Transporter mellan skärgårdens öar bokas av en gemensam central i Strömstad.',
  'Språktolkar på plats ska kunna beställas med två timmars varsel.',
  'En gemensam beredskapsplan för värmeböljor övas varje maj.',
  'Vilorum och handledning ordnas för nattpersonal som arbetar ensam.',
  'Kostnaden för tomma lägenheter fördelas efter antalet folkbokförda.',
  'Biblioteken lånar ut läsplattor med förinstallerade program.',
  'Hemlösa personer erbjuds en adress dit kallelser kan skickas.',
  'Sommartid bemannas jourtelefonen av pensionerade sjuksköterskor.',
  'Palliativa rådgivare cirkulerar mellan de mindre orterna.',
  'Arkivering av loggar sköts av det kommunala bolaget Molnhuset.',
  'Uppsökande synskärpetester görs på trettio orter under vintern.',
  'Ridterapi och trädgårdsarbete prövas som komplement vid långvarig smärta.',
  'Ett lokalt inköpsråd jämför priser på inkontinensskydd.',
  'Samiska förvaltningsområden får egna informationsblad.',
  'Hundförare med besökshundar registreras i en öppen katalog.',
  'Krisstödet omfattar även busschaufförer och vaktmästare.',
  'Etikronder leds av en filosof från högskolan i Trollhättan.',
  'Gravida med missbruk lotsas av två namngivna barnmorskor.',
  'Ambulansens väntetider visas på en karta som uppdateras varje kvart.',
  'Elva kommuner delar på en hygiensköterska.',
  'Föräldrautbildningen filmas och textas på arabiska, somaliska och finska.',
  'Snöröjning vid trygghetsboenden går före parkeringsplatser.',
  'Vaccinationsbussen stannar vid varje bygdegård i oktober.',
  'Kvittenser för hjälpmedel skrivs ut med streckkod.',
  'Dietister granskar menyerna på korttidsboenden varje kvartal.',
  'Polisen kallas till avstämningen när våld i nära relation misstänks.',
  'Ett stipendium delas ut till studenter som skriver om glesbygdens vård.',
  'Anställda får byta schema digitalt utan chefens godkännande.',
  'Hörselinstruktörer besöker servicehus den första onsdagen i månaden.',
  'Öppna trapphusmöten hålls i bostadsområden med många fall av astma.',
  'Lokalerna i den nedlagda skolan hyrs ut till patientföreningar.',
];

/** Headings that no roadmap has. */
export const titles: readonly string[] = [
  'Beredskap och kris',
  'Tolkar och språkstöd',
  'Resor och transporter',
  'Lokaler och fastigheter',
  'Nattens bemanning',
  'Tandhälsa',
  'Gemensamma inköp',
  'Våld i nära relationer',
  'Kommunikation med allmänheten',
  'Internationella jämförelser',
  'Klimat och vardag',
  'Idéburna krafter',
  'Praktiska rutiner',
  'Särskilda villkor',
  'Fördjupning',
  'Vad som återstår',
  'Hur arbetet går till',
  'Ord och begrepp',
];

/** New names that an author might give to what a heading says. */
export const renamings: readonly ((title: string) => string)[] = [
  (title) => `${title} i hela länet`,
  (title) => `Så här: ${title.toLowerCase()}`,
  (title) => `Fortsatt ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
  (title) => `${title} till 2030`,
  (title) => title.replace(/ och /, ', ansvar och ').replace(/^(\S+)$/, '$1 och stöd'),
];

const modals = [
  ['ska', 'bör'],
  ['kan', 'ska'],
  ['får', 'måste'],
  ['behöver', 'kan'],
  ['alla', 'några'],
  ['minst', 'högst'],
] as const;

const phrases = ['senast 2027', 'i hela länet', 'inte', 'efter samråd', 'vid behov', 'minst två gånger', 'utan avgift'];

const plainWord = /^[a-zåäö]{2,}$/;

/** Places in a text where words can be changed without touching a mark or the first or last word. */
const inner = (words: readonly string[]): number[] =>
  words.flatMap((word, index) =>
    index > 0 && index < words.length - 1 && plainWord.test(word) && plainWord.test(words[index - 1] ?? '')
      ? [index]
      : [],
  );

/** A change of a few words that means something, or undefined where the text is too short. */
export function edited(text: string, random: Random): string | undefined {
  const words = text.split(' ');
  const at = random.pick(inner(words));
  if (at === undefined) return undefined;
  const ways = random.shuffled([
    () => text.replace(/\d+/, (number) => String(Number(number) + 1 + random.below(3))),
    () => {
      const [one, two] = random.pick(modals) ?? modals[0];
      return text.replace(new RegExp(` ${one} `), ` ${two} `);
    },
    () => words.toSpliced(at, 0, random.pick(phrases) ?? 'inte').join(' '),
    () => (words.length > 14 ? words.toSpliced(at, 2).join(' ') : text),
    () => words.toSpliced(at, 1, random.pick(['gemensamma', 'lokala', 'årliga', 'särskilda']) ?? '').join(' '),
  ]);
  for (const way of ways) {
    const result = way();
    if (result !== text) return result;
  }
  return undefined;
}

/** A sentence more or less at the end of a paragraph, which therefore is still the same. */
export function lengthened(text: string, sentence: string, random: Random): string {
  const parts = text.split(/(?<=[.!?]) (?=\p{Lu})/u);
  if (parts.length > 2 && random.chance(0.5)) return parts.toSpliced(1 + random.below(parts.length - 1), 1).join(' ');
  return `${text} ${sentence}`;
}

/**
 * About half of a paragraph said in other words: every other sentence is another, or in a single sentence every third word. A reader
 * takes it for the same paragraph rewritten.
 */
export function rewritten(text: string, fresh: () => string, random: Random): string | undefined {
  const parts = text.split(/(?<=[.!?]) (?=\p{Lu})/u);
  if (text.length < 120) return undefined;
  if (parts.length > 1) {
    const from = random.below(2);
    const turned = parts.map((part, index) => (index > 0 && (index + from) % 2 === 0 ? fresh() : part));
    return turned.join(' ') === text ? [parts[0], fresh()].join(' ') : turned.join(' ');
  }
  const words = text.split(' ');
  const other = fresh().toLowerCase().replace(/[.,]/g, '').split(' ');
  return words
    .map((word, index) =>
      plainWord.test(word) && index % 3 === 2 ? (other[((index / 3) % other.length) | 0] ?? word) : word,
    )
    .join(' ');
}

/** A change of spelling, punctuation or emphasis only. `known` says of a word that it is one. */
export function touched(text: string, known: (word: string) => boolean, random: Random): string | undefined {
  const words = text.split(' ');
  const ways = random.shuffled([
    () => {
      const at = random.pick(
        inner(words).filter((index) => (words[index]?.length ?? 0) >= 9 && !(words[index] ?? '').includes('å')),
      );
      const word = words[at ?? -1];
      if (at === undefined || word === undefined) return text;
      const swap = 2 + random.below(word.length - 6);
      const turned = `${word.slice(0, swap)}${word[swap + 1] ?? ''}${word[swap] ?? ''}${word.slice(swap + 2)}`;
      return turned === word || known(turned) ? text : words.with(at, turned).join(' ');
    },
    () => text.replace(/([a-zåäö]), (?=och|men|som|där)/, '$1 '),
    () => text.replace(/([a-zåäö]{3}) och /, '$1, och '),
    () => text.replace(/ i stället /, ' istället '),
    () => {
      const at = random.pick(inner(words));
      return at === undefined ? text : words.with(at, `*${words[at] ?? ''}*`).join(' ');
    },
    () => text.replace(/\.$/, '').replace(/; /, ', '),
  ]);
  for (const way of ways) {
    const result = way();
    if (result !== text) return result;
  }
  return undefined;
}

/** Words of a text that letters make up, folded; for `known` in {@link touched}. */
export const wordsIn = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}]+/gu) ?? []);

/** The weight of two edits of one text. */
export const heavier = (one: Weight | undefined, two: Weight): Weight =>
  one === 'substantive' || two === 'substantive' ? 'substantive' : 'editorial';
