import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { isGiven } from './_sections.js';
import { didYouMean, joined, meantOf } from './_suggest.js';

const roadmap = (profile: string) => `---
profil: ${profile}
---

## Målbild

- Vården är nära och trygg.
`;

/** The profile that a roadmap names exists, built in or in the workspace. */
export const unknownProfile = rule({
  kinds: ['roadmap'],
  severity: 'error',
  title: text('Profilen finns', 'The profile exists'),
  why: text(
    'Profilen säger vad färdplanen ska innehålla. Utan den kan nästan ingenting kontrolleras.',
    'The profile says what the roadmap must hold. Without it hardly anything can be checked.',
  ),
  good: roadmap('exempel'),
  bad: roadmap('exempl'),
  *check({ model }, { profile, profileIds }) {
    if (profile || !isGiven(model.profile)) return;
    yield {
      at: ['profile'],
      message: text(`Det finns ingen profil ”${model.profile}”`, `There is no profile “${model.profile}”`),
      help: joined(
        didYouMean(meantOf(model.profile, profileIds)),
        text(
          `Profiler som finns: ${profileIds.join(', ')}. En egen profil läggs i mappen profiles.`,
          `Profiles that exist: ${profileIds.join(', ')}. A profile of your own goes in the folder profiles.`,
        ),
      ),
    };
  },
});
