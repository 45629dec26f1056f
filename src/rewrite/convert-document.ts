import { formOf } from '../core/form.js';
import { place, type Source } from '../core/source.js';
import { type Language, oneLine, text, type Text } from '../core/text.js';
import { metaOf, unwrap } from '../model/field.js';
import { type Kind, markdownKinds, schemas } from '../model/kinds.js';
import { allSections, type Roadmap } from '../model/roadmap.js';
import { partFrontMatter } from '../parse/front-matter.js';
import { yamlComments } from '../parse/format-yaml.js';
import { parseDocument, type ProfileLookup } from '../parse/parse-document.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { partYaml } from '../parse/part-yaml.js';
import { suppressionsIn } from '../parse/suppressions.js';
import { languageOf, writeModel } from '../parse/write-model.js';
import { decisionBody, missiveBody } from '../parse/write-parts.js';
import { writeResponse } from '../parse/write-response.js';
import { roadmapBody } from '../parse/write-roadmap.js';
import { carrySuppressions, suppressionText } from './carry-suppressions.js';
import { modelDifference } from './model-difference.js';

type Schema = Parameters<typeof metaOf>[0];

/** A document in the other form, with what could not come along that is no part of what it says; or why there is none. */
export type Converted = { text: string; left: Text[] } | { refused: Text; help?: Text };

/** What each kind has its text in, when it is Markdown. */
const bodyFields: Partial<Record<Kind, readonly string[]>> = {
  roadmap: ['lead', 'sections'],
  response: ['summary', 'comments'],
  decision: ['parts'],
  missive: ['lead', 'parts'],
};

/**
 * A document in its other form: Markdown as YAML, YAML as Markdown. `path` is what the new file will be called. The front matter stays as its author
 * wrote it. What is given back has been read, and says what the first one said; else it is refused, with the line at fault.
 */
export function convertDocument(
  source: Source,
  profiles: ProfileLookup,
  { path, language }: { path: string; language?: Language | undefined },
): Converted {
  const before = parseDocument(source, profiles);
  const fault = before.diagnostics.find(({ rule }) => rule === 'syntax' || rule === 'schema');
  if (!('kind' in before) || fault) {
    return {
      refused: text(
        `den har fel som först måste rättas: ${fault?.message.sv ?? ''} (rad ${fault?.line ?? 1})`,
        `it has faults to mend first: ${fault?.message.en ?? ''} (line ${fault?.line ?? 1})`,
      ),
      help: text('Kör fardplan check på filen.', 'Run fardplan check on the file.'),
    };
  }
  if (!markdownKinds.includes(before.kind)) {
    return {
      refused: text(
        `ett dokument av slaget ${before.kind} skrivs bara som YAML`,
        `a document of kind ${before.kind} is written as YAML only`,
      ),
    };
  }
  const unread = before.remarks.find(({ type }) => type === 'unknown-column' || type === 'extra-cell');
  if (unread) {
    const { line } = place(source, unread.span);
    return {
      refused: text(
        `en kolumn eller cell på rad ${line} hör inte till något fält och skulle gå förlorad`,
        `a column or cell on line ${line} belongs to no field and would be lost`,
      ),
    };
  }
  const written =
    formOf(source) === 'markdown' ? asYaml(before, path, language) : asMarkdown(before, profiles, language);
  if ('refused' in written) return written;
  const after = parseDocument({ path, text: written.text }, profiles);
  const differs = 'kind' in after ? modelDifference(before, after, true) : [];
  if (!differs) {
    const carried = carrySuppressions(before, written.text, (text) => {
      const read = parseDocument({ path, text }, profiles);
      return 'kind' in read ? read : undefined;
    });
    return { text: carried.text, left: [...written.left, ...carried.left] };
  }
  const { line } = place(source, before.locations.nearest(differs));
  const where = differs.join('.');
  return {
    refused: text(
      `det som står på rad ${line} (${where}) har ingen form som läses tillbaka likadant`,
      `what stands on line ${line} (${where}) has no form that is read back as the same`,
    ),
    help: text('Skriv om det stället, eller behåll formen.', 'Reword that place, or keep the form.'),
  };
}

const schemaOf = (kind: Kind): Schema => schemas[kind] as Schema;

function asYaml(before: Parsed, path: string, language: Language | undefined): Converted {
  const { yaml, body } = partFrontMatter(before.source.text.replace(/\r\n?/g, '\n'));
  const parted = partYaml(yaml, () => false);
  const schema = schemaOf(before.kind);
  const own = language ?? languageOf(schema, yaml);
  const left = [...notes(before, body), ...headingLeft(before, body)];
  if (!parted)
    return {
      text: writeModel(schema, before.model, { language: own }),
      left: [...left, ...commentsLeft(before, yaml)],
    };
  const { shape } = unwrap(schema)._zod.def as unknown as { shape: Record<string, Schema> };
  const given = new Set(parted.keys.map((key) => key.toLowerCase().replace(/[-_]/g, ' ')));
  const omit = Object.entries(shape).flatMap(([name, field]) =>
    given.has(name.toLowerCase()) || given.has(metaOf(field).sv ?? name) ? [name] : [],
  );
  // The id of a decision follows from the name of its file, if none is written.
  if (isKind(before, 'decision') && !omit.includes('id')) {
    const follows = parseDocument({ path, text: 'fardplan: decision/v1\n' });
    if ('kind' in follows && (follows.model as { id?: string }).id === before.model.id) omit.push('id');
  }
  if (isKind(before, 'response') && before.model.id === before.model.party) omit.push('id');
  const rest = writeModel(schema, before.model, { language: own, omit });
  const front = parted.kept.replace(/\n*$/, '\n');
  return { text: rest.trim() === '{}' ? front : front + rest, left };
}

function asMarkdown(before: Parsed, profiles: ProfileLookup, language: Language | undefined): Converted {
  const schema = schemaOf(before.kind);
  const fields = bodyFields[before.kind] ?? [];
  const { shape } = unwrap(schema)._zod.def as unknown as { shape: Record<string, Schema> };
  const names = new Set(
    fields.flatMap((name) => [name.toLowerCase(), shape[name] ? (metaOf(shape[name]).sv ?? name) : name]),
  );
  const yaml = before.source.text.replace(/\r\n?/g, '\n');
  const parted = partYaml(yaml.replace(/^---[ \t]*\n/, ''), (key) =>
    names.has(key.toLowerCase().replace(/[-_]/g, ' ')),
  );
  const own = language ?? languageOf(schema, yaml);
  const front =
    parted?.kept.replace(/^(?:\.\.\.|---)[ \t]*$/gm, '') ??
    writeModel(schema, before.model, { language: own, omit: fields });
  const body = bodyOf(before, profiles);
  if ('refused' in body) return body;
  return {
    text: `---\n${front.replace(/\n*$/, '\n')}---\n\n${body.text}`,
    left: commentsLeft(before, parted ? parted.taken : yaml),
  };
}

function bodyOf(before: Parsed, profiles: ProfileLookup): { text: string } | { refused: Text } {
  if (isKind(before, 'roadmap')) {
    const deep = [...allSections(before.model)].find(({ path }) => path.length / 2 > 5);
    if (deep) {
      const { line } = place(before.source, before.locations.nearest(deep.path));
      return {
        refused: text(
          `avsnittet ”${deep.section.title}” (rad ${line}) ligger djupare än rubriker kan skrivas i Markdown`,
          `the section “${deep.section.title}” (line ${line}) lies deeper than headings go in Markdown`,
        ),
      };
    }
    return { text: roadmapBody(before.model, profiles(before.model.profile)) };
  }
  if (isKind(before, 'response')) {
    const whole = writeResponse(before.model, { title: 'Yttrande' });
    return { text: whole.slice(whole.indexOf('\n# ') + 1) };
  }
  if (isKind(before, 'decision')) return { text: decisionBody(before.model) };
  if (isKind(before, 'missive')) return { text: missiveBody(before.model) };
  return { text: '' };
}

/** What is said in comments that suppress findings, which go their own way. */
const suppressing = (before: Parsed): Set<string> =>
  new Set(suppressionsIn(before).map((each) => suppressionText(before, each)));

/** Comments in what is taken from the YAML have nowhere to stand in prose. */
function commentsLeft(before: Parsed, taken: string): Text[] {
  const carried = suppressing(before);
  const comments = taken.trim() === '' ? [] : yamlComments(taken).filter((comment) => !carried.has(oneLine(comment)));
  return comments.map((comment) =>
    text(`Kommentaren ”${comment}” följde inte med`, `The comment “${comment}” did not come along`),
  );
}

/** Notes in an answer are no part of it; elsewhere they stand in the prose. */
function notes(before: Parsed, body: string): Text[] {
  if (!isKind(before, 'response')) return [];
  const carried = suppressing(before);
  return [...body.matchAll(/<!--([^]*?)-->/g)].flatMap(([, note = '']) =>
    carried.has(oneLine(note))
      ? []
      : [text(`Anmärkningen ”${note.trim()}” följde inte med`, `The note “${note.trim()}” did not come along`)],
  );
}

/** A heading of level 1 that says something other than the title. */
function headingLeft(before: Parsed, body: string): Text[] {
  const heading = /^#[ \t]+(.*?)[ \t#]*$/m.exec(body)?.[1];
  const title = isKind(before, 'response') ? undefined : (before.model as Pick<Roadmap, 'title'>).title;
  if (heading === undefined || heading === title) return [];
  return [text(`Rubriken ”${heading}” följde inte med`, `The heading “${heading}” did not come along`)];
}
