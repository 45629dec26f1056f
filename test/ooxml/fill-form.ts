import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** What a user writes under one heading of a form; lines of a text become paragraphs. */
export interface HeadingAnswer {
  stance?: string;
  comment?: string;
  motive?: string;
  proposal?: string;
}

/** What a user writes in a form. */
export interface FormAnswers {
  stance?: string;
  body?: string;
  date?: string;
  reference?: string;
  summary?: string;
  general?: string;
  /** By the id of the heading. */
  headings?: Readonly<Record<string, HeadingAnswer>>;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Changes a part of a Word file, as text. */
export function editPart(docx: Uint8Array, name: string, edit: (xml: string) => string): Uint8Array {
  const parts = unzipSync(docx);
  const part = parts[name];
  if (!part) throw new Error(`there is no part ${name}`);
  return zipSync({ ...parts, [name]: strToU8(edit(strFromU8(part))) });
}

/** Writes in one content control, as Word does: the prompt goes, and with it the mark that says so. */
export function fillControl(xml: string, tag: string, value: string): string {
  const at = xml.indexOf(`<w:tag w:val="${escaped(tag)}"/>`);
  if (at < 0) throw new Error(`the form has no field ${tag}`);
  const start = xml.indexOf('<w:sdtContent>', at) + '<w:sdtContent>'.length;
  const end = xml.indexOf('</w:sdtContent>', start);
  const properties = xml.slice(at, start).replace('<w:showingPlcHdr/>', '');
  const rich = xml.startsWith('<w:p>', start);
  const run = (text: string) => `<w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;
  const content = rich
    ? value
        .split('\n')
        .map((line) => `<w:p><w:pPr><w:pStyle w:val="Svar"/></w:pPr>${run(line)}</w:p>`)
        .join('')
    : run(value);
  return xml.slice(0, at) + properties + content + xml.slice(end);
}

/** Fills an answer form as its receiver would in Word. Throws when the form lacks a field that is to be filled. */
export function fillForm(docx: Uint8Array, answers: FormAnswers): Promise<Uint8Array> {
  const { headings = {}, ...whole } = answers;
  const filled = editPart(docx, 'word/document.xml', (document) => {
    let xml = document;
    for (const [field, value] of Object.entries(whole)) xml = fillControl(xml, `fardplan:*:${field}`, String(value));
    for (const [id, fields] of Object.entries(headings))
      for (const [field, value] of Object.entries(fields))
        xml = fillControl(xml, `fardplan:${id}:${field}`, String(value));
    return xml;
  });
  return Promise.resolve(filled);
}
