import type { ComposedDocument } from '../model/document.js';

/** What stands beside the title of every document: date, reference and recipient, where they are known. */
export function headFacts({ date, reference, recipient }: ComposedDocument): { term: string; value: string }[] {
  const pairs: [string, string | undefined][] = [
    ['Datum', date],
    ['Diarienummer', reference],
    ['Mottagare', recipient],
  ];
  return pairs.flatMap(([term, value]) => (value === undefined ? [] : [{ term, value }]));
}
