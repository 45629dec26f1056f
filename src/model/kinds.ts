import type * as z from 'zod';
import { Adoption } from './adoption.js';
import { Case } from './case.js';
import { Columns, Dispositions, Response, Round } from './consultation.js';
import { Decision } from './decision.js';
import { Missive } from './missive.js';
import { Parties } from './party.js';
import { Plan } from './plan.js';
import { Profile } from './profile.js';
import { ReportTemplate } from './report-template.js';
import { Roadmap } from './roadmap.js';
import { Settings } from './settings.js';
import { Template } from './template.js';
import { Words } from './words.js';

/** Every document kind and its schema; a file says its kind as `fardplan: KIND/v1`. */
export const schemas = {
  roadmap: Roadmap,
  profile: Profile,
  parties: Parties,
  round: Round,
  response: Response,
  dispositions: Dispositions,
  columns: Columns,
  decision: Decision,
  missive: Missive,
  adoption: Adoption,
  case: Case,
  plan: Plan,
  template: Template,
  'report-template': ReportTemplate,
  workspace: Settings,
  words: Words,
} as const;

/** The name of a document kind. */
export type Kind = keyof typeof schemas;
/** The model of a document kind. */
export type ModelOf<K extends Kind> = z.infer<(typeof schemas)[K]>;

/** The names of all document kinds. */
export const kinds = Object.keys(schemas) as Kind[];

/** The kinds that are written as Markdown with front matter; the rest are YAML. A roadmap may be either. */
export const markdownKinds: readonly Kind[] = ['roadmap', 'response', 'decision', 'missive'];
