import type { Severity } from '../core/diagnostic.js';
import type { ModelPath } from '../core/locations.js';
import { place } from '../core/source.js';
import { listed, text, type Text } from '../core/text.js';
import type { Comment } from '../model/consultation.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import type { CommentRef } from './comment-refs.js';
import type { Gap } from './gap.js';
import { tellChangeGap } from './tell-change-gap.js';

/** A gap in words: which finding it is, how grave, what is wrong and what to do. */
export interface ToldGap {
  /** Id of the finding; that of the rule of `check` that finds the same, where there is one. */
  rule: string;
  severity: Severity;
  message: Text;
  help: Text;
}

/** Gaps that lie in a document of the round, and not in the revised roadmap. */
export type GapInRound = Extract<Gap, { path: ModelPath }>;

/** The first words of a comment on one line, without marks: enough to know it again. */
function firstWords({ text: whole }: Pick<Comment, 'text'>, most = 60): string {
  const plain = whole
    .replace(/[*_`>#]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (plain.length <= most) return plain;
  const cut = plain.lastIndexOf(' ', most);
  return `${plain.slice(0, cut > most / 2 ? cut : most)} …`;
}

/** “Menade du ”x”? ”, with what follows it. */
export function withMeant(near: string | undefined, then: Text): Text {
  if (near === undefined) return then;
  return text(`Menade du ”${near}”? ${then.sv}`, `Did you mean “${near}”? ${then.en}`);
}

const lineIn = (document: Parsed, path: ModelPath): number =>
  place(document.source, document.locations.nearest(path)).line;

/** “goteborg#sprak: ”Texten är …””: a comment by its name and its first words. */
const named = ({ ref, comment }: CommentRef): Text =>
  text(`${ref} (”${firstWords(comment)}”)`, `${ref} (“${firstWords(comment)}”)`);

/** Tells a gap of the round's documents. `comments` are all of the round, for the first words of those that are named. */
export function tellGap(gap: GapInRound, comments: readonly CommentRef[] = []): ToldGap {
  switch (gap.kind) {
    case 'comment-without-disposition': {
      const { sv, en } = named(gap.comment);
      const { ref } = gap.comment;
      return {
        rule: gap.kind,
        severity: 'error',
        message: text(`Synpunkten ${sv} har ingen hantering`, `The comment ${en} has no disposition`),
        help: text(
          `Lägg till ”${ref}” i dispositions.yaml, med hantering och motivering. ”noteras” räcker om den inte kräver någon ändring.`,
          `Add “${ref}” to dispositions.yaml, with an outcome and a reason. “noteras” is enough if it calls for no change.`,
        ),
      };
    }
    case 'orphan':
      return {
        rule: 'comment-heading',
        severity: 'error',
        message: text(
          `”${gap.heading}” finns inte i remissversionen`,
          `“${gap.heading}” is not in the version that was sent out`,
        ),
        help: withMeant(
          gap.near,
          text(
            'Skriv rubriken som den står i remissversionen, eller dess id inom {#…} efter rubriken. Gäller synpunkten allt, skriv rubriken ”Allmänt”.',
            'Write the heading as it stands in the version that was sent out, or its id within {#…} after it. If the comment concerns everything, write the heading “Allmänt”.',
          ),
        ),
      };
    case 'unknown-comment': {
      const [answer = ''] = gap.ref.split('#', 1);
      const answered = comments.some(({ ref }) => ref.startsWith(`${answer}#`)) && gap.ref.includes('#');
      return {
        rule: gap.kind,
        severity: 'error',
        message: answered
          ? text(
              `Svaret från ${answer} har ingen synpunkt ”${gap.ref}”`,
              `The answer of ${answer} has no comment “${gap.ref}”`,
            )
          : text(
              `Det finns inget svar från ”${answer}” i remissen`,
              `There is no answer from “${answer}” in the round`,
            ),
        help: withMeant(
          gap.near,
          text(
            'En synpunkt skrivs som svarets id, # och synpunktens id, till exempel boras#mobila-team.',
            'A comment is written as the id of the answer, # and the id of the comment, such as boras#mobila-team.',
          ),
        ),
      };
    }
    case 'conflicting-dispositions': {
      const line = lineIn(gap.document, ['dispositions', gap.other]);
      return {
        rule: gap.kind,
        severity: 'error',
        message: text(
          `${gap.ref} har två hanteringar som säger olika; den andra står på rad ${line}`,
          `${gap.ref} has two dispositions that differ; the other is on line ${line}`,
        ),
        help: text(
          'Den som svarade ska få ett besked. Behåll den ena hanteringen, eller välj ”delvis” och säg i motiveringen vad som beaktas.',
          'Whoever answered must be told one thing. Keep one of them, or choose “delvis” and say in the reason what is accepted.',
        ),
      };
    }
    case 'theme-in-parts': {
      const line = lineIn(gap.document, ['dispositions', gap.other]);
      return {
        rule: 'disposition-theme',
        severity: 'warning',
        message: text(
          `Temat ”${gap.theme}” har en hantering till, på rad ${line}`,
          `The theme “${gap.theme}” has another disposition, on line ${line}`,
        ),
        help: text(
          'Ett tema får ett svar. Slå ihop hanteringarna, eller ge dem var sitt tema.',
          'A theme gets one answer. Join the dispositions, or give each a theme of its own.',
        ),
      };
    }
    case 'theme-alike':
      return {
        rule: 'disposition-theme',
        severity: 'warning',
        message: text(
          `Temat ”${gap.theme}” heter nästan som ”${gap.near}”`,
          `The theme “${gap.theme}” has nearly the name of “${gap.near}”`,
        ),
        help: text(
          'Är det samma tema, skriv namnet likadant och slå ihop hanteringarna. Annars ge dem namn som inte går att förväxla.',
          'If they are one theme, write the name alike and join the dispositions. If not, give them names that cannot be confused.',
        ),
      };
    case 'other-round':
      return {
        rule: 'answer-round',
        severity: 'error',
        message: isKind(gap.document, 'response')
          ? text(
              `Svaret hör till remissen ”${gap.named}”, men ligger i mappen för ”${gap.round}”`,
              `The answer belongs to the round “${gap.named}”, but lies in the folder of “${gap.round}”`,
            )
          : text(
              `Hanteringarna hör till remissen ”${gap.named}”, men ligger i mappen för ”${gap.round}”`,
              `The dispositions belong to the round “${gap.named}”, but lie in the folder of “${gap.round}”`,
            ),
        help: text(
          `Flytta filen till rätt remiss, eller skriv ”remiss: ${gap.round}” om det är den som besvaras.`,
          `Move the file to the right round, or write “remiss: ${gap.round}” if that is the one it answers.`,
        ),
      };
    case 'other-revision':
      return {
        rule: 'answer-round',
        severity: 'error',
        message: text(
          `Svaret gäller version ${gap.named}, men remissen skickades med version ${gap.sent}`,
          `The answer is about version ${gap.named}, but the round was sent out with version ${gap.sent}`,
        ),
        help: text(
          'Fråga den som svarade vilken text som lästes. Gäller synpunkterna även den utskickade texten, rätta ”remissversion:” i svaret.',
          'Ask whoever answered which text was read. If the comments hold for the text that was sent out as well, correct “remissversion:” in the answer.',
        ),
      };
    case 'second-answer': {
      const { path } = gap.first.source;
      return {
        rule: 'answer-party',
        severity: 'error',
        message:
          gap.path[0] === 'id'
            ? text(
                `Svaret har samma id som ett annat svar, ${path}`,
                `The answer has the same id as another answer, ${path}`,
              )
            : text(`”${gap.party}” har redan svarat, i ${path}`, `“${gap.party}” has already answered, in ${path}`),
        help: text(
          'Varje huvudman har ett svar i en remiss. Ta bort det som har ersatts, eller för över dess synpunkter till det som gäller.',
          'Each principal has one answer in a round. Remove the one that was replaced, or take its comments over into the one that holds.',
        ),
      };
    }
    case 'unknown-party':
      return {
        rule: 'answer-party',
        severity: 'error',
        message: text(
          `”${gap.party}” finns inte i registret över huvudmän`,
          `“${gap.party}” is not in the register of parties`,
        ),
        help: withMeant(
          gap.near,
          text(
            'Skriv huvudmannens id som i parties.yaml, eller lägg till den som svarade där.',
            'Write the id of the principal as in parties.yaml, or add whoever answered there.',
          ),
        ),
      };
    case 'second-dispositions':
      return {
        rule: 'answer-round',
        severity: 'error',
        message: text(
          `Remissen har redan en fil med hanteringar, ${gap.first}; den här läses inte`,
          `The round already has a file of dispositions, ${gap.first}; this one is not read`,
        ),
        help: text('För samman dem i en fil.', 'Bring them together in one file.'),
      };
    case 'other-version':
      return {
        rule: 'round-version',
        severity: 'error',
        message: text(
          `Remissen säger version ${gap.stated}, men texten säger version ${gap.found}`,
          `The round says version ${gap.stated}, but the text says version ${gap.found}`,
        ),
        help: text(
          'Rätta den av dem som är fel, eller peka på en annan revision med ”källa:”.',
          'Correct whichever is wrong, or point at another revision with “källa:”.',
        ),
      };
    case 'other-title':
      return {
        rule: 'canonical-title',
        severity: 'error',
        message: text(
          `Rubriken ”${gap.heading}” är en annan än dokumentets titel`,
          `The heading “${gap.heading}” is another than the title of the document`,
        ),
        help: text(
          'Skriv rubriken som titeln överst i filen. Ska dokumentet heta något nytt, ändra titeln med.',
          'Write the heading as the title at the top of the file. If the document is to have a new name, change the title as well.',
        ),
      };
    case 'consulted-altered':
      return {
        rule: 'round-version',
        severity: 'error',
        message: text(
          'Texten som skickades på remiss har ändrats sedan dess',
          'The text that was sent out has been changed since',
        ),
        help: text(
          'Kontrollsumman stämmer inte. Läs den utskickade texten ur git med ”källa: REV:SÖKVÄG”, eller återställ filen.',
          'The hash does not match. Read the text that was sent out from git with “källa: REV:PATH”, or restore the file.',
        ),
      };
    case 'not-revised':
      return {
        rule: 'not-revised',
        severity: gap.promises > 0 ? 'error' : 'info',
        message:
          gap.promises > 0
            ? text(
                `Remissen anger ingen reviderad version, men ${gap.promises} hanteringar säger att texten har ändrats`,
                `The round gives no revised version, but ${gap.promises} dispositions say that the text was changed`,
              )
            : text(
                'Remissen anger ingen reviderad version ännu; ändringarna har inte följts',
                'The round gives no revised version yet; changes were not followed',
              ),
        help: text(
          'Skriv ”reviderad: { källa: … }” i round.yaml, eller ange texten med --after.',
          'Write “reviderad: { källa: … }” in round.yaml, or give the text with --after.',
        ),
      };
    default:
      return tellChangeGap(gap);
  }
}

/** “a, b och c”, or the first few and how many more. */
export function listedShort(items: readonly string[], most = 4): Text {
  if (items.length <= most) return text(listed(items, 'sv'), listed(items, 'en'));
  const [shown, more] = [items.slice(0, most).join(', '), items.length - most];
  return text(`${shown} och ${more} till`, `${shown} and ${more} more`);
}
