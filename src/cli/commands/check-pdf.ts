import { dirname, resolve } from 'node:path';
import type { Host } from '../../core/host.js';
import { personalDataInPdf, type CheckedPdf } from '../../publish/personal-data-in-pdf.js';

/** The half of `fardplan check` that reads PDFs. Files too large to be decisions, and those that cannot be read, are refused with a `Failure`. */
export async function checkPdfFile(host: Host, file: string): Promise<CheckedPdf> {
  const folders = [dirname(resolve(host.cwd, file)), host.cwd];
  return personalDataInPdf(host, { file, bytes: await host.files.read(file), folders });
}
