/**
 * Parts of words that a mailbox of a function has in its name, folded to a–z: `registrator@`, `nara.vard@`. A name of a person has none of
 * them. A short one has to be the whole part.
 */
const stems = [
  ...[
    'admin',
    'alder',
    'aldre',
    'analys',
    'arkiv',
    'avdelning',
    'barn',
    'bestall',
    'beslut',
    'bibliotek',
    'bildning',
    'boka',
    'bokning',
  ],
  ...[
    'brevlada',
    'bygg',
    'central',
    'centrum',
    'chef',
    'dataskydd',
    'demokrati',
    'diari',
    'digital',
    'direktion',
    'direktor',
    'distrikt',
  ],
  ...[
    'drift',
    'ekonomi',
    'elev',
    'enhet',
    'expedition',
    'faktura',
    'familj',
    'fardplan',
    'folkhalsa',
    'forbund',
    'forening',
    'forvaltning',
  ],
  ...[
    'forskning',
    'fraga',
    'fritid',
    'fullmakt',
    'funktion',
    'grupp',
    'habilitering',
    'halsa',
    'handlings',
    'huvudman',
    'idrott',
    'info',
  ],
  ...[
    'inkop',
    'innovation',
    'integration',
    'integritet',
    'jurid',
    'jurist',
    'jamlik',
    'jamstalld',
    'kansli',
    'klimat',
    'kommun',
    'kontakt',
  ],
  ...[
    'kontor',
    'koordinator',
    'kultur',
    'kund',
    'kvalitet',
    'landsting',
    'ledning',
    'maltid',
    'media',
    'medborgar',
    'miljo',
    'mottagning',
  ],
  ...[
    'myndighet',
    'namnd',
    'naring',
    'noreply',
    'office',
    'omrade',
    'omsorg',
    'ordforande',
    'organisation',
    'patient',
    'personal',
    'plan',
  ],
  ...[
    'politik',
    'press',
    'primarvard',
    'process',
    'program',
    'projekt',
    'psykiatri',
    'rad',
    'reception',
    'redaktion',
    'regelverk',
    'region',
  ],
  ...[
    'registrator',
    'registratur',
    'rehab',
    'remiss',
    'revision',
    'samarbet',
    'samhall',
    'samordn',
    'samrad',
    'samverk',
    'sekret',
  ],
  ...[
    'serv',
    'sjukhus',
    'sjukvard',
    'skola',
    'skol',
    'social',
    'stab',
    'stad',
    'statistik',
    'stod',
    'strateg',
    'styrelse',
    'styrning',
    'support',
  ],
  ...[
    'sektion',
    'teknik',
    'trafik',
    'transport',
    'upphandling',
    'uppfolj',
    'utbild',
    'utredning',
    'utveckl',
    'utskott',
    'vaxel',
    'valfard',
  ],
  ...[
    'vard',
    'verksamhet',
    'webb',
    'webmaster',
    'forslag',
    'halso',
    'sakerhet',
    'beredskap',
    'kris',
    'lokal',
    'fastighet',
    'bostad',
  ],
];
const whole = new Set([
  ...[
    'dso',
    'gdpr',
    'hr',
    'it',
    'kf',
    'ks',
    'ksf',
    'lon',
    'mail',
    'mejl',
    'no',
    'post',
    'reply',
    'skr',
    'sof',
    'soc',
    'sro',
    'test',
    'val',
    'vgr',
  ],
  ...[
    'web',
    'box',
    'kom',
    'reg',
    'lan',
    'hel',
    'team',
    'tek',
    'ung',
    'unga',
    'rh',
    'bun',
    'hsn',
    'rs',
    'rf',
    'abuse',
    'hello',
    'hej',
  ],
]);

/** Where people have mailboxes of their own. */
const privateHosts =
  /^(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|mac|proton|protonmail|pm|aol|gmx|telia|tele2|comhem|bredband2?|bahnhof|spray|passagen|home|swipnet|glocalnet|ownit|allente)\.(?:com|se|net|ch|me|nu|de|eu)$/;

const folded = (word: string): string =>
  word
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]/g, '');

/** Whether an address is one of `known`: a whole address, `@domain`, or a local part, each with `*` for anything. */
function isKnown(address: string, known: readonly string[]): boolean {
  const [local = '', host = ''] = address.toLowerCase().split('@');
  return known.some((entry) => {
    const wanted = entry.toLowerCase();
    const subject = wanted.startsWith('@') ? `@${host}` : wanted.includes('@') ? `${local}@${host}` : local;
    const pattern = wanted.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${pattern.join('.*')}$`).test(subject);
  });
}

/**
 * Whether an address is that of a function and not of a person: one of `known`, or by its name. `forename.surname`, initials with digits, and
 * everything where people have mailboxes of their own are a person’s.
 */
export function isFunctionMailbox(address: string, known: readonly string[] = []): boolean {
  if (isKnown(address, known)) return true;
  const [local = '', host = ''] = address.toLowerCase().split('@');
  if (privateHosts.test(host)) return false;
  const parts = local
    .split(/[._+-]+/)
    .map(folded)
    .filter((part) => part !== '');
  if (parts.some((part) => whole.has(part) || stems.some((stem) => part.includes(stem)))) return true;
  // One plain word at an organisation is mostly a function (vastkom@), two words or letters with digits mostly a person.
  return parts.length === 1 && !/\d/.test(local);
}
