import { Failure } from '../core/failure.js';
import type { Edit } from '../core/diagnostic.js';
import { text } from '../core/text.js';
import { id as idSchema } from '../model/field.js';
import type { Round } from '../model/consultation.js';
import type { Profile } from '../model/profile.js';
import { listedItems } from '../parse/match-headings.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { type Holder, type NameKind, namesIn } from '../rules/_names.js';
import { type AtOffset, holdersAt, mentionsOf, nameAt, placeOfName, wholeId } from './name-places.js';
import type { Placed } from './workspace-run.js';

/** Edits by document, none of which overlap. */
export type Edits = Map<Parsed, Edit[]>;

const items: readonly NameKind[] = ['section', 'statement', 'milestone', 'indicator'];

/** What can be renamed at `offset`. Refuses with a `Failure` that says why not. */
export function renamed(placed: Placed, offset: number): { found: AtOffset; holder: Holder } {
  const { document, workspace } = placed;
  const found = nameAt(document, offset);
  const [holder] = found ? holdersAt(found, document, workspace) : [];
  if (!found || !holder) {
    throw new Failure(
      found
        ? text(
            `”${found.type === 'mention' ? found.mention.id : ''}” leder ingenstans`,
            `“${found.type === 'mention' ? found.mention.id : ''}” leads nowhere`,
          )
        : text('Här står inget id', 'There is no id here'),
      text('Ställ markören på ett id eller på en rubrik.', 'Put the caret on an id, or on a heading.'),
    );
  }
  if (!workspace.documents.includes(holder.document)) {
    throw new Failure(
      text(
        `”${holder.name.id}” står i ${holder.document.source.path}, som inte ändras härifrån`,
        `“${holder.name.id}” stands in ${holder.document.source.path}, which is not changed from here`,
      ),
      text(
        'En version i git är som den är, och filer utanför arbetsytan rörs inte.',
        'A revision in git stays as it is, and files outside the workspace are left alone.',
      ),
    );
  }
  const sealed = workspace.documents.find(
    (each): each is Parsed<Round> & { kind: 'round' } =>
      isKind(each, 'round') &&
      each.model.consulted.sha256 !== undefined &&
      workspace.referred(each, each.model.consulted.source) === holder.document,
  );
  if (sealed && workspace.referred(sealed, sealed.model.revised?.source ?? '') !== holder.document) {
    throw new Failure(
      text(
        `${holder.document.source.path} är den version som sändes ut på remiss, och den ändras inte`,
        `${holder.document.source.path} is the version that was sent out, and is not changed`,
      ),
      text('Byt id i den reviderade versionen i stället.', 'Rename in the revised version instead.'),
    );
  }
  const profile = isKind(holder.document, 'roadmap') ? workspace.profile(holder.document.model.profile) : undefined;
  if (profile && holder.name.kind === 'section' && demands(profile, holder.name.id)) {
    throw new Failure(
      text(
        `Profilen ${profile.id} kräver att ”${holder.name.title}” har id ${holder.name.id}`,
        `The profile ${profile.id} asks for “${holder.name.title}” by the id ${holder.name.id}`,
      ),
      text('Ändra profilen först, om den är er egen.', 'Change the profile first, if it is your own.'),
    );
  }
  if (holder.name.kind === 'profile') {
    throw new Failure(
      text(
        'En profils id är filens namn och byts inte härifrån',
        'The id of a profile is the name of its file and is not renamed from here',
      ),
      text(
        'Byt namn på filen, och skriv det nya id:t i den och i färdplanen.',
        'Rename the file, and write the new id in it and in the roadmap.',
      ),
    );
  }
  return { found, holder };
}

/** The profile requires the section or item of this id. */
const demands = (profile: Profile, id: string): boolean =>
  profile.sections.some((section) => section.required && section.id === id) ||
  [...listedItems(profile)].some(({ item, items: list }) => list.closed === true && item.id === id);

/** The edits that give what stands at `offset` another id, everywhere it is named. Refuses an id that is malformed or taken. */
export function rename(placed: Placed, offset: number, wanted: string): Edits {
  const { holder } = renamed(placed, offset);
  const next = wanted
    .normalize('NFC')
    .trim()
    .replace(/^#|^\{#(.*)\}$/, '$1');
  const { document, name } = holder;
  if (!idSchema().safeParse(next).success) {
    throw new Failure(
      text(`”${wanted}” kan inte vara ett id`, `“${wanted}” cannot be an id`),
      text(
        'Ett id består av bokstäver, siffror och bindestreck, till exempel mobila-team.',
        'An id is made of letters, digits and hyphens, such as mobila-team.',
      ),
    );
  }
  if (next === name.id) return new Map();
  const clash = taken(next, holder, placed);
  if (clash) {
    throw new Failure(
      text(`Id ”${next}” används redan, av ”${clash}”`, `The id “${next}” is used already, by “${clash}”`),
      text('Välj ett annat.', 'Choose another one.'),
    );
  }
  const edits: Edits = new Map();
  const add = (where: Parsed, edit: Edit): void => {
    const list = edits.get(where) ?? [];
    if (!list.some(({ span }) => span.start === edit.span.start)) list.push(edit);
    edits.set(where, list);
  };
  const place = placeOfName(holder);
  if ('written' in place) add(document, { span: place.written, text: next });
  else if ('insert' in place) add(document, { span: place.insert, text: place.write(next) });
  else if (!(name.kind === 'response' && isKind(document, 'response'))) {
    throw new Failure(
      text(
        `”${name.title}” har inget id skrivet, och här finns ingen plats för det`,
        `“${name.title}” has no written id, and there is no place for one here`,
      ),
      text(
        'Lägg till kolumnen Id i tabellen, eller skriv id efter punkten: {#id}.',
        'Add the column Id to the table, or write an id after the point: {#id}.',
      ),
    );
  }
  follow(holder, next, placed, add);
  return edits;
}

/** Rewrites every mention, and those of what gets its id from the renamed one. */
function follow(holder: Holder, next: string, { workspace }: Placed, add: (where: Parsed, edit: Edit) => void): void {
  const old = wholeId(holder);
  const replacement = holder.name.kind === 'comment' ? `${old.slice(0, old.indexOf('#') + 1)}${next}` : next;
  const answers: Parsed[] = [];
  for (const { document, mention } of mentionsOf(holder, workspace, { strict: true })) {
    add(document, { span: mention.span, text: replacement });
    if (isKind(document, 'response')) answers.push(document);
  }
  const byAnswer = holder.name.kind === 'response' ? [holder.document] : holder.name.kind === 'party' ? answers : [];
  // An answer without an id of its own has that of its principal, and is named by it.
  for (const answer of byAnswer) {
    const { id, party } = answer.model as { id: string; party: string };
    const own = holder.name.kind === 'response';
    if (!own && (id !== party || answer.locations.get(['id']))) continue;
    for (const comment of namesIn(answer)) {
      if (comment.kind !== 'comment') continue;
      for (const { document, mention } of mentionsOf({ document: answer, name: comment }, workspace, {
        strict: true,
      })) {
        add(document, { span: { start: mention.span.start, end: mention.span.start + id.length }, text: next });
      }
    }
  }
  if (!items.includes(holder.name.kind)) return;
  // A comment is named by the item that its heading is about.
  for (const answer of new Set(answers)) {
    const { id } = answer.model as { id: string };
    for (const comment of namesIn(answer)) {
      const number =
        comment.kind === 'comment' ? new RegExp(`^${escaped(holder.name.id)}(-\\d+)?$`).exec(comment.id) : null;
      if (!number || 'written' in placeOfName({ document: answer, name: comment })) continue;
      for (const { document, mention } of mentionsOf({ document: answer, name: comment }, workspace, {
        strict: true,
      })) {
        add(document, { span: mention.span, text: `${id}#${next}${number[1] ?? ''}` });
      }
    }
  }
}

const escaped = (value: string): string => value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The title of what has the id already, among what it would be mistaken for. */
function taken(id: string, { document, name }: Holder, { workspace }: Placed): string | undefined {
  const alike: readonly NameKind[] = items.includes(name.kind) ? items : [name.kind];
  const among = ['roadmap', 'plan', 'round', 'response', 'decision'].includes(name.kind)
    ? workspace.documents
    : [document];
  for (const each of among) {
    for (const other of namesIn(each)) if (other.id === id && alike.includes(other.kind)) return other.title;
  }
  return undefined;
}
