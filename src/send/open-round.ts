import { dirname, join, resolve } from 'node:path';
import { loadKind } from '../check/load-document.js';
import { findParties } from '../check/find-parties.js';
import { makeAttachment, makeBinding } from '../compose/binding.js';
import { loadLayout } from '../compose/load-template.js';
import { spelledDate } from '../compose/swedish.js';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { splitReference } from '../core/revision.js';
import { sha256 } from '../core/sha256.js';
import { text, type Text } from '../core/text.js';
import { registry as formats } from '../formats/_registry.js';
import type { AnswerForm } from '../model/answer-form.js';
import type { Round } from '../model/consultation.js';
import type { Party } from '../model/party.js';
import { allSections, type Roadmap } from '../model/roadmap.js';
import { formWriter } from '../ooxml/write-form.js';
import { writeYaml } from '../parse/write-yaml.js';
import { chooseRecipients } from './choose-recipients.js';
import { loadMissive } from './load-missive.js';
import { markdownForm } from './markdown-form.js';
import { composeMissive, type SenderFacts } from './missive.js';
import { sentSource } from './sent-source.js';

/** What a round is opened with. */
export interface OpenOptions {
  /** The roadmap: a path or `REV:PATH`. */
  roadmap: string;
  /** The register; default: `parties.yaml` beside the roadmap or above it. */
  parties?: string | undefined;
  /** Ids of the recipients; none: the whole register. */
  recipients: readonly string[];
  sent: string;
  due: string;
  id?: string | undefined;
  title?: string | undefined;
  forms: readonly ('docx' | 'md')[];
  /** The wording of the missive; default: the workspace's own, else the built-in one. */
  missive?: string | undefined;
  facts: Partial<SenderFacts>;
  /** What stands in the round's file already: its revised roadmap is kept. */
  earlier?: Round | undefined;
}

/** A round that is ready to be written: files by name within its folder, the round itself last. */
export interface OpenedRound {
  round: Round;
  recipients: readonly Party[];
  files: Map<string, Uint8Array | string>;
  notes: Text[];
}

/**
 * Everything that goes out in a round of consultation: `round.yaml`, the missive as PDF, HTML and Markdown, and a form for each recipient.
 * Writes nothing. Refuses with a `Failure` (exit 2) a roadmap with errors or that is not committed, and recipients nobody knows.
 */
export async function openRound(host: Host, options: OpenOptions): Promise<OpenedRound> {
  const { sent, due, forms } = options;
  // Told of as it was written, and not by where it was looked for.
  if (!splitReference(options.roadmap)) await host.files.read(options.roadmap);
  const { parsed, revision } = await loadKind(host, options.roadmap, host.cwd, 'roadmap', { bound: true });
  refuseFaulty(options.roadmap, parsed.diagnostics);
  const roadmap = parsed.model;
  const split = splitReference(options.roadmap);
  const onDisk = !split || (await host.files.kind(resolve(host.cwd, options.roadmap))) === 'file';
  const workspace = onDisk ? dirname(resolve(host.cwd, options.roadmap)) : host.cwd;
  const parties =
    options.parties === undefined
      ? await findParties(host, split && !onDisk ? resolve(host.cwd, dirname(split.path)) : workspace)
      : (await loadKind(host, options.parties, host.cwd, 'parties')).parsed.model.parties;
  const recipients = chooseRecipients(parties, options.recipients);
  const { source, copy } = await sentSource(host, revision);
  const hash = await sha256(revision.bytes);
  const round: Round = {
    fardplan: 'round/v1',
    id: options.id ?? `remiss-${sent.slice(0, 4)}`,
    title: options.title ?? `Remiss av ${roadmap.title}`,
    roadmap: roadmap.id,
    consulted: {
      source,
      version: roadmap.version,
      ...(revision.commit === undefined ? {} : { commit: revision.commit }),
      sha256: hash,
    },
    revised: options.earlier?.revised,
    sent,
    due,
    recipients: recipients.map(({ id }) => id),
  };
  const missive = await loadMissive(host, workspace, options.missive);
  const facts = factsOf(options.facts, missive.model, roadmap);
  const notes = remarks(facts, copy);
  const document = composeMissive({
    missive,
    round,
    roadmap,
    recipients,
    binding: makeBinding(roadmap, revision, hash),
    attachment: makeAttachment(roadmap, revision),
    facts,
    forms,
  });
  const resources = { ...(await loadLayout(host, workspace)), note: (remark: Text) => notes.push(remark) };
  const files = new Map<string, Uint8Array | string>();
  for (const id of ['pdf', 'html', 'markdown'] as const) {
    const format = await formats[id]();
    files.set(`remissmissiv.${format.extension}`, await format.render(document, resources));
  }
  const form = formOf(round, roadmap, facts, hash);
  const word = forms.includes('docx') ? await formWriter(form) : undefined;
  for (const party of recipients) {
    const name = party.id.replaceAll(':', '-');
    if (word) files.set(join('forms', `${name}.docx`), word(party));
    if (forms.includes('md')) files.set(join('forms', `${name}.md`), markdownForm({ ...form, party }));
  }
  if (copy !== undefined) files.set(copy, revision.bytes);
  // Last, since a folder with a round in it is a round that went out.
  files.set('round.yaml', roundFile(round));
  return { round, recipients, files, notes };
}

function refuseFaulty(path: string, diagnostics: readonly { severity: string; line: number; message: Text }[]): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!first) return;
  throw new Failure(
    text(
      `${path} har fel och skickas inte ut: rad ${first.line}: ${first.message.sv}`,
      `${path} has errors and is not sent out: line ${first.line}: ${first.message.en}`,
    ),
    text('Kör fardplan check, och rätta felen först.', 'Run fardplan check, and correct the errors first.'),
  );
}

function factsOf(
  given: Partial<SenderFacts>,
  missive: {
    sender?: string | undefined;
    replyTo?: string | undefined;
    contact?: string[] | undefined;
    reference?: string | undefined;
  },
  roadmap: Roadmap,
): SenderFacts {
  const replyTo = given.replyTo ?? missive.replyTo;
  const contact = given.contact ?? missive.contact;
  const reference = given.reference ?? missive.reference;
  return {
    sender: given.sender ?? missive.sender ?? roadmap.owner ?? roadmap.title,
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(contact === undefined ? {} : { contact }),
    ...(reference === undefined ? {} : { reference }),
  };
}

function remarks({ replyTo, contact }: SenderFacts, copy: string | undefined): Text[] {
  return [
    ...(copy === undefined
      ? []
      : [
          text(
            `Obs: färdplanen ligger inte i git. Texten sparas som ${copy} i remissens mapp, och missivet märks som UTKAST.`,
            `Note: the roadmap is not in git. The text is kept as ${copy} in the folder of the round, and the missive is marked UTKAST (draft).`,
          ),
        ]),
    ...(replyTo === undefined
      ? [
          text(
            'Obs: missivet säger inte vart svaren ska skickas. Ange det med --reply-to, eller med ”svar till” i documents/remissmissiv.md.',
            'Note: the missive does not say where answers are to be sent. Give it with --reply-to, or with “svar till” in documents/remissmissiv.md.',
          ),
        ]
      : []),
    ...(contact === undefined || contact.length === 0
      ? [
          text(
            'Obs: missivet säger inte vem som svarar på frågor. Ange det med --contact, eller med ”kontakt” i documents/remissmissiv.md.',
            'Note: the missive does not say who answers questions. Give it with --contact, or with “kontakt” in documents/remissmissiv.md.',
          ),
        ]
      : []),
  ];
}

function formOf(round: Round, roadmap: Roadmap, facts: SenderFacts, hash: string): Omit<AnswerForm, 'party'> {
  return {
    round: { id: round.id, title: round.title, due: round.due },
    dueWords: spelledDate(round.due),
    roadmap: {
      id: roadmap.id,
      title: roadmap.title,
      version: roadmap.version,
      sha256: hash,
      ...(round.consulted.commit === undefined ? {} : { commit: round.consulted.commit }),
    },
    sender: facts.sender,
    ...(facts.replyTo === undefined ? {} : { replyTo: facts.replyTo }),
    headings: [...allSections(roadmap)].map(({ section: { id, title, number }, path }) => ({
      id,
      title,
      ...(number === undefined ? {} : { number }),
      depth: path.length / 2,
    })),
  };
}

function roundFile(round: Round): string {
  const revision = ({ source, version, commit, sha256: hash }: Round['consulted']) => ({
    källa: source,
    version,
    commit,
    sha256: hash,
  });
  return writeYaml({
    fardplan: 'round/v1',
    id: round.id,
    titel: round.title,
    färdplan: round.roadmap,
    remissversion: revision(round.consulted),
    reviderad: round.revised && revision(round.revised),
    skickad: round.sent,
    'svar senast': round.due,
    mottagare: round.recipients,
  });
}
