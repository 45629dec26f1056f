import type { AnswerForm } from '../../src/model/answer-form.js';
import { allSections, type Roadmap } from '../../src/model/roadmap.js';
import { roadmapOf } from '../consultation/workspace.js';

/** A roadmap with a heading of every sort: below another, numbered, with letters of its own, and one that is a prefix of another. */
export const aRoadmap: Roadmap = roadmapOf(`
Vården ska vara lätt att nå för alla som behöver den i länet.

## Målbild {#malbild}

Det här är målbilden för god och nära vård i hela länet fram till 2030.

## Arbetssätt {#arbetssatt}

### 1. Utveckla mobila team {#mobila-team}

De mobila teamen är ett stöd för vården i hemmet under dagtid.

De kommer hem till den som inte kan ta sig till vårdcentralen själv.

### 2. Utveckla mobila team på natten {#mobila-team-natt}

Teamen ska finnas på natten i de områden där behovet är störst.

## Ekonomi & ersättning {#ekonomi}

Varje huvudman bär sina egna kostnader enligt gällande avtal.
`).model;

/** A form for that roadmap. */
export const aForm = (change: Partial<AnswerForm> = {}): AnswerForm => ({
  round: { id: 'remiss-2024', title: 'Remiss av Färdplan', due: '2024-03-31' },
  dueWords: '31 mars 2024',
  roadmap: { id: aRoadmap.id, title: aRoadmap.title, version: aRoadmap.version, sha256: 'a1'.repeat(32) },
  party: { id: 'norrby', name: 'Norrby kommun' },
  sender: 'Vårdsamverkan Exempel',
  replyTo: 'remiss@vardsamverkan.example',
  headings: [...allSections(aRoadmap)].map(({ section: { id, title, number }, path }) => ({
    id,
    title,
    ...(number === undefined ? {} : { number }),
    depth: path.length / 2,
  })),
  ...change,
});
