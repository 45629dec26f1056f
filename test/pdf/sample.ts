import type { Block, DecisionDocument, Inline } from '../../src/model/document.js';

/** A run of plain text as inlines. */
export const plain = (text: string): Inline[] => [{ type: 'text', text }];

const paragraph = (...children: Inline[]): Block => ({ type: 'paragraph', children });
const heading = (level: 1 | 2 | 3 | 4, id: string, title: string): Block => ({
  type: 'heading',
  level,
  id,
  children: plain(title),
});
const t = (text: string): Inline => ({ type: 'text', text });

const source = `---
fardplan: roadmap/v1
id: fardplan-exempel
titel: Färdplan – gemensam strategi för god och nära vård
---

# Färdplan – gemensam strategi för god och nära vård
`;

const opening: Block[] = [
  {
    type: 'facts',
    facts: [
      { term: 'Beslutsfattare', value: plain('Direktionens ordförande') },
      { term: 'Handläggare', value: plain('Elin Exempelsson, utvecklingsledare, samverkan@exempelregionen.example') },
      { term: 'Lagrum', value: plain('6 kap. 39 § kommunallagen (2017:725)') },
      { term: 'Anmäls till', value: plain('Direktionens sammanträde den 8 april 2022') },
    ],
  },
  heading(1, 'beslut', 'Beslut'),
  {
    type: 'clauses',
    style: 'sentence',
    clauses: [
      plain(
        'Exempelregionens kommunalförbund ställer sig bakom Färdplan – gemensam strategi för god och nära vård, version 2.0.',
      ),
      plain(
        'Exempelregionens kommunalförbund rekommenderar medlemskommunerna att anta färdplanen i respektive kommunfullmäktige.',
      ),
    ],
  },
  heading(1, 'sammanfattning', 'Sammanfattning'),
  paragraph(
    t('Färdplanen är en '),
    { type: 'strong', children: plain('gemensam strategi') },
    t(
      ' för regionen och kommunerna. Den anger en målbild till 2030, sex förändrade arbetssätt och de förutsättningar som krävs för att hälso- och sjukvården, socialtjänsten och elevhälsan ska kunna arbeta som ',
    ),
    { type: 'emphasis', children: plain('ett') },
    t(' system. Förslaget har varit på remiss hos samtliga huvudmän under hösten 2021. Läs mer på '),
    { type: 'link', url: 'https://www.exempelregionen.example/fardplan', children: plain('färdplanens webbsida') },
    t(' eller under '),
    { type: 'link', url: '#forandringar', children: plain('Förändringar i det reviderade förslaget') },
    t('.'),
  ),
];

const description: Block[] = [
  heading(1, 'arendebeskrivning', 'Ärendebeskrivning'),
  paragraph(
    t(
      'Omställningen till god och nära vård innebär att vården och omsorgen organiseras och bedrivs med utgångspunkt i patientens och brukarens behov. Primärvården ska vara navet och samspela med den kommunala hälso- och sjukvården, den specialiserade vården och socialtjänsten. Samordnings- och kontinuitetsfrågorna har återkommande lyfts i både brukarundersökningar och tillsynsrapporter.',
    ),
  ),
  paragraph(t('Målbilden har tre delar:')),
  {
    type: 'list',
    ordered: false,
    items: [
      [paragraph(t('vården utgår från individuella förutsättningar och behov,'))],
      [paragraph(t('vården bygger på relationer, är hälsofrämjande, förebyggande och proaktiv,'))],
      [
        paragraph(t('vården bidrar till jämlik hälsa, trygghet och självständighet')),
        {
          type: 'list',
          ordered: true,
          items: [
            [paragraph(t('genom gemensamt ansvarstagande,'))],
            [paragraph(t('genom tillit mellan huvudmännen.'))],
          ],
        },
      ],
    ],
  },
  {
    type: 'quote',
    blocks: [
      paragraph(
        t(
          'Det ska vara lätt att leva ett hälsosamt liv, och lätt att få hjälp när det behövs – oavsett vem som är huvudman.',
        ),
      ),
    ],
  },
  heading(2, 'tidsplan', 'Tidsplan'),
  {
    type: 'table',
    caption: 'Hållpunkter i färdplanen',
    header: [plain('År'), plain('Händelse'), plain('Ansvarig'), plain('Ändring efter remissen')],
    rows: [
      [
        plain('2023'),
        plain('Färdplanen börjar gälla'),
        plain('Samtliga huvudmän'),
        [t('Från '), { type: 'delete', children: plain('2022') }, t(' '), { type: 'insert', children: plain('2023') }],
      ],
      [
        plain('2024'),
        plain('Fördjupad avstämning av arbetssätten och av de grundläggande förutsättningarna'),
        plain('Det politiska samrådsorganet'),
        plain('Ingen'),
      ],
      [plain('2028'), plain('Fördjupad avstämning'), plain('Det politiska samrådsorganet'), plain('Ingen')],
      [
        plain('2030'),
        plain('Slutredovisning och kompetensförsörjningsanalys'),
        plain('Samtliga huvudmän'),
        [{ type: 'insert', children: plain('Ny hållpunkt') }],
      ],
    ],
  },
];

const changes: Block[] = [
  heading(1, 'forandringar', 'Förändringar i det reviderade förslaget'),
  paragraph(t('Remissen gav 47 svar. Följande har ändrats i sak:')),
  heading(2, 'barnkonventionen', 'Barnkonventionen'),
  paragraph(
    t('Färdplanen utgår från '),
    { type: 'delete', children: plain('nationella riktlinjer') },
    t(' '),
    { type: 'insert', children: plain('FN:s konvention om barnets rättigheter (barnkonventionen)') },
    t(' och omfattar '),
    { type: 'delete', children: plain('äldre') },
    t(' '),
    { type: 'insert', children: plain('alla invånare, oavsett ålder') },
    t('. Synpunkten '),
    { type: 'code', text: 'exempelstad#malgrupp' },
    t(' föranledde ändringen.'),
  ),
  heading(2, 'mobila-team', 'Mobila team'),
  paragraph(
    t('Avsnittet är omarbetat.'),
    { type: 'break' },
    t('Bemanningen dygnet runt beskrivs nu som ett gemensamt ansvar för regionen och kommunerna.'),
  ),
];

const closing: Block[] = [
  heading(1, 'beslutsunderlag', 'Beslutsunderlag'),
  {
    type: 'list',
    ordered: true,
    items: [
      [paragraph(t('Färdplan – gemensam strategi för god och nära vård, version 2.0, 2022-03-11'))],
      [paragraph(t('Remissammanställning, 2022-01-31'))],
    ],
  },
  heading(1, 'expedieras', 'Expedieras till'),
  paragraph(t('Medlemskommunerna'), { type: 'break' }, t('Regionens samrådsorgan')),
  heading(1, 'underskrifter', 'Underskrifter'),
  {
    type: 'signatures',
    signers: [
      { field: 'ordforande', name: 'Karin Åkerström Exempel', role: 'Direktionens ordförande' },
      { field: 'sekreterare', name: 'Per-Östen Provberg', role: 'Förbundsdirektör och sekreterare' },
    ],
  },
];

/** A whole decision of about three pages with every kind of block and two signers. */
export const sample: DecisionDocument = {
  language: 'sv-SE',
  title: 'Färdplan – gemensam strategi för god och nära vård',
  kindLabel: 'Ordförandebeslut',
  organisation: 'Exempelregionens kommunalförbund',
  unit: 'Välfärd och samverkan',
  address: ['Box 1234', '501 12 Exempelstad', 'samverkan@exempelregionen.example'],
  reference: '2022/EKF0043',
  date: '2022-03-18',
  subject: 'Beslut om färdplan för god och nära vård',
  author: 'Direktionens ordförande',
  recipient: 'Medlemskommunerna',
  layout: 'decision',
  blocks: [...opening, ...description, ...changes, ...closing],
  roadmap: {
    id: 'fardplan-exempel',
    title: 'Färdplan – gemensam strategi för god och nära vård',
    version: '2.0',
    commit: '4f2d1c0b9a8e7f6d5c4b3a29181706f5e4d3c2b1',
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    fileName: 'fardplan.md',
  },
  attachment: {
    name: 'fardplan.md',
    mediaType: 'text/markdown',
    description: 'Färdplanen i källform, version 2.0',
    bytes: new TextEncoder().encode(source),
  },
};

/** The same decision as a draft: made outside git, undated. */
export const draft: DecisionDocument = {
  ...sample,
  kindLabel: 'Förslag till beslut',
  date: undefined,
  roadmap: { ...sample.roadmap, commit: undefined, draft: 'no-git' },
};

/** One short page with one signer. */
export const short: DecisionDocument = {
  ...sample,
  blocks: [
    heading(1, 'beslut', 'Rekommendation till beslut'),
    {
      type: 'clauses',
      style: 'att',
      lead: plain('Systemledningen rekommenderar regionen och kommunerna'),
      clauses: [
        plain('att fastställa Färdplan nära vård 2030 i respektive fullmäktige, och'),
        plain('att senast den 31 augusti 2023 meddela beslutet till systemledningen.'),
      ],
    },
    {
      type: 'signatures',
      signers: [{ field: 'ordforande', name: 'Karin Åkerström Exempel', role: 'Ordförande' }],
    },
  ],
};

/** About eight pages: long title, long words, a long table, deep headings. */
export const long: DecisionDocument = {
  ...sample,
  title:
    'Färdplan – länsgemensam strategi för god och nära vård med tillhörande genomförandeplan, uppföljningsplan och kompetensförsörjningsprogram 2023–2030',
  blocks: [
    ...opening,
    ...Array.from({ length: 5 }, (_, index): Block[] => [
      ...description.map((block) => (block.type === 'heading' ? { ...block, id: `${block.id}-${index + 1}` } : block)),
      heading(
        3,
        `fordjupning-${index + 1}`,
        'Fördjupning om samhällsbyggnadsförvaltningens verksamhetsutvecklingsarbete',
      ),
      paragraph(
        t('Kvalitetsledningssystemsutvecklingsverksamhetsplaneringsdokumentationen finns på '),
        {
          type: 'link',
          url: 'https://www.exempelregionen.example/utveckling/dokumentation/kvalitetsledningssystem/2023/fardplan-genomforande-och-uppfoljning.html',
          children: plain(
            'https://www.exempelregionen.example/utveckling/dokumentation/kvalitetsledningssystem/2023/fardplan-genomforande-och-uppfoljning.html',
          ),
        },
        t('.'),
      ),
      heading(4, `detalj-${index + 1}`, 'Detaljer'),
      paragraph(
        t(
          'Varje huvudman ansvarar för att färdplanen arbetas in i den ordinarie verksamhetsplaneringen och följs upp årligen. Uppföljningen samordnas i den delregionala vårdsamverkan.',
        ),
      ),
    ]).flat(),
    {
      type: 'table',
      header: [plain('Huvudman'), plain('Ståndpunkt'), plain('Synpunkt'), plain('Hantering'), plain('Motivering')],
      rows: Array.from({ length: 24 }, (_, index) => [
        plain(`Exempelkommun ${index + 1}`),
        plain(index % 3 === 0 ? 'Tillstyrker med synpunkter' : 'Tillstyrker'),
        plain('Bemanningen i de mobila teamen behöver säkerställas dygnet runt.'),
        plain(index % 2 === 0 ? 'Beaktas' : 'Beaktas delvis'),
        plain('Ansvaret är nu gemensamt; bemanningen avgörs i genomförandeplanen.'),
      ]),
    },
    ...changes,
    ...closing,
  ],
};
