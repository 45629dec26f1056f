import {
  Document,
  ExternalHyperlink,
  FootnoteReferenceRun,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';

const cell = (text: string): TableCell => new TableCell({ children: [new Paragraph(text)] });
const row = (...cells: string[]): TableRow => new TableRow({ children: cells.map(cell) });
const table = (...rows: string[][]): Table => new Table({ rows: rows.map((cells) => row(...cells)) });
const heading = (level: 1 | 2 | 3, text: string): Paragraph =>
  new Paragraph({
    text,
    heading:
      [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3][level - 1] ?? HeadingLevel.HEADING_1,
  });
const bullet = (text: string, level = 0): Paragraph => new Paragraph({ text, bullet: { level } });

/** A roadmap as a region keeps it in Word: a box of facts, headings in styles, tables, a list, a footnote and a link. */
export async function aWordRoadmap(): Promise<Uint8Array<ArrayBuffer>> {
  const document = new Document({
    title: 'Strategi',
    footnotes: { 1: { children: [new Paragraph('Överenskommelsen 2024 mellan staten och regionerna.')] } },
    sections: [
      {
        children: [
          new Paragraph({ text: 'Färdplan för nära vård i Exempellän', heading: HeadingLevel.TITLE }),
          table(
            ['Dokumenttyp', 'Strategi', 'Version', '2.1'],
            ['Beslutsdatum', '15 mars 2024', 'Diarienummer', 'RS 2024-00123'],
            ['Dokumentansvarig', 'Kansliet för vårdsamverkan', 'Giltighetstid', '2024–2030'],
          ),
          new Paragraph('Länets kommuner och regionen har tagit fram färdplanen tillsammans.'),
          heading(1, 'Syfte'),
          new Paragraph({
            children: [
              new TextRun('Färdplanen ska '),
              new TextRun({ text: 'samla', bold: true }),
              new TextRun(' och '),
              new TextRun({ text: 'rikta', italics: true }),
              new TextRun(' arbetet, se '),
              new ExternalHyperlink({
                link: 'https://vardsamverkan.example/fardplan',
                children: [new TextRun('webbplatsen')],
              }),
              new TextRun('.'),
              new FootnoteReferenceRun(1),
            ],
          }),
          heading(1, '2 Vår målbild'),
          new Paragraph('Invånarna möter en vård som hänger ihop.'),
          bullet('Jag är trygg hemma.'),
          bullet('Jag berättar bara en gång.'),
          heading(1, 'Prioriterade områden'),
          heading(2, 'Öka det hälsofrämjande arbetet'),
          new Paragraph('Barnets bästa och den regionala utvecklingsstrategin är vägledande.'),
          bullet('Följ upp levnadsvanor'),
          bullet('på vårdcentralen', 1),
          bullet('i skolan', 1),
          new Paragraph('Indikator saknas: tas fram under 2025.'),
          heading(1, 'Möjliggörare'),
          heading(2, 'Kompetens'),
          new Paragraph('Medarbetarna får tid att lära av varandra.'),
          heading(1, 'Kommunikation'),
          new Paragraph('Ett avsnitt som profilen inte känner.'),
          heading(1, 'Tidplan'),
          table(
            ['Tidpunkt', 'Aktivitet', 'Ansvarig', 'Nämnd'],
            ['mars 2025', 'Första avstämningen', 'Kansliet', 'RS'],
            ['hösten 2027', 'Fördjupad avstämning', 'Kansliet', ''],
            ['Löpande', 'Dialog med invånare', 'Alla', ''],
            ['2030', 'Slutrapport', 'Kansliet', ''],
          ),
          heading(1, 'Uppföljning'),
          new Paragraph('Vi följer upp varje år.'),
          table(
            ['Indikator', 'Källa', 'Nivå', 'Riktning', 'Ägare'],
            ['Andel med fast läkarkontakt', 'Kolada', 'region', 'öka', 'Regionen'],
            ['Trygghet i hemmet', 'Egen enkät', 'hela länet', 'öka', ''],
          ),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}
