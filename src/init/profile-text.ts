import { Profile } from '../model/profile.js';
import { writeModel } from '../parse/write-model.js';

/** What an author should think over, before the key it is about. Documents are Swedish, and so are these. */
const remarks: Readonly<Record<string, readonly string[]>> = {
  period: ['Den tid färdplanen gäller. Ska nästa färdplan gälla en annan tid, så ta bort raden.'],
  'i ordning': ['Ska avsnitten stå i just den här ordningen? Skriv då true.'],
  avsnitt: [
    'Avsnitten i den ordning de har i färdplanen. Se över:',
    '- krävs: vilka avsnitt varje version måste ha.',
    '- typ: vad avsnittet är (målbild, tidsplan …). ”avsnitt” är det som inte har något eget slag.',
    '- alias: andra namn som rubriken kan ha, så att den känns igen.',
    '- delar: slutet betyder att just dessa ska finnas, och inga andra. Ta bort det om arbetet ska få växa.',
  ],
  tidsplan: ['De år då det måste finnas en avstämning, och hur långt tidsplanen ska nå.'],
  indikatorer: [
    'Det som alla indikatorer har i dag, och de delar som alla har en indikator eller ett skäl till att den saknas.',
  ],
  beaktar: [
    'Det som varje färdplan ska ta upp, eller ge ett skäl till att den inte gör. ord är det som visar att den gör det.',
  ],
  'krävda fält': ['Uppgifter överst i färdplanen som måste finnas; här används de engelska namnen.'],
  'antal huvudmän': ['Så många är huvudmännen i färdplanen.'],
};

/** A profile that was derived from a roadmap, as YAML with Swedish keys and comments that say what to look over. */
export function profileText(profile: Profile, from: string): string {
  const lines = writeModel(Profile, profile).replace(/\n*$/, '\n').split('\n');
  const commented = lines.flatMap((line) => {
    const key = /^"?([\p{L} ]+)"?:/u.exec(line)?.[1] ?? '';
    const said = Object.hasOwn(remarks, key) ? (remarks[key] ?? []) : [];
    return said.length === 0 ? [line] : ['', ...said.map((each) => `# ${each}`), line];
  });
  const head = [
    `# Profil som är utläst ur ${from.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ')}: allt som färdplanen har är ett krav här. Se över vad som ska vara det.`,
  ];
  return [...head, ...commented].join('\n');
}
