/** The colours of the layouts: each at least 7:1 on white and on the tint. */
const colour = { ink: '1B1B1B', accent: '0F4C5C', muted: '4D4D4D', rule: '8C9BA0' };

/** The tint behind the names of fields. */
export const tint = 'EEF3F4';

const size = (halfPoints: number): string => `<w:sz w:val="${halfPoints}"/><w:szCs w:val="${halfPoints}"/>`;
const spacing = (before: number, after: number): string => `<w:spacing w:before="${before}" w:after="${after}"/>`;

const paragraphStyle = (id: string, name: string, { p = '', r = '', next = '' } = {}): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"${builtIn.has(id) ? '' : ' w:customStyle="1"'}><w:name w:val="${name}"/><w:basedOn w:val="Normal"/>` +
  `${next && `<w:next w:val="${next}"/>`}<w:qFormat/><w:pPr>${p}</w:pPr><w:rPr>${r}</w:rPr></w:style>`;

const builtIn = new Set(['Title', 'Subtitle', 'Heading1', 'Heading2', 'Heading3', 'Heading4', 'Footer']);

const headingStyle = (level: number, halfPoints: number, before: number): string =>
  paragraphStyle(`Heading${level}`, `heading ${level}`, {
    next: 'Normal',
    p: `<w:keepNext/><w:keepLines/>${spacing(before, 100)}<w:outlineLvl w:val="${level - 1}"/>`,
    r: `<w:b/><w:color w:val="${colour.accent}"/>${size(halfPoints)}`,
  });

const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="${colour.rule}"/>`)
  .join('');

/**
 * Styles of an answer form (ECMA-376-1, 17.7), as a whole part: real heading styles with outline levels, a table style, and Swedish as the
 * language of all text. The library’s own styles have no table styles.
 */
export const formStyles: string =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
  '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>' +
  `<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/><w:color w:val="${colour.ink}"/>${size(22)}` +
  '<w:lang w:val="sv-SE" w:eastAsia="sv-SE" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>' +
  '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>' +
  '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>' +
  '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>' +
  '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>' +
  '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>' +
  paragraphStyle('Title', 'Title', {
    next: 'Subtitle',
    p: spacing(0, 40),
    r: `<w:b/><w:color w:val="${colour.accent}"/>${size(36)}`,
  }) +
  paragraphStyle('Subtitle', 'Subtitle', {
    next: 'Normal',
    p: spacing(0, 220),
    r: `<w:color w:val="${colour.muted}"/>${size(26)}`,
  }) +
  headingStyle(1, 30, 400) +
  headingStyle(2, 26, 340) +
  headingStyle(3, 23, 300) +
  headingStyle(4, 22, 260) +
  paragraphStyle('Faltnamn', 'Fältnamn', { p: spacing(50, 50), r: `<w:b/>${size(20)}` }) +
  paragraphStyle('Svar', 'Svar', { p: spacing(50, 50) }) +
  paragraphStyle('Lista', 'Lista med punkter', {
    p: '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:spacing w:after="60"/><w:ind w:left="340" w:hanging="340"/><w:contextualSpacing/>',
  }) +
  paragraphStyle('Avslutning', 'Avslutning', { p: spacing(400, 0) }) +
  paragraphStyle('Footer', 'footer', {
    p: '<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs><w:spacing w:after="0"/>',
    r: `<w:color w:val="${colour.muted}"/>${size(17)}`,
  }) +
  `<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/><w:rPr><w:color w:val="${colour.muted}"/></w:rPr></w:style>` +
  '<w:style w:type="table" w:customStyle="1" w:styleId="Falt"><w:name w:val="Fält"/><w:basedOn w:val="TableNormal"/><w:pPr><w:spacing w:after="0"/></w:pPr>' +
  `<w:tblPr><w:tblBorders>${borders}</w:tblBorders><w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>` +
  '<w:bottom w:w="20" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>';
