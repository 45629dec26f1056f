import { type Language, text } from '../core/text.js';
import type { ChangesVerdict } from '../model/verdict.js';

/** What a receipt of changes came to, for people: what was compared, then each of the three answers. */
export function changesLines(verdict: ChangesVerdict, language: Language): string[] {
  const { before, after, changes, receipt, receiptMatches, revisionsMatch, sectionMatches } = verdict;
  const say = (sv: string, en: string): string => text(sv, en)[language];
  if (receipt === null)
    return [`${say('Förändringar', 'Changes')}: ${say('KVITTOT SAKNAS', 'THE RECEIPT IS MISSING')}`];
  const heading =
    before && after
      ? say(
          `Förändringar: från version ${before.version} till version ${after.version}, ${changes} i kvittot`,
          `Changes: from version ${before.version} to version ${after.version}, ${changes} in the receipt`,
        )
      : say('Förändringar: kvittot går inte att läsa', 'Changes: the receipt cannot be read');
  const pick = (answer: boolean | null, yes: string, no: string, open: string): string =>
    answer === null ? open : answer ? yes : no;
  const lines = [
    pick(
      revisionsMatch,
      say('Båda versionerna är bifogade och oförändrade.', 'Both revisions are attached and unchanged.'),
      say('Versionerna är INTE de som kvittot anger.', 'The revisions are NOT those that the receipt names.'),
      say('Versionerna kunde inte kontrolleras.', 'The revisions could not be checked.'),
    ),
    pick(
      receiptMatches,
      say(
        'Kvittot räknar upp just de ändringar som versionerna ger, med de orsaker som synpunkter och hantering ger.',
        'The receipt lists the very changes that the revisions give, with the causes that comments and dispositions give.',
      ),
      say('Kvittot stämmer INTE.', 'The receipt does NOT hold.'),
      say('Om kvittot stämmer går inte att avgöra.', 'Whether the receipt holds cannot be settled.'),
    ),
    pick(
      sectionMatches,
      say(
        'Avsnittet om förändringar säger det som versionerna säger.',
        'The section on changes says what the revisions say.',
      ),
      say(
        'Avsnittet om förändringar säger INTE det som versionerna säger.',
        'The section on changes does NOT say what the revisions say.',
      ),
      say(
        'Om avsnittet om förändringar säger det som versionerna säger går inte att avgöra.',
        'Whether the section on changes says what the revisions say cannot be settled.',
      ),
    ),
  ];
  return [heading, ...lines.map((line) => `  ${line}`)];
}
