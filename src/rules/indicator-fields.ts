import { formOf } from '../core/form.js';
import { listed, text } from '../core/text.js';
import type { ModelPath } from '../core/locations.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Parsed } from '../parse/parsed.js';
import { keyBelongs } from './_belongs.js';
import { type Finding, rule } from './_contract.js';
import { type IndicatorField, indicatorFields as fields } from './_indicator-fields.js';
import { sectionsOf } from './_sections.js';
import { meantOf } from './_suggest.js';

const profile = `avsnitt:
  - { id: uppfoljning, titel: Uppföljning, typ: uppföljning }
indikatorer: { krävda fält: [direction, source, level] }
`;

/** R05: every indicator has the fields that the profile requires. */
export const indicatorFields = rule({
  code: 'R05',
  kinds: ['roadmap'],
  severity: 'error',
  title: text(
    'Indikatorerna har de uppgifter som profilen kräver',
    'The indicators have the fields that the profile requires',
  ),
  why: text(
    'Utan källa, nivå och riktning kan två huvudmän läsa samma siffra på olika sätt, och den går inte att jämföra mellan åren.',
    'Without source, level and direction two principals may read the same figure differently, and it cannot be compared from year to year.',
  ),
  good: {
    'fardplan.md': `## Uppföljning

| Indikator  | Källa  | Nyckeltal | Nivå   | Riktning |
| ---------- | ------ | --------- | ------ | -------- |
| Fallskador | Kolada | U20462    | kommun | minska   |
`,
    'profiles/exempel.yaml': profile,
  },
  bad: {
    'fardplan.md': `## Uppföljning

| Indikator  | Källa  | Nyckeltal | Nivå   | Riktning |
| ---------- | ------ | --------- | ------ | -------- |
| Fallskador | Kolada | U20462    | kommun |          |
`,
    'profiles/exempel.yaml': profile,
  },
  *check(document, { profile }) {
    const required: IndicatorField[] = profile?.indicators?.required ?? [];
    if (required.length === 0) return;
    const inYaml = formOf(document.source) === 'yaml';
    for (const { section, path } of sectionsOf(document.model)) {
      const indicators = section.indicators ?? [];
      const lacking = indicators.map((indicator, index) =>
        required.filter(
          (field) =>
            indicator[field] === undefined &&
            // What was written but could not be read has been reported.
            !document.locations.get([...path, 'indicators', index, field]),
        ),
      );
      const everywhere =
        indicators.length > 1 ? required.filter((field) => lacking.every((missing) => missing.includes(field))) : [];
      if (everywhere.length > 0) yield* columns(everywhere, [...path, 'indicators'], document, required);
      for (const [index, indicator] of indicators.entries()) {
        const missing = (lacking[index] ?? []).filter((field) => !everywhere.includes(field));
        if (missing.length === 0) continue;
        const { sv, en } = named(missing);
        const [lacked] = missing;
        const row = [...path, 'indicators', index];
        yield {
          at: lacked && inYaml ? keyBelongs(document, [...row, lacked]).at : [...row, 'title'],
          ...(lacked ? { askedBy: { profile: ['indicators', 'required', required.indexOf(lacked)] } } : {}),
          message: text(
            `Indikatorn ”${indicator.title}” saknar ${sv}`,
            `The indicator “${indicator.title}” lacks ${en}`,
          ),
          help: howTo(missing),
        };
      }
    }
  },
});

const named = (missing: readonly IndicatorField[]) =>
  text(
    listed(
      missing.map((field) => fields[field].noun.sv),
      'sv',
    ),
    listed(
      missing.map((field) => fields[field].noun.en),
      'en',
    ),
  );

const howTo = (missing: readonly IndicatorField[]) => {
  const sv = missing.map((field) => `${fields[field].column} (${fields[field].hint})`);
  return text(`Fyll i ${listed(sv, 'sv')}.`, `Fill in ${listed(sv, 'en')}.`);
};

/** A field that no row has is one fault of the whole table: its column is not there, or has a name nobody knows. */
function* columns(
  missing: readonly IndicatorField[],
  at: ModelPath,
  document: Parsed<Roadmap>,
  required: readonly IndicatorField[],
): Generator<Finding> {
  const table = document.locations.nearest(at);
  const strange = document.remarks.flatMap((remark) =>
    remark.type === 'unknown-column' && remark.span.start >= table.start && remark.span.end <= table.end
      ? [
          meantOf(
            remark.column,
            Object.values(fields).map(({ column }) => column),
          ),
        ]
      : [],
  );
  const lost = missing.filter((field) => !strange.includes(fields[field].column));
  if (lost.length === 0) return;
  const { sv, en } = named(lost);
  yield {
    at: { start: table.start, end: table.start },
    askedBy: { profile: ['indicators', 'required', required.indexOf(lost[0] ?? 'source')] },
    message: text(`Ingen indikator i tabellen har ${sv}`, `No indicator in the table has ${en}`),
    help: howTo(lost),
  };
}
