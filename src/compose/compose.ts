import type { TracedChange } from '../consultation/trace.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { text } from '../core/text.js';
import type { Change } from '../model/change.js';
import type { Dispositions, Response } from '../model/consultation.js';
import type { Decision } from '../model/decision.js';
import type { Attachment, Binding, Block, DecisionDocument, Origin, ReceiptFiles } from '../model/document.js';
import type { Party } from '../model/party.js';
import type { Roadmap } from '../model/roadmap.js';
import type { SectionSource } from '../model/template.js';
import type { Parsed } from '../parse/parsed.js';
import { checkBasics } from './check-basics.js';
import { composeChanges } from './compose-changes.js';
import { fill } from './fill.js';
import { matchParts } from './match-parts.js';
import { makeReport, type Report } from './report.js';
import { sectionBlocks, sectionTitle, unknownBlocks, type WholeContext } from './section-blocks.js';
import type { CompleteTemplate } from './template.js';

/** A decision and everything it rests on, read beforehand. */
export interface ComposeInput {
  decision: Parsed<Decision>;
  roadmap: Parsed<Roadmap>;
  binding: Binding;
  template: CompleteTemplate;
  attachment: Attachment;
  supplement?: Attachment | undefined;
  origin?: Origin | undefined;
  /** The receipt of what changed, and the earlier text, to be attached. */
  proof?: ReceiptFiles | undefined;
  /** What changed since the revision that was consulted on, with causes; wanted when the decision names one. */
  changes?: readonly Change[] | undefined;
  /** The same changes with why they were made, as the trace of the round has them. */
  traced?: readonly TracedChange[] | undefined;
  before?: Parsed<Roadmap> | undefined;
  responses?: readonly Response[] | undefined;
  dispositions?: Dispositions | undefined;
  parties?: readonly Party[] | undefined;
}

/** The whole document as blocks, with what its author should know. There is always a document; an error means that it must not be used. */
export function composeDecision(input: ComposeInput): { document: DecisionDocument; diagnostics: Diagnostic[] } {
  const {
    template,
    binding,
    decision: { model: decision },
  } = input;
  const { report, diagnostics } = makeReport(input.decision);
  checkBasics(input.decision, report);
  const { of, unknown } = matchParts(decision.parts, template.sections);
  const bindingSection = template.sections.find(({ source }) => source === 'binding');
  const context: WholeContext = {
    parsed: input.decision,
    decision,
    roadmap: input.roadmap.model,
    binding,
    proof: input.proof,
    template,
    bindingTitle: (bindingSection && sectionTitle(bindingSection, decision)) ?? '',
    changes: changesOf(input, report),
    report,
  };
  const late = template.sections.findIndex(({ source }) => afterProse.includes(source));
  const others = unknownBlocks(unknown, context);
  const blocks = template.sections.flatMap((section, index) => [
    ...(index === late ? others : []),
    ...sectionBlocks(section, of.get(section.id) ?? [], context),
  ]);
  if (late < 0) blocks.push(...others);
  const kindLabel = decision.status === 'decided' ? template.kindLabel.decided : template.kindLabel.proposal;
  const document: DecisionDocument = {
    language: 'sv-SE',
    title: decision.title,
    kindLabel,
    organisation: decision.organisation,
    ...(decision.unit === undefined ? {} : { unit: decision.unit }),
    address: decision.address ?? [],
    ...(decision.reference === undefined ? {} : { reference: decision.reference }),
    ...(decision.date === undefined ? {} : { date: decision.date }),
    subject: fill(template.subject, { kind: kindLabel, title: binding.title, version: binding.version }),
    author: decision.author?.name ?? decision.body,
    ...(decision.recipient === undefined ? {} : { recipient: decision.recipient }),
    layout: decision.layout ?? 'decision',
    blocks: orderly(blocks),
    roadmap: binding,
    attachment: input.attachment,
    ...(input.supplement ? { supplement: input.supplement } : {}),
    ...(input.proof ? { proof: input.proof } : {}),
    ...(input.origin ? { origin: input.origin } : {}),
  };
  return { document, diagnostics: diagnostics.sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** The sections that close a document; prose that the template does not know goes before the first of them. */
const afterProse: readonly SectionSource[] = ['papers', 'preparation', 'dispatch', 'contact', 'binding', 'signatures'];

function changesOf(input: ComposeInput, report: Report): Block[] {
  const { decision, roadmap, template, binding, changes } = input;
  if (!changes) {
    if (decision.model.changes) {
      report(
        'error',
        { key: ['changes'] },
        text('Förändringarna kunde inte tas fram', 'The changes could not be worked out'),
        text('Kontrollera att revisionen under ”från” finns.', 'Make sure that the revision under “from” exists.'),
      );
    }
    return [];
  }
  const { blocks, warnings } = composeChanges({
    changes,
    traced: input.traced ?? [],
    before: input.before?.model,
    after: roadmap.model,
    responses: input.responses ?? [],
    dispositions: input.dispositions,
    parties: input.parties ?? [],
    template,
    fileName: binding.fileName,
  });
  for (const { message, help } of warnings) report('warning', { key: ['changes'] }, message, help);
  if (blocks.length > 0 && !template.sections.some(({ source }) => source === 'changes')) {
    report(
      'warning',
      { key: ['changes'] },
      text('Dokumentmallen har inget avsnitt för förändringar', 'The document template has no section for changes'),
      text(
        'Lägg till ett avsnitt med ”källa: förändringar” i mallen.',
        'Add a section with “source: changes” to the template.',
      ),
    );
  }
  return blocks;
}

/** Headings with ids of their own and without skipped levels, whatever a template or an author has put together. */
function orderly(blocks: readonly Block[]): Block[] {
  const taken = new Set<string>();
  let level = 1;
  return blocks.map((block) => {
    if (block.type !== 'heading') return block;
    let id = block.id;
    for (let count = 2; taken.has(id); count += 1) id = `${block.id}-${count}`;
    taken.add(id);
    level = Math.max(2, Math.min(block.level, level + 1));
    return { ...block, id, level: level as 2 | 3 | 4 };
  });
}
