import type { Paragraph } from 'docx';
import type { AnswerForm } from '../model/answer-form.js';
import { formBlocks } from './form-blocks.js';
import { formStyles } from './form-styles.js';
import { wordParts } from './word-parts.js';
import { escaped, paragraph, run } from './word-xml.js';
import { writeZip } from './write-zip.js';

/** Stand in for the name and id of the party until they are known; no text has these letters. */
const anyone = { id: '\ue0f0', name: '\ue0f1' };

/**
 * Answer forms as Word files (ECMA-376 transitional), made once for all parties. Every place is known in three ways: by the tag of a content
 * control, by a hidden bookmark, and by the words before it; the form says what it is in its text, its properties and a custom XML part.
 * Same form, same bytes.
 */
export async function formWriter(
  common: Omit<AnswerForm, 'party'>,
): Promise<(party: AnswerForm['party']) => Uint8Array<ArrayBuffer>> {
  const { Document, Footer, ImportedXmlComponent, Packer } = await import('docx');
  // Written as XML, since the library has no content controls; where it names a few kinds of children, it takes any component.
  const imported = (xml: string) => ImportedXmlComponent.fromXmlString(xml) as unknown as Paragraph;
  const form: AnswerForm = { ...common, party: anyone };
  const { round, party, roadmap } = form;
  const document = new Document({
    externalStyles: formStyles,
    customProperties: [
      { name: 'fardplan.round', value: round.id },
      { name: 'fardplan.party', value: party.id },
      { name: 'fardplan.roadmap', value: roadmap.id },
      { name: 'fardplan.version', value: roadmap.version },
      { name: 'fardplan.sha256', value: roadmap.sha256 },
    ],
    sections: [
      {
        properties: {
          page: { size: { width: 11906, height: 16838 }, margin: { top: 1134, bottom: 1134, left: 1134, right: 1134 } },
        },
        footers: { default: new Footer({ children: [imported(footerXml(form))] }) },
        children: formBlocks(form).map(imported),
      },
    ],
  });
  const title = `Svar på remiss: ${roadmap.title} – ${party.name}`;
  const parts = wordParts(await Packer.toBuffer(document), {
    title,
    creator: form.sender,
    customXml: customXml(form),
  });
  return ({ id, name }) =>
    writeZip(
      [...parts].map(([part, content]) => [
        part,
        typeof content === 'string'
          ? content.replaceAll(anyone.id, () => escaped(id)).replaceAll(anyone.name, () => escaped(name))
          : content,
      ]),
    );
}

const field = (instruction: string): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${instruction} </w:instrText></w:r>` +
  '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>';

const footerXml = ({ party, round }: AnswerForm): string =>
  paragraph(
    `${run(`Svar från ${party.name} · ${round.id}`)}<w:r><w:tab/></w:r>${run('Sida ')}${field('PAGE')}${run(' av ')}${field('NUMPAGES')}`,
    { style: 'Footer' },
  );

const customXml = ({ round, party, roadmap, headings }: AnswerForm): string =>
  `<?xml version="1.0" encoding="UTF-8"?><form xmlns="urn:fardplan:form" round="${escaped(round.id)}" party="${escaped(party.id)}" ` +
  `roadmap="${escaped(roadmap.id)}" version="${escaped(roadmap.version)}" sha256="${escaped(roadmap.sha256)}">` +
  `${headings.map(({ id, title }) => `<heading id="${escaped(id)}" title="${escaped(title)}"/>`).join('')}</form>`;
