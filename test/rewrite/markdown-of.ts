import { Roadmap } from '../../src/model/roadmap.js';
import type { ProfileLookup } from '../../src/parse/parse-document.js';
import { writeModel } from '../../src/parse/write-model.js';
import { convertDocument } from '../../src/rewrite/convert-document.js';

/** A roadmap as Markdown, the way `convert` writes it; throws when it refuses. */
export function markdownOf(model: Roadmap, profiles: ProfileLookup = () => undefined): string {
  const converted = convertDocument({ path: 'f.yaml', text: writeModel(Roadmap, model) }, profiles, { path: 'f.md' });
  if ('refused' in converted) throw new Error(converted.refused.en);
  return converted.text;
}
