import { join } from 'node:path';
import { Failure } from '../core/failure.js';
import { findAbove } from '../core/find-above.js';
import type { Host } from '../core/host.js';
import { text } from '../core/text.js';
import { reportWords, type ReportTemplate } from '../model/report-template.js';
import { decode } from '../parse/decode.js';
import { declaredKind, parseDocument } from '../parse/parse-document.js';
import { isKind } from '../parse/parsed.js';
import type { ReportWords } from './_contract.js';

/** The words of the report `id` for a workspace whose `folder` (absolute) is given: its own `documents/` before the built-in ones. */
export async function loadWords(host: Host, id: string, folder: string): Promise<ReportWords> {
  const own = await findAbove(host.files, folder, ['documents']);
  const folders = [...(own === undefined ? [] : [own]), join(host.builtIn.templates, 'documents')];
  const templates = (await Promise.all(folders.map((each) => templatesIn(host, each)))).flat();
  return completeWords(id, templates);
}

/** The words of the report `id` made whole; `templates` stand in order of precedence. Refuses with a `Failure` what leaves something unsaid. */
export function completeWords(id: string, templates: readonly ReportTemplate[]): ReportWords {
  const chain: ReportTemplate[] = [];
  for (let wanted: string | undefined = id; wanted !== undefined;) {
    const name: string = wanted;
    const found = templates.find((template) => template.id === name && !chain.includes(template));
    if (!found) {
      // A template may leave out what the built-in one of its own name says.
      if (chain.some((template) => template.id === name)) break;
      throw new Failure(
        text(`Det finns ingen rapportmall ”${name}”`, `There is no report template “${name}”`),
        text('Rätta ”utgår från” i mallen.', 'Mend “extends” in the template.'),
      );
    }
    chain.push(found);
    const builtIn: boolean = templates.some((template) => template.id === name && !chain.includes(template));
    wanted = builtIn ? name : found.extends;
  }
  const words = Object.assign({}, ...chain.map((template) => template.words ?? {}).reverse()) as ReportWords;
  const missing = Object.keys(reportWords.unwrap().shape).filter((name) => !(name in words));
  // The words of the consultation are no part of an account of changes.
  const [first] = missing;
  if (first !== undefined && id !== 'change-account') {
    throw new Failure(
      text(`Rapportmallen ”${id}” saknar ${first}`, `The report template “${id}” lacks ${first}`),
      text(
        'Låt mallen utgå från den inbyggda: ”utgår från: consultation-report”.',
        'Let the template extend the built-in one: “extends: consultation-report”.',
      ),
    );
  }
  return words;
}

async function templatesIn(host: Host, folder: string): Promise<ReportTemplate[]> {
  const names = (await host.files.list(folder)).filter(({ name, kind }) => kind === 'file' && /\.ya?ml$/.test(name));
  const templates = names.map(async ({ name }) => {
    const path = join(folder, name);
    const { source } = decode(path, await host.files.read(path));
    if (!source || declaredKind(source)?.word !== 'report-template/v1') return [];
    const parsed = parseDocument(source);
    return 'kind' in parsed && isKind(parsed, 'report-template') ? [parsed.model] : [];
  });
  return (await Promise.all(templates)).flat();
}
