import { slug, text } from '../core/text.js';
import type { Decision } from '../model/decision.js';
import type { Binding, Block, Inline, ReceiptFiles } from '../model/document.js';
import type { Roadmap } from '../model/roadmap.js';
import type { SectionSource } from '../model/template.js';
import { composeClauses } from './clauses.js';
import { fill, linked } from './fill.js';
import type { Report } from './report.js';
import { lowered, spelledDate, stopped } from './swedish.js';
import type { CompleteTemplate } from './template.js';

/** What a generated section is made from. */
export interface SectionContext {
  decision: Decision;
  roadmap: Roadmap;
  binding: Binding;
  proof: ReceiptFiles | undefined;
  template: CompleteTemplate;
  /** The section's lead with its placeholders filled in. */
  lead: string | undefined;
  /** `true` if the author wrote prose under the section's heading. */
  prose: boolean;
  /** The heading of the section that binds the document, which papers refer to. */
  bindingTitle: string;
  changes: Block[];
  report: Report;
}

/** The generated part of each section; nothing where there is nothing to tell. */
export const generators: Record<SectionSource, (context: SectionContext) => Block[]> = {
  part: () => [],
  clauses: composeClauses,
  changes: ({ changes }) => changes,
  facts,
  legal,
  papers,
  preparation: ({ decision }) => bullets((decision.preparation ?? []).map((step) => `${step.date} ${step.text}`)),
  dispatch: ({ decision }) => bullets(decision.dispatch ?? []),
  reply,
  level,
  contact: ({ decision: { contact }, template }) =>
    contact && contact.length > 0 ? [sentence(template.phrases.contact), ...bullets(contact)] : [],
  binding: composeBinding,
  signatures,
};

const sentence = (plain: string): Block => ({ type: 'paragraph', children: linked(plain) });

const bullets = (lines: readonly string[]): Block[] =>
  lines.length > 0 ? [{ type: 'list', ordered: false, items: lines.map((line) => [sentence(line)]) }] : [];

const factsOf = (
  pairs: readonly (readonly [string, string | undefined])[],
): Extract<Block, { type: 'facts' }>['facts'] =>
  pairs.flatMap(([term, value]) => (value === undefined ? [] : [{ term, value: linked(value) }]));

function facts({ decision: { body, author }, template: { labels } }: SectionContext): Block[] {
  const name = author && [author.name, author.role].filter(Boolean).join(', ');
  return [
    {
      type: 'facts',
      facts: factsOf([
        [labels.body, body],
        [labels.author, name],
        [labels.email, author?.email],
        [labels.phone, author?.phone],
      ]),
    },
  ];
}

function legal({
  decision: { legalBasis, urgency, reportTo },
  template: { labels },
  prose,
  report,
}: SectionContext): Block[] {
  const missing = [
    ...(legalBasis === undefined ? [text('lagrum', 'legalBasis')] : []),
    ...(urgency === undefined ? [text('brådska', 'urgency')] : []),
    ...(reportTo === undefined ? [text('anmäls till', 'reportTo')] : []),
  ];
  // What is not in the front matter may stand in the prose, where only a reader can find it.
  if (missing.length > 0 && missing.length < 3 && !prose) {
    for (const name of missing) {
      report(
        'warning',
        { key: ['kind'] },
        text(`”${name.sv}” saknas i beslutet`, `“${name.en}” is missing in the decision`),
        text(
          'Ett ordförandebeslut ska säga med vilken rätt det fattas, varför det inte kan vänta och vart det anmäls (6 kap. 39–40 §§ kommunallagen).',
          'A chair’s decision shall say by what right it is taken, why it cannot wait and where it is reported (the Local Government Act, chapter 6, sections 39–40).',
        ),
      );
    }
  }
  const list = factsOf([
    [labels.legalBasis, legalBasis],
    [labels.urgency, urgency],
    [labels.reportTo, reportTo],
  ]);
  return list.length > 0 ? [{ type: 'facts', facts: list }] : [];
}

function papers({
  decision: { papers: list = [] },
  roadmap,
  template: { phrases },
  bindingTitle,
  report,
}: SectionContext): Block[] {
  if (list.length > 0 && !list.some((paper) => paper.roadmap)) {
    report(
      'warning',
      { key: ['papers'] },
      text('Inget av beslutsunderlagen är färdplanen', 'None of the papers is the roadmap'),
      text(
        'Skriv ”färdplan: ja” vid det underlag som är färdplanen.',
        'Write “roadmap: true” at the paper that is the roadmap.',
      ),
    );
  }
  const lines = list.map((paper, index) => {
    if (paper.date === undefined) {
      report(
        'warning',
        ['papers', index],
        text(`Underlaget ”${paper.title}” saknar datum`, `The paper “${paper.title}” has no date`),
        text(
          'Skriv datumet, så att det går att se vilken version som låg till grund.',
          'Write the date, so that a reader can see which version it was.',
        ),
      );
    }
    const version = /\bversion\s+(\d[\w.-]*\w|\d)/i.exec(paper.title)?.[1];
    if (paper.roadmap && version !== undefined && version !== roadmap.version) {
      report(
        'error',
        ['papers', index, 'title'],
        text(
          `Underlaget säger version ${version}, men färdplanen som beslutet hämtar är version ${roadmap.version}`,
          `The paper says version ${version}, but the roadmap that the decision takes is version ${roadmap.version}`,
        ),
        text(
          'Ändra underlagets titel, eller ”källa” under ”färdplan”.',
          'Change the title of the paper, or “source” under “roadmap”.',
        ),
      );
    }
    const title = [paper.title, paper.date].filter(Boolean).join(', ');
    return paper.roadmap ? fill(phrases.boundPaper, { title, version: roadmap.version, section: bindingTitle }) : title;
  });
  return bullets(lines);
}

function reply({ decision: { reply: asked }, template: { phrases } }: SectionContext): Block[] {
  if (!asked) return [];
  const what =
    asked.what === undefined ? [] : [sentence(fill(phrases.replyWhat, { what: stopped(lowered(asked.what)) }))];
  return [sentence(fill(phrases.reply, { due: spelledDate(asked.due), to: asked.to })), ...what];
}

function level({ decision: { level: asked }, template: { phrases } }: SectionContext): Block[] {
  return asked
    ? [sentence(fill(phrases.level, { level: asked.body.replace(/\.$/, '') })), sentence(stopped(asked.reason))]
    : [];
}

function composeBinding({ binding, proof, template: { labels, phrases } }: SectionContext): Block[] {
  const values = { title: binding.title, version: binding.version, file: binding.fileName };
  const draft = binding.draft && fill(binding.draft === 'no-git' ? phrases.noGit : phrases.uncommitted, values);
  const blocks: Block[] = [sentence(fill(phrases.bound, values))];
  if (proof) {
    const files = { before: proof.before, receipt: proof.receipt.name, earlier: proof.earlier.name };
    blocks.push(sentence(fill(phrases.receipt, files)));
  }
  if (draft)
    blocks.push({ type: 'paragraph', children: [{ type: 'strong', children: [{ type: 'text', text: draft }] }] });
  blocks.push({
    type: 'facts',
    role: 'binding',
    facts: factsOf([
      [labels.roadmap, `${binding.title} (${binding.id})`],
      [labels.version, binding.version],
      [labels.commit, binding.commit ?? labels.missing],
      [labels.sha256, binding.sha256],
      [labels.attachment, binding.fileName],
      [labels.comparedWith, proof && `version ${proof.before} (${proof.earlier.name})`],
      [labels.receipt, proof && `${proof.receipt.name}, SHA-256 ${proof.sha256}`],
    ]),
  });
  return blocks;
}

function signatures({ decision, template: { phrases } }: SectionContext): Block[] {
  const { signers, place, date, status } = decision;
  const taken = new Set<string>();
  const signed = signers.map(({ id, name, role }) => {
    const base = id ?? (slug(role) || 'underskrift');
    let field = base;
    for (let count = 2; taken.has(field); count += 1) field = `${base}-${count}`;
    taken.add(field);
    return { field, name, role };
  });
  const when: Inline[] =
    place !== undefined && date !== undefined && status === 'decided'
      ? linked(fill(phrases.signed, { place, date: spelledDate(date) }))
      : [];
  return [
    ...(when.length > 0 ? [{ type: 'paragraph', children: when } as const] : []),
    { type: 'signatures', signers: signed },
  ];
}
