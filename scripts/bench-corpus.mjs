import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Numbers that look random and are the same every time (mulberry32). */
function dice(seed) {
  let state = seed >>> 0;
  return (sides) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

const counties = [
  'Norrland',
  'Svealand',
  'Götaland',
  'Bergslagen',
  'Mälardalen',
  'Kustlandet',
  'Fjällbygden',
  'Slättbygden',
];
const who = [
  'Regionen',
  'Kommunerna',
  'Huvudmännen',
  'Primärvården',
  'Den kommunala hälso- och sjukvården',
  'Elevhälsan',
  'Socialtjänsten',
  'Sjukhusen',
];
const does = ['planerar', 'utvecklar', 'följer', 'samordnar', 'stärker', 'prövar', 'beskriver', 'redovisar'];
const what = [
  'arbetet med fasta kontakter',
  'hembesöken efter utskrivning',
  'stödet till anhöriga',
  'de gemensamma planerna',
  'rehabiliteringen i hemmet',
  'tillgången till råd per telefon',
  'läkarstödet på boendena',
  'de digitala besöken',
  'utbildningen av nya medarbetare',
  'mottagningarna för unga',
];
const how = [
  'i varje närområde',
  'tillsammans med invånarna',
  'under hela perioden',
  'i den lokala samverkan',
  'med stöd av gemensamma rutiner',
  'inom ramen för egna planer',
  'för barn och vuxna',
  'i hela länet',
];
const why = [
  'Det gör att den som behöver hjälp vet vart den ska vända sig.',
  'Då räcker medarbetarnas tid till dem som behöver den mest.',
  'Så blir vägen in till vården kortare, och färre behöver berätta samma sak flera gånger.',
  'Erfarenheterna delas mellan kommunerna varje vår.',
  'Ansvaret ändras inte: det står i lag och i avtalet mellan huvudmännen.',
  'Patient- och brukarföreningar deltar i planeringen från början.',
];
const areas = [
  'Förebyggande arbete',
  'Fast kontakt',
  'Vård i hemmet',
  'Psykisk hälsa',
  'Barn och unga',
  'Digitala tjänster',
  'Rehabilitering',
  'Stöd till anhöriga',
  'Läkemedel',
  'Trygg hemgång',
];
const conditions = ['Kompetens', 'Gemensam information', 'Finansiering', 'Forskning och lärande'];
const slug = (title) =>
  title
    .toLowerCase()
    .replace(/[åä]/g, 'a')
    .replace(/ö/g, 'o')
    .replace(/[^a-z0-9]+/g, '-');

/** A made-up roadmap of about `bytes` bytes that `check` has nothing to remark on; the same number gives the same text. */
export function madeUpRoadmap(number, bytes) {
  const roll = dice(number * 7919 + bytes);
  const one = (list) => list[roll(list.length)];
  const wrap = (words) => words.replace(/(.{50,76}) /g, '$1\n');
  const sentence = () => `${one(who)} ${one(does)} ${one(what)} ${one(how)}.`;
  const paragraph = () => wrap(`${sentence()} ${one(why)} ${sentence()} ${sentence()} ${one(why)}`);
  const name = `${one(counties)} ${number}`;
  const title = `Färdplan för god och nära vård i ${name}`;
  const chosen = areas.toSorted(() => roll(3) - 1).slice(0, bytes > 20_000 ? 9 : 4);
  const head = `---
fardplan: roadmap/v1
id: fardplan-${number}
titel: "${title}"
profil: generic
version: "1.${roll(9)}"
status: utkast
språk: sv
period: { från: 2026, till: 2031 }
huvudmän:
  - { id: regionen, namn: "Region ${name}", typ: region }
  - { id: kommunerna, namn: "Kommunerna i ${name}", typ: grupp, antal: ${5 + roll(40)} }
beaktar:
  - { id: barnkonventionen, titel: Barnkonventionen, avsnitt: syfte }
  - { id: rus, titel: Den regionala utvecklingsstrategin, avsnitt: syfte }
---

# ${title}
`;
  const size = { paragraphs: 1 };
  const write = () => {
    const prose = (count) => Array.from({ length: count }, paragraph).join('\n\n');
    const listed = (count) =>
      Array.from({ length: count }, () => `- ${wrap(`${sentence()} ${one(why)}`).replace(/\n/g, '\n  ')}`).join('\n');
    const indicators = chosen.map(
      (area, at) =>
        `| ${area}: andel som är nöjda | andel-${at + 1} | ${slug(area)} | upp | Hälso- och sjukvårdsbarometern | län | ${50 + roll(30)} % (2025) | ${80 + roll(15)} % |`,
    );
    const milestones = [2027, 2028, 2029, 2030].flatMap((year) => [
      `| ${year} | Avstämning ${year} av ${one(chosen).toLowerCase()} | avstämning | Huvudmännen |`,
    ]);
    return `${head}
${prose(size.paragraphs)}

## Syfte {#syfte}

${prose(size.paragraphs)}

Barnkonventionen är svensk lag. Barnets bästa prövas i varje beslut. Färdplanen bidrar till den regionala utvecklingsstrategin.

## Målbild {#malbild}

${prose(1)}

- Vården och omsorgen är nära, trygg och samordnad. {#nara}
- Den som behöver stöd får det i tid och på lika villkor. {#i-tid}
- Medarbetarna har tid och kunskap för sitt uppdrag. {#medarbetare}

## Målområden {#malomraden}

${prose(1)}

${chosen.map((area) => `### ${area} {#${slug(area)}}\n\n${prose(size.paragraphs)}\n\n${listed(2)}`).join('\n\n')}

## Förutsättningar {#forutsattningar}

${conditions.map((each) => `### ${each} {#${slug(each)}}\n\n${prose(1)}`).join('\n\n')}

## Tidsplan {#tidsplan}

${prose(1)}

| När | Vad | Typ | Ansvarig |
| --- | --- | --- | --- |
${milestones.join('\n')}
| 2031 | Slutavstämning 2031 | avstämning | Huvudmännen |

## Uppföljning {#uppfoljning}

${prose(1)}

| Indikator | Id | Mäter | Riktning | Källa | Nivå | Nuläge | Mål |
| --- | --- | --- | --- | --- | --- | --- | --- |
${indicators.join('\n')}
`;
  };
  let text = write();
  while (Buffer.byteLength(text) < bytes - 2600) {
    size.paragraphs += 1;
    text = write();
  }
  while (Buffer.byteLength(text) < bytes - 500) text = text.replace('\n## Tidsplan', `\n${paragraph()}\n\n## Tidsplan`);
  return text;
}

/** `count` workspaces of one made-up roadmap of about `bytes` bytes each, a folder each under `folder`; gives `folder`. */
export function madeUpCollection(folder, count, bytes) {
  for (let number = 1; number <= count; number += 1) {
    const place = join(folder, String(Math.ceil(number / 100)).padStart(3, '0'), `lan-${number}`);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'fardplan.md'), madeUpRoadmap(number, bytes));
  }
  return folder;
}
