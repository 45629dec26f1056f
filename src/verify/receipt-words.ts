import { listed, type Text, text } from '../core/text.js';
import type { Receipt, ReceiptChange } from '../model/receipt.js';
import type { ReceiptProblem } from '../receipt/check-receipt.js';

/** What is said of a receipt that does not hold. */
export const receiptWords = {
  otherReceipt: text(
    'Det bifogade kvittot är inte det som handlingen anger: kontrollsumman stämmer inte.',
    'The attached receipt is not the one that the document names: its checksum does not match.',
  ),
  notPrinted: text(
    'Kvittots kontrollsumma står inte på sidorna, så en läsare kan inte se vilket kvitto som hör till handlingen.',
    'The checksum of the receipt does not stand on the pages, so a reader cannot see which receipt belongs to the document.',
  ),
  noDocument: text(
    'Det som handlingen är sammansatt av (document.json) är inte bifogat eller går inte att läsa, så avsnittet om förändringar kan inte jämföras med kvittot.',
    'What the document is composed of (document.json) is not attached or cannot be read, so the section on changes cannot be compared with the receipt.',
  ),
  otherRoadmap: text(
    'Kvittot hör till en annan version av färdplanen än den som handlingen gäller.',
    'The receipt belongs to another revision of the roadmap than the one that the document is about.',
  ),
  otherTemplate: text(
    'Kvittot har en annan dokumentmall än den som handlingen är gjord med.',
    'The receipt has another document template than the one that the document was made with.',
  ),
  tooLarge: text(
    'De bifogade versionerna är för stora för att jämföras.',
    'The attached revisions are too large to be compared.',
  ),
  notComposed: text(
    'Avsnittet om förändringar kunde inte räknas fram på nytt.',
    'The section on changes could not be worked out again.',
  ),
  notInGit: (commit: string): Text =>
    text(
      `Commit ${commit.slice(0, 12)} innehåller ingen fil med den tidigare versionens innehåll.`,
      `Commit ${commit.slice(0, 12)} holds no file with the content of the earlier revision.`,
    ),
} as const;

/** The receipt is not there. */
export const noReceipt = (name: string): Text =>
  text(
    `Handlingen hänvisar till ett kvitto på ändringarna (${name}), men det är inte bifogat: någon har tagit bort det.`,
    `The document refers to a receipt of the changes (${name}), but it is not attached: somebody has removed it.`,
  );

/** The receipt is no receipt of this version. */
export const notReadable = (version: string | undefined): Text =>
  version === undefined
    ? text('Det bifogade kvittot går inte att läsa.', 'The attached receipt cannot be read.')
    : text(
        `Kvittot har en form (${version}) som den här versionen av programmet inte känner.`,
        `The receipt has a form (${version}) that this version of the program does not know.`,
      );

/** Why something could not be settled. */
export const otherVersion = (made: string, here: string | undefined): Text =>
  text(
    `Anmärkning: kvittot är gjort med fardplan ${made}, här används ${here ?? 'en okänd version'}. Versionerna kan räkna fram och formulera ändringar olika. Kör fardplan verify i version ${made} för ett säkert svar.`,
    `Note: the receipt was made with fardplan ${made}, this is ${here ?? 'an unknown version'}. Versions may work out and word changes differently. Run fardplan verify of version ${made} for a sure answer.`,
  );

/** The wording is not one that this program or this workspace has. */
export const ownWording = (id: string): Text =>
  text(
    `Anmärkning: avsnittet om förändringar är skrivet med en annan mall ”${id}” än den som finns här. Mallen följer med i kvittot; ändringarna stämmer, men läs själv hur de är formulerade.`,
    `Note: the section on changes is worded by another template “${id}” than the one at hand. It comes with the receipt; the changes are right, but read for yourself how they are put.`,
  );

const sides = {
  before: text('den tidigare versionen', 'the earlier revision'),
  after: text('den beslutade versionen', 'the revision decided on'),
};

/** A problem in words, what it is about, and whether it proves nothing. */
export function problemWords(
  problem: ReceiptProblem,
  receipt: Receipt,
): { about: 'receipt' | 'revisions' | 'section'; what: Text; open: boolean } {
  switch (problem.kind) {
    case 'missing': {
      const { sv, en } = sides[problem.revision];
      return {
        about: 'revisions',
        what: text(
          `Texten till ${sv} är inte bifogad (${receipt[problem.revision].fileName}).`,
          `The text of ${en} is not attached (${receipt[problem.revision].fileName}).`,
        ),
        open: false,
      };
    }
    case 'other-bytes': {
      const { sv, en } = sides[problem.revision];
      return {
        about: 'revisions',
        what: text(
          `Den bifogade texten till ${sv} är inte den som kvittot anger: kontrollsumman stämmer inte.`,
          `The attached text of ${en} is not the one that the receipt names: its checksum does not match.`,
        ),
        open: false,
      };
    }
    case 'other-revision':
    case 'no-roadmap': {
      const { sv, en } = sides[problem.revision];
      return {
        about: 'revisions',
        what: text(
          `Den bifogade texten till ${sv} är inte den version som kvittot anger (${receipt[problem.revision].version}).`,
          `The attached text of ${en} is not the version that the receipt names (${receipt[problem.revision].version}).`,
        ),
        open: false,
      };
    }
    case 'other-profile':
    case 'other-template':
      return {
        about: 'receipt',
        what: text(
          'Kvittots dokumentprofil eller mall stämmer inte med sin egen kontrollsumma.',
          'The profile or the template of the receipt does not match its own checksum.',
        ),
        open: false,
      };
    case 'unusable-profile':
      return {
        about: 'receipt',
        what: text(
          'Kvittots dokumentprofil kan inte användas av den här versionen av programmet.',
          'The profile of the receipt cannot be used by this version of the program.',
        ),
        open: true,
      };
    case 'comment':
      return {
        about: 'receipt',
        what: text(
          `Kvittots synpunkt ${problem.ref} hör inte till något svar, eller gäller ett annat avsnitt än kvittot säger.`,
          `The comment ${problem.ref} of the receipt belongs to no answer, or is about another item than the receipt says.`,
        ),
        open: false,
      };
    case 'changes':
      return { about: 'receipt', what: changesWords(problem.missing, problem.surplus), open: false };
  }
}

const mostNamed = 3;

function changesWords(missing: readonly ReceiptChange[], surplus: readonly ReceiptChange[]): Text {
  const of = (changes: readonly ReceiptChange[], language: 'sv' | 'en'): string => {
    const titles = [...new Set(changes.map(({ title }) => (title.length > 60 ? `${title.slice(0, 59)}…` : title)))];
    const more = titles.length - mostNamed;
    const quoted = titles.slice(0, mostNamed).map((title) => (language === 'sv' ? `”${title}”` : `“${title}”`));
    return listed([...quoted, ...(more > 0 ? [language === 'sv' ? `${more} till` : `${more} more`] : [])], language);
  };
  const there = [...missing, ...surplus];
  return there.length === 0
    ? text(
        'Kvittot räknar upp ändringarna i en annan ordning än de två versionerna ger.',
        'The receipt lists the changes in another order than the two revisions give.',
      )
    : text(
        `Kvittots ändringar är inte de som versionerna, synpunkterna och hanteringen ger. Det gäller ${of(there, 'sv')}.`,
        `The changes of the receipt are not those that the revisions, comments and dispositions give. This is about ${of(there, 'en')}.`,
      );
}
