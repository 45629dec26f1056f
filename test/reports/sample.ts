import { handlings } from '../../src/consultation/handlings.js';
import { trace } from '../../src/consultation/trace.js';
import { sha256 } from '../../src/core/sha256.js';
import type { ComposedDocument } from '../../src/model/document.js';
import type { Roadmap } from '../../src/model/roadmap.js';
import { isKind, type Parsed } from '../../src/parse/parsed.js';
import type { ReportedRevision } from '../../src/reports/_revision.js';
import type { RoundInput } from '../../src/reports/_round-facts.js';
import { type ChangeAccountInput, changeAccount } from '../../src/reports/change-account.js';
import { consultationReport } from '../../src/reports/consultation-report.js';
import { dispositionsOf, parsed, responseOf, roadmapOf } from '../consultation/workspace.js';
import { wordsOf } from './words.js';

const before = roadmapOf(
  `# Färdplan

Inledning.

## Målbild {#malbild}

Invånaren är trygg.

## Arbetssätt {#arbetssatt}

### 1. Mobila team {#mobila-team}

Teamen finns på dagen.

- Regionen bemannar.
- Kommunen deltar.

### 2. Tillit {#tillit}

Vi litar på varandra. Det här stycket är långt nog att känna igen var det än står.

## Tidsplan {#tidsplan}

| När  | Vad        | Id         |
| ---- | ---------- | ---------- |
| 2024 | Avstämning | avstamning |
| 2027 | Plan       | plan       |
`,
  'remiss.md',
);

const after = roadmapOf(
  `# Färdplan

Inledning.

## Målbild {#malbild}

Invånaren är trygg.

## Barnets bästa {#barnets-basta}

Barn ska få säga sin mening.

## Arbetssätt {#arbetssatt}

Vi litar på varandra. Det här stycket är långt nog att känna igen var det än står.

### 1. Mobila team dygnet runt {#mobila-team}

Teamen finns på dygnet.

- Regionen bemannar.

## Tidsplan {#tidsplan}

| När  | Vad        | Id         |
| ---- | ---------- | ---------- |
| 2024 | Avstämning | avstamning |
| 2026 | Plan       | plan       |
`,
);

const responses = [
  responseOf(
    'norrby',
    `# Yttrande

Norrby tillstyrker.

## Mobila team {#mobila-team}

**Ståndpunkt:** tillstyrker med synpunkter

- Teamen behövs <script>alert(1)</script> även på natten, se [sidan](javascript:alert(1)). {#natt}
- # Ingen rubrik ~~ej~~ {#rubrik}

**Motiv:** Behovet finns *även* på natten.

**Ändringsförslag:** Skriv att teamen finns dygnet runt.

## Målbild {#malbild}

**Ståndpunkt:** tillstyrker

## Rymdfart

Finns inte i texten.

## Allmänt

Bra skrivet.
`,
  ),
  responseOf('soderby', '## Arbetssätt {#arbetssatt}\n\nBarnen saknas.\n', 'diarienummer: KS 2024/7\n'),
];

const round = parsed(
  'consultation/round.yaml',
  `fardplan: round/v1
id: remiss
titel: Remiss av Färdplan
färdplan: exempel
remissversion: { källa: ../remiss.md, version: "1" }
reviderad: { källa: ../fardplan.md, version: "2" }
skickad: 2024-01-10
svar senast: 2024-02-29
`,
);
if (!isKind(round, 'round')) throw new Error('no round');

const dispositions = dispositionsOf(`hanteringar:
  - synpunkter: ["norrby#natt", "norrby#rubrik"]
    hantering: beaktas
    motivering: Behovet finns.
    tema: Natten
    ändrar: [mobila-team]
  - synpunkter: ["soderby#arbetssatt"]
    hantering: delvis
    motivering: Barnen får ett eget avsnitt.
    ändrar: [barnets-basta]
egna ändringar:
  - ändrar: [plan]
    motivering: Planen behövs före budgeten.
`);

const assembled = { round, responses, dispositions };
const traced = trace(assembled, { before, after });

const reported = async (text: Parsed<Roadmap>, commit: string | undefined): Promise<ReportedRevision> => {
  const bytes = new TextEncoder().encode(text.source.text);
  return {
    parsed: text,
    revision: {
      fileName: text.source.path,
      bytes,
      ...(commit === undefined ? { draft: 'uncommitted' as const } : { commit }),
    },
    sha256: await sha256(bytes),
  };
};
const commits = ['3f786850e387550fdab836ed7e6dc881de23001b', '89e6c98d92887913cadf06b2adb97f26cde4849b'];

/** The report on a small round, with answers that would break it if they could. */
export async function report(change: Partial<RoundInput> = {}): Promise<ComposedDocument> {
  return consultationReport.compose(
    {
      round: assembled,
      handlings: handlings(traced, assembled),
      traced: traced.traced,
      parties: ['norrby', 'soderby', 'vasterby'].map((id) => ({
        id,
        name: `${id} kommun`,
        type: 'municipality' as const,
      })),
      profile: undefined,
      before: await reported(before, commits[0]),
      after: await reported(after, commits[1]),
      organisation: 'Region Exempel',
      date: '2024-05-01',
      ...change,
    },
    wordsOf('consultation-report'),
  );
}

/** The account of what differs between the same two texts. */
export async function account(change: Partial<ChangeAccountInput> = {}): Promise<ComposedDocument> {
  return changeAccount.compose(
    {
      before: await reported(before, commits[0]),
      after: await reported(after, commits[1]),
      changes: traced.changes,
      profile: undefined,
      view: 'both',
      causes: {
        traced: traced.traced,
        dispositions: dispositions.model,
        responders: new Map(responses.map(({ model }) => [model.id, `${model.party} kommun`])),
      },
      organisation: 'Region Exempel',
      date: '2024-05-01',
      ...change,
    },
    wordsOf('change-account'),
  );
}
