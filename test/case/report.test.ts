import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRawStream, decodePDFRawStream } from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { cancelCase, caseNow, completeCase, recordEvent } from '../../src/case/case-events.js';
import { composeReport, type ReportInput } from '../../src/case/compose-report.js';
import { localTime, utcTime } from '../../src/case/report-times.js';
import { storedOrganisation } from '../../src/case/stored-organisation.js';
import type { Host } from '../../src/core/host.js';
import { markdown } from '../../src/formats/markdown.js';
import { pdf } from '../../src/formats/pdf.js';
import type { ComposedDocument } from '../../src/model/document.js';
import { readRevisions } from '../../src/pdf/revisions.js';
import { signPdf } from '../../src/sign/sign-pdf.js';
import { preparedFindings } from '../../src/verify/prepared.js';
import { verifyPdf } from '../../src/verify/verify.js';
import { resources } from '../pdf/resources.js';
import { open as openSigner } from '../sign/helpers.js';
import { identity, open, sign, start, workspace } from './helpers.js';

let path: string;
let host: Host;
let trust: Uint8Array[];

/** What a report on the case as it stands is made from. */
async function input(more: Partial<ReportInput> = {}): Promise<ReportInput> {
  const { open: now, state } = await caseNow(host, 'arende.yaml');
  const bytes = readFileSync(join(path, state.current.file));
  const verdict = await verifyPdf(bytes, { file: state.current.file, trust, at: start });
  return {
    open: now,
    state,
    log: readFileSync(join(path, 'arende.events.jsonl')),
    verdict: verdict.signatures.length > 0 ? verdict : undefined,
    trusted: trust.length,
    organisation: 'Exempelregionens kommunalförbund',
    sealed: false,
    ...more,
  };
}

const words = async (document: ComposedDocument): Promise<string> =>
  new TextDecoder().decode(await markdown.render(document, resources()));

it('writes one instant by Swedish and by universal time', () => {
  expect(localTime('2022-03-18T08:16:11Z')).toBe('2022-03-18 09:16:11 (UTC+1)');
  expect(localTime('2022-07-18T22:16:11Z')).toBe('2022-07-19 00:16:11 (UTC+2)');
  expect(utcTime('2022-03-18T08:16:11Z')).toBe('2022-03-18 08:16:11 UTC');
});

describe('the report', () => {
  let interim: ComposedDocument;
  let final: ComposedDocument;
  beforeAll(async () => {
    ({ path, host, trust } = await workspace());
    await open(host, { due: '2022-04-01', actor: { role: 'Registrator', name: 'Åsa Öberg' } });
    await recordEvent(host, 'arende.yaml', 'sent', { by: 'ordforande' });
    await sign(host, 'karin', 'beslut.pdf', 'b1.pdf');
    interim = composeReport(await input());
    writeFileSync(join(path, 'nycklar', 'per.p12'), (await identity('Elsa Exempel')).p12);
    await sign(host, 'per', 'b1.pdf', 'b2.pdf');
    await completeCase(host, 'arende.yaml', undefined, { trust });
    final = composeReport(await input({ sealed: true }));
  });

  it('says that it is interim, or final', async () => {
    expect(interim.kindLabel).toBe('Lägesrapport');
    expect(await words(interim)).toContain('Lägesrapport, inte slutlig.');
    expect(final.kindLabel).toBe('Slutrapport');
    expect(await words(final)).toContain('Slutlig rapport. Alla har undertecknat');
  });

  it('tells hashes, parties, every event by both times, and the verdict on each signature', async () => {
    const told = await words(final);
    const { open: now, state } = await caseNow(host, 'arende.yaml');
    for (const wanted of [
      now.model.document.sha256,
      state.current.sha256,
      now.head.sha256,
      'fardplan-exempel, version 2.0',
      'Ärendet öppnades',
      'Åsa Öberg, Registrator',
      'Handlingen skickades',
      'Ärendet avslutades',
      'datorns klocka',
      'Godkänd (TOTAL-PASSED)',
      'fardplan verify b2.pdf',
      'Inga IP-adresser och inga e-postadresser har sparats.',
    ])
      expect(told).toContain(wanted);
    for (const { at } of now.events) expect(told.replaceAll('\u00a0', ' ')).toContain(utcTime(at));
  });

  it('shows who the certificate says signed apart from who the case says', async () => {
    // Somebody whom the case does not know has signed in Per-Östen's field.
    expect(await words(final)).toContain(
      'Per-Östen Provberg, Förbundsdirektör och sekreterare (stämmer inte med certifikatet)',
    );
    expect(await words(final)).not.toContain('Direktionens ordförande (stämmer inte');
  });

  it('tells of IP addresses only when they were kept', async () => {
    await expect(words(composeReport(await input()))).resolves.not.toContain('192.0.2.7');
    const now = await input();
    now.open.events.push({ ...(now.open.events[1] ?? { kind: 'sent' }), ip: '192.0.2.7' } as never);
    expect(await words(composeReport(now))).toMatch(/IP-adress: 192\.0\.2\.7[\s\S]*IP-adresser har sparats på begäran/);
  });

  it('is one PDF with the log attached, accessible, not bound to any roadmap, and the same each time', async () => {
    const remarks: string[] = [];
    const bytes = await pdf.render(final, { ...resources(), note: ({ en }) => remarks.push(en) });
    expect(remarks).toEqual([]);
    expect(Buffer.from(await pdf.render(final, resources())).equals(bytes)).toBe(true);
    const loaded = await PDFDocument.load(bytes, { updateMetadata: false });
    const name = (value: string) => PDFName.of(value);
    const metadata = loaded.catalog.lookup(name('Metadata'));
    const packet = Buffer.from(
      metadata instanceof PDFRawStream ? decodePDFRawStream(metadata).decode() : [],
    ).toString();
    expect(packet).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(packet).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(packet).not.toMatch(/<fardplan:|Binding of a document/);
    expect(loaded.catalog.lookup(name('Lang'))?.toString()).toMatch(/sv/);
    const [only, none] = loaded.catalog.lookup(name('AF'), PDFArray).asArray();
    expect(none).toBeUndefined();
    const file = loaded.context.lookup(only, PDFDict);
    expect(file.get(name('AFRelationship'))).toBe(name('Source'));
    expect(file.lookup(name('UF'), PDFHexString).decodeText()).toBe('arende.events.jsonl');
    const embedded = file.lookup(name('EF'), PDFDict).lookup(name('F'));
    const log = embedded instanceof PDFRawStream ? decodePDFRawStream(embedded).decode() : new Uint8Array();
    expect(Buffer.from(log).equals(readFileSync(join(path, 'arende.events.jsonl')))).toBe(true);
    expect(preparedFindings(readRevisions(bytes))).toEqual([]);
  });

  it('can be sealed', async () => {
    const signer = await openSigner((await identity('Karin Åkerström Exempel')).p12);
    const { pdf: sealed } = await signPdf(await pdf.render(final, resources()), { signer, at: start });
    const verdict = await verifyPdf(sealed, { file: 'rapport.pdf', trust, at: start });
    expect(verdict).toMatchObject({ indication: 'TOTAL-PASSED', roadmap: null });
    expect(verdict.signatures).toMatchObject([{ coversWholeFile: true }]);
  });

  it('knows whose decision it is about where the document says so, and nothing where not', () => {
    expect(storedOrganisation(readFileSync(join(path, 'beslut.pdf')))).toBeUndefined();
    expect(storedOrganisation(new Uint8Array())).toBeUndefined();
  });
});

it('is final for a case that was cancelled, and tells why', async () => {
  ({ path, host, trust } = await workspace());
  await open(host);
  await cancelCase(host, 'arende.yaml', 'Ordföranden är jävig');
  const report = composeReport(await input());
  expect(report.kindLabel).toBe('Slutrapport');
  expect(await words(report)).toMatch(
    /Ärendet avbröts[\s\S]*Ordföranden är jävig[\s\S]*Ingen underskrift har granskats/,
  );
  await expect(pdf.render(report, resources())).resolves.toBeDefined();
});
