import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pdf } from '../../src/formats/pdf.js';
import { readRevisions } from '../../src/pdf/revisions.js';
import { preparedFindings } from '../../src/verify/prepared.js';
import { resources } from '../pdf/resources.js';
import { draft, long, sample, short } from '../pdf/sample.js';
import { runs } from '../setup/runs.js';
import { baseObjects, stream, update, writeFile } from '../verify/support/pdf-writer.js';
import type { Bodies } from '../verify/support/pdf-writer.js';

/** The usual two-page document with a font of its own in the file, so that it is plain. */
const plain: Bodies = {
  ...baseObjects(),
  7: '<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Prov /FirstChar 32 /LastChar 33 /Widths [500 500] /FontDescriptor 30 0 R >>',
  30: '<< /Type /FontDescriptor /FontName /ABCDEF+Prov /FontFile2 31 0 R >>',
  31: stream('not looked into'),
};
const catalog = String(plain[1]);
const page1 = String(plain[3]);
const page2 = String(plain[4]);
const form = String(plain[10]);
const shown = 'BT /F1 24 Tf 72 720 Td (Beslut) Tj ET';

const findings = (bodies: Bodies): string[] =>
  preparedFindings(readRevisions(writeFile({ ...plain, ...bodies }))).map(
    ({ kind, place, what }) => `${kind}: ${place.en}: ${what.en}`,
  );

/** The document with other content on its first page. */
const drawing = (content: string, resourcesMore = ''): string[] =>
  findings({ 5: stream(content), 3: page1.replace('/Font <<', `${resourcesMore} /Font <<`) });

describe('nothing is said of', () => {
  it('a plain document', () => expect(findings({})).toEqual([]));

  it.each(Object.entries({ sample, draft, long, short }))('what render makes: %s', async (_, document) => {
    const bytes = await pdf.render(document, resources());
    expect(preparedFindings(readRevisions(bytes))).toEqual([]);
  });

  it('text on a box that was drawn before it', () =>
    expect(drawing(`0.2 g 60 700 200 60 re f 1 g ${shown}`)).toEqual([]));

  it('text beside a box that was drawn after it', () =>
    expect(drawing(`${shown} 0.5 g 300 300 50 50 re f`)).toEqual([]));
});

describe('hidden text', () => {
  it.each<[string, string, RegExp]>([
    ['mode 3', `3 Tr ${shown}`, /^invisible-text: page 1: “Beslut” is invisible text/],
    ['white on white', `1 g ${shown}`, /“Beslut” has the colour of what it stands on/],
    ['white by CMYK', `0 0 0 0 k ${shown}`, /has the colour/],
    ['the colour of the box behind', `0 0 1 rg 60 700 200 60 re f ${shown}`, /has the colour/],
    ['too small', 'BT /F1 0.5 Tf 72 720 Td (Beslut) Tj ET', /too small/],
    ['shrunk by the matrix', `0.01 0 0 0.01 72 720 cm ${shown}`, /too small/],
    ['beside the page', 'BT /F1 24 Tf 700 720 Td (Beslut) Tj ET', /^off-page: .*outside the page/],
    ['clipped away', `10 10 20 20 re W n ${shown}`, /clipped away/],
    ['under a box', `${shown} 1 g 60 700 200 60 re f`, /^overlap: .*covered/],
    ['under a shape of lines', `${shown} 1 g 50 690 m 300 690 l 300 760 l 50 760 l h f`, /^overlap/],
    ['under an inline image', `${shown} q 300 0 0 100 50 700 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q`, /^overlap/],
  ])('%s', (_, content, named) => expect(drawing(content).join('\n')).toMatch(named));

  it('transparent text', () =>
    expect(drawing(`/G gs ${shown}`, '/ExtGState << /G << /ca 0 >> >>').join()).toMatch(/transparent/));

  it('text outside the crop box', () =>
    expect(findings({ 3: page1.replace('/Contents', '/CropBox [0 0 595 400] /Contents') }).join()).toMatch(/off-page/));

  it('text in a form that is drawn where nobody sees it', () => {
    const object = `/XObject << /X 40 0 R >>`;
    const body = stream(
      shown,
      '/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 7 0 R >> >> ',
    );
    const drawn = findings({
      5: stream('1 0 0 1 900 0 cm /X Do'),
      3: page1.replace('/Font <<', `${object} /Font <<`),
      40: body,
    });
    expect(drawn.join()).toMatch(/outside the page/);
  });

  it('text under a signature field', () =>
    expect(findings({ 8: String(plain[8]).replace('[0 0 0 0]', '[60 700 400 780]') }).join()).toMatch(
      /^overlap: page 1: “Beslut” lies under a field/,
    ));

  it('content that cannot be read to its end', () => {
    expect(drawing(`${shown} (`).join()).toMatch(/^unreadable-content: page 1/);
    expect(drawing(`${shown} 1 2 3`).join()).toMatch(/values without an operator/);
  });

  it('forms that draw each other until the end of time', () => {
    const bodies: Bodies = { 5: stream('/X Do'), 3: page1.replace('/Font <<', '/XObject << /X 40 0 R >> /Font <<') };
    for (let number = 40; number < 52; number += 1)
      bodies[number] = stream(
        '/X Do '.repeat(12),
        `/Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X ${number + 1} 0 R >> >> `,
      );
    bodies[52] = stream('', '/Subtype /Form /BBox [0 0 595 842] ');
    const start = performance.now();
    expect(findings(bodies).join()).toMatch(/^unreadable-content/);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('what acts', () => {
  const script = '<< /S /JavaScript /JS (app.alert\\(1\\)) >>';
  it.each<[string, Bodies, RegExp]>([
    ['a script when the file opens', { 1: catalog.replace('/Pages', `/OpenAction ${script} /Pages`) }, /^javascript/],
    [
      'a script by name',
      { 1: catalog.replace('/EmbeddedFiles', '/JavaScript << /Names [] >> /EmbeddedFiles') },
      /^javascript/,
    ],
    [
      'a page that acts when shown',
      { 3: page1.replace('/Contents', `/AA << /O ${script} >> /Contents`) },
      /automatic-action/,
    ],
    [
      'a program to start',
      { 1: catalog.replace('/Pages', '/OpenAction << /S /Launch /F (x.exe) >> /Pages') },
      /^launch-action/,
    ],
    [
      'another file to open',
      { 1: catalog.replace('/Pages', '/OpenAction << /S /GoToR /F (x.pdf) >> /Pages') },
      /^action: .*GoToR/,
    ],
    [
      'a link to a file',
      {
        3: page1.replace(
          '[8 0 R',
          '[<< /Subtype /Link /Rect [9 9 99 99] /A << /S /URI /URI (file:///etc/passwd) >> >> 8 0 R',
        ),
      },
      /^external-reference: .*file:\/\//,
    ],
    ['content from outside', { 5: stream('', '/F (x.txt) ') }, /^external-reference/],
    ['a file that is not in the file', { 13: '<< /Type /Filespec /F (x.pdf) >>' }, /external-reference/],
    ['an XFA form', { 10: form.replace('/SigFlags', '/XFA [] /SigFlags') }, /^xfa/],
    [
      'fields that the reader redraws',
      { 10: form.replace('/SigFlags', '/NeedAppearances true /SigFlags') },
      /^appearance/,
    ],
    ['layers', { 1: catalog.replace('/Pages', '/OCProperties << /OCGs [] >> /Pages') }, /^optional-content/],
    ['a portfolio', { 1: catalog.replace('/Pages', '/Collection << >> /Pages') }, /^portfolio/],
    [
      'another image for print',
      {
        40: stream('', '/Subtype /Image /Alternates [] '),
        3: page1.replace('/Font <<', '/XObject << /I 40 0 R >> /Font <<'),
      },
      /alternate/,
    ],
  ])('%s', (_, bodies, named) => expect(findings(bodies).join('\n')).toMatch(named));
});

describe('what lies over the pages', () => {
  const annotation = (more: string): Bodies => ({
    3: page1.replace('[8 0 R', `[<< ${more} /Rect [100 100 200 200] >> 8 0 R`),
  });
  it.each<[string, Bodies, RegExp]>([
    ['a stamp', annotation('/Subtype /Stamp'), /^annotation: page 1: .*Stamp/],
    ['free text', annotation('/Subtype /FreeText'), /^annotation/],
    ['a link with a look of its own', annotation('/Subtype /Link /AP << /N 5 0 R >>'), /^annotation/],
    [
      'a field to fill in',
      {
        10: form.replace('[8 0 R', '[40 0 R 8 0 R'),
        40: '<< /Subtype /Widget /FT /Tx /T (x) /V (10) /Rect [0 0 0 0] >>',
      },
      /^form-field: the field x/,
    ],
    [
      'a field that shows something before it is signed',
      {
        8: String(plain[8]).replace('/F 132', '/AP << /N 40 0 R >> /F 132'),
        40: stream('0 0 9 9 re f', '/Subtype /Form /BBox [0 0 9 9] '),
      },
      /^appearance: the field ordforande/,
    ],
    [
      'a field beside the page',
      { 8: String(plain[8]).replace('[0 0 0 0]', '[900 0 990 90]') },
      /^off-page: page 1: a field/,
    ],
  ])('%s', (_, bodies, named) => expect(findings(bodies).join('\n')).toMatch(named));
});

describe('what is kept ready', () => {
  it.each<[string, Bodies, RegExp]>([
    ['a page that nothing leads to', { 40: page2 }, /^unused-object: object 40: hidden content \(Page\)/],
    [
      'a second page tree',
      { 40: '<< /Type /Pages /Kids [] /Count 0 >>' },
      /unused-object: object 40: hidden content \(Pages\)/,
    ],
    ['content that nothing leads to', { 40: stream(shown) }, /^unused-object/],
    [
      'a place for content to come',
      { 4: page2.replace('[6 0 R]', '[6 0 R 40 0 R]') },
      /^missing-object: page 2: refers to object 40/,
    ],
    [
      'an array that a page and the form share',
      { 3: page1.replace('[8 0 R 9 0 R]', '50 0 R'), 10: '<< /Fields 50 0 R /SigFlags 3 >>', 50: '[8 0 R 9 0 R]' },
      /^shared-object/,
    ],
    [
      'validation data that are also page content',
      {
        1: catalog.replace('/Pages', '/DSS << /Certs 50 0 R >> /Pages'),
        4: page2.replace('[6 0 R]', '50 0 R'),
        50: '[6 0 R]',
      },
      /shared-object/,
    ],
    [
      'a font that the form may change',
      { 10: form.replace('/SigFlags', '/DR << /Font << /F1 7 0 R >> >> /SigFlags') },
      /shared-object/,
    ],
  ])('%s', (_, bodies, named) => expect(findings(bodies).join('\n')).toMatch(named));

  it('what stood there before the file was saved anew', () => {
    const changed = update(writeFile(plain), { 5: stream('BT /F1 24 Tf 72 720 Td (Avslag) Tj ET') });
    expect(preparedFindings(readRevisions(changed)).map(({ kind }) => kind)).toContain('earlier-revision');
  });
});

describe('fonts', () => {
  const font = (more: string): Bodies => ({
    7: String(plain[7]).replace('/FontDescriptor', `${more} /FontDescriptor`),
  });
  it.each<[string, Bodies, RegExp]>([
    [
      'that are not in the file',
      { 7: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>', 30: null, 31: null },
      /^font: .*Helvetica is not in the file/,
    ],
    ['that are drawings', { 7: '<< /Type /Font /Subtype /Type3 /CharProcs << >> >>', 30: null, 31: null }, /drawings/],
    [
      'that show other letters than they say',
      font('/Encoding << /Differences [65 /B] >>'),
      /shows other letters.*A → B/,
    ],
    [
      'that show other digits than are copied',
      {
        ...font('/Encoding << /Differences [49 /nine] >> /ToUnicode 40 0 R'),
        40: stream('1 beginbfchar <31> <0031> endbfchar'),
      },
      /1 → 9/,
    ],
  ])('%s', (_, bodies, named) => expect(findings(bodies).join('\n')).toMatch(named));
});

it('nothing is thrown, and nothing takes long, whatever the bytes of a page are', () => {
  const word = fc.constantFrom(
    'q',
    'Q',
    'cm',
    're',
    'f',
    'W',
    'n',
    'm',
    'l',
    'c',
    'h',
    'BT',
    'ET',
    'Tf',
    'Td',
    'Tj',
    'TJ',
    'Tr',
    'Do',
    '/F1',
    '/X',
    'cs',
    'scn',
    'g',
    'gs',
    'BI',
    'ID',
    'EI',
    '(x)',
    '[',
    ']',
    '<<',
    '>>',
    '<41',
    '1e9',
    '-.5',
    '24',
    '0',
    '72',
  );
  const content = fc.oneof(
    fc.array(word, { maxLength: 60 }).map((words) => words.join(' ')),
    fc.string({ unit: 'binary-ascii', maxLength: 80 }),
  );
  fc.assert(
    fc.property(content, (drawn) => {
      const started = performance.now();
      findings({
        5: stream(drawn),
        3: page1.replace('/Font <<', '/XObject << /X 5 0 R >> /ColorSpace << /X [/ICCBased 31 0 R] >> /Font <<'),
      });
      expect(performance.now() - started).toBeLessThan(2000);
    }),
    runs(400),
  );
});

it('a path with very many corners is looked at, or said to be too much', () => {
  const many = Array.from({ length: 150_000 }, (_, index) => `${index % 500} ${index % 800} l`).join(' ');
  expect(drawing(`0 0 m ${many} W f ${shown}`)).toEqual([]);
  const letters = 'BT /F1 9 Tf 72 720 Td (x) Tj ET '.repeat(400);
  expect(drawing(`0.9 g 0 0 m ${many} f 0 g ${letters}`).join()).toMatch(/too much to be checked/);
});
