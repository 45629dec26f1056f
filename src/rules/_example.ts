import { namedForm } from '../core/form.js';
import type { Example } from './_contract.js';

/** Front matter of each kind, for what an example does not say itself. Values are YAML. */
const defaults: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  roadmap: {
    fardplan: 'roadmap/v1',
    id: 'exempel',
    titel: 'Färdplan för nära vård i Exempellän',
    profil: 'exempel',
    version: '"1.0"',
    period: '{ från: 2024, till: 2030 }',
  },
  profile: { fardplan: 'profile/v1', id: 'exempel', titel: 'Exempellän', avsnitt: '[]' },
  parties: { fardplan: 'parties/v1', huvudmän: '[]' },
  round: {
    fardplan: 'round/v1',
    id: 'remiss',
    titel: 'Remiss av färdplanen',
    färdplan: 'exempel',
    remissversion: '{ källa: ../fardplan.md }',
    skickad: '2024-01-15',
    'svar senast': '2024-03-31',
  },
  response: { fardplan: 'response/v1', huvudman: 'norrby', datum: '2024-03-01', ståndpunkt: 'tillstyrker' },
  dispositions: { fardplan: 'dispositions/v1', remiss: 'remiss', hanteringar: '[]' },
  decision: {
    fardplan: 'decision/v1',
    typ: 'rekommendation',
    status: 'beslut',
    titel: 'Rekommendation till beslut',
    organisation: 'Samverkan i Exempellän',
    organ: 'Samverkansnämnden',
    diarienummer: 'SN 2024/00012',
    datum: '2024-03-15',
    mottagare: 'Huvudmännen i Exempellän',
    färdplan: '{ källa: ../fardplan.md }',
    beslutspunkter: '[{ verb: anta, text: "att anta Färdplan för nära vård i Exempellän, version 1.0" }]',
    beslutsnivå: '{ organ: Fullmäktige, motiv: Färdplanen gäller mål och inriktning. }',
    återkoppling: '{ senast: 2024-09-30, till: kansliet@samverkan.example }',
    'expedieras till': '[Huvudmännen i Exempellän]',
    undertecknare: '[{ namn: Alva Ek, roll: Ordförande }]',
  },
  adoption: {
    fardplan: 'adoption/v1',
    färdplan: '{ id: exempel, version: "1.0" }',
    register: 'parties.yaml',
    beslut: '[]',
  },
  plan: {
    fardplan: 'plan/v1',
    id: 'arsplan',
    titel: 'Årsplan',
    färdplan: 'exempel',
    år: '"2024"',
    aktiviteter: '[]',
  },
};

/** The profile of examples that bring none: the usual sections, none of them required. */
const plainProfile = `avsnitt:
  - { id: malbild, titel: Målbild, typ: målbild }
  - { id: arbetssatt, titel: Arbetssätt, typ: arbetssätt, delar: { typ: arbetssätt-del } }
  - { id: forutsattningar, titel: Förutsättningar, typ: förutsättningar, delar: { typ: förutsättning } }
  - { id: ledning, titel: Ledning och styrning, typ: ledning }
  - { id: tidsplan, titel: Tidsplan, typ: tidsplan }
  - { id: uppfoljning, titel: Uppföljning, typ: uppföljning }
`;

const profilePath = 'profiles/exempel.yaml';

/** The files of an example as they are written, without what was only left out for brevity. */
export const exampleFiles = (example: Example): Record<string, string> =>
  typeof example === 'string' ? { 'fardplan.md': example } : example;

/** An example as a whole workspace: what it leaves out of its front matter is filled in, and a profile if it brings none. */
export function filledExample(example: Example): Record<string, string> {
  const files = { [profilePath]: plainProfile, ...exampleFiles(example) };
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, filled(path, text)]));
}

function kindOf(path: string): string {
  const folder = /(?:^|\/)(profiles|decisions|responses|plans)\//.exec(path)?.[1];
  if (folder !== undefined) return folder === 'responses' ? 'response' : folder.slice(0, -1);
  return /(round|dispositions|parties|adoption)[^/]*\.ya?ml$/.exec(path)?.[1] ?? 'roadmap';
}

function filled(path: string, text: string): string {
  const yaml = namedForm(path) === 'yaml';
  const front = /^---\r?\n([\s\S]*?)^---[ \t]*\r?$/m.exec(text);
  const written = yaml ? text : (front?.[1] ?? '');
  // A file that says what it is says everything.
  if (/^fardplan:/m.test(written)) return text;
  const keys = new Set([...written.matchAll(/^([\p{L}][\p{L} -]*):/gmu)].map((match) => match[1] ?? ''));
  const lines = Object.entries(defaults[kindOf(path)] ?? {}).filter(([key]) => !keys.has(key));
  const added = lines.map(([key, value]) => `${key}: ${value}\n`).join('');
  if (yaml) return added + text;
  return front ? text.replace(/^---\r?\n/, (open) => open + added) : `---\n${added}---\n\n${text.replace(/^\n+/, '')}`;
}
