import { text } from '../core/text.js';
import { rule } from './_contract.js';

const settings = (pattern: string) => `fardplan: workspace/v1
sökvägar:
  hoppa över: [${pattern}]
`;
const plan = '## Målbild\n\n- Vården är nära och trygg.\n';

/** A pattern under “sökvägar” that matches nothing does nothing; what a search saw of files comes in as remarks. */
export const unmatchedPattern = rule({
  kinds: ['workspace'],
  severity: 'warning',
  title: text('Mönstren för sökvägar träffar något', 'The patterns of paths match something'),
  why: text(
    'Ett mönster som inte träffar någon fil är oftast felskrivet. Då kontrolleras filer som skulle ha hoppats över, eller tvärtom.',
    'A pattern that matches no file is most often misspelled. Then files are checked that were to be left out, or the other way round.',
  ),
  good: { 'fardplan.yaml': settings('utkast'), 'utkast/plan.md': plan },
  bad: { 'fardplan.yaml': settings('utkats'), 'utkast/plan.md': plan },
  *check({ remarks }) {
    for (const remark of remarks) {
      if (remark.type !== 'unmatched-pattern') continue;
      yield {
        at: remark.span,
        message: text(
          `Ingen fil passar mönstret ”${remark.pattern}”`,
          `No file matches the pattern “${remark.pattern}”`,
        ),
        help: text(
          'Mönstret räknas från mappen där fardplan.yaml står: utkast (en mapp och allt i den), **/*.md (alla Markdownfiler). Ta bort det om det inte behövs.',
          'The pattern starts from the folder of fardplan.yaml: utkast (a folder and all in it), **/*.md (every Markdown file). Remove it if it is not needed.',
        ),
      };
    }
  },
});
