import { plainReader, type Reader } from '../check/reader.js';
import type { Profile } from '../model/profile.js';
import { declaredKind } from '../parse/parse-document.js';

/** The most characters of texts that are recalled. */
const mostRecalled = 8_000_000;

/**
 * A reader that recalls what is no roadmap: the slices of a large workspace all look at the same registers, plans and answers. A document is
 * recalled for the same text and the same profiles.
 */
export function recalling(): Reader {
  interface Recalled {
    text: string;
    asked: { id: string | undefined; profile: Profile | undefined }[];
    parsed: ReturnType<Reader['parse']>;
  }
  const known = new Map<string, Recalled>();
  let held = 0;
  return {
    decode: plainReader.decode,
    parse: (source, profiles = () => undefined) => {
      const before = known.get(source.path);
      if (before?.text === source.text && before.asked.every(({ id, profile }) => profiles(id) === profile))
        return before.parsed;
      if (declaredKind(source)?.word === 'roadmap/v1') return plainReader.parse(source, profiles);
      const asked: Recalled['asked'] = [];
      const parsed = plainReader.parse(source, (id) => {
        const profile = profiles(id);
        asked.push({ id, profile });
        return profile;
      });
      held += source.text.length;
      if (held > mostRecalled) {
        known.clear();
        held = source.text.length;
      }
      known.set(source.path, { text: source.text, asked, parsed });
      return parsed;
    },
  };
}
