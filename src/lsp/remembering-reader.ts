import type { Source } from '../core/source.js';
import type { Profile } from '../model/profile.js';
import { decode } from '../parse/decode.js';
import { parseDocument } from '../parse/parse-document.js';
import type { Reader } from '../check/reader.js';

interface Remembered {
  /** What was asked of the profiles, and answered. */
  asked: [id: string | undefined, profile: Profile | undefined][];
  document: ReturnType<typeof parseDocument>;
}

/**
 * A reader that gives the same text for the same bytes, and the same document for the same text and profile. What nobody holds any longer is
 * forgotten.
 */
export function rememberingReader(): Reader {
  const decoded = new WeakMap<Uint8Array, Map<string, ReturnType<typeof decode>>>();
  const parsed = new WeakMap<Source, Remembered>();
  return {
    decode(path, bytes) {
      let byPath = decoded.get(bytes);
      if (!byPath) decoded.set(bytes, (byPath = new Map()));
      let answer = byPath.get(path);
      if (!answer) byPath.set(path, (answer = decode(path, bytes)));
      return answer;
    },
    parse(source, profiles = () => undefined) {
      const known = parsed.get(source);
      if (known?.asked.every(([id, profile]) => profiles(id) === profile)) return known.document;
      const asked: Remembered['asked'] = [];
      const document = parseDocument(source, (id) => {
        const profile = profiles(id);
        asked.push([id, profile]);
        return profile;
      });
      parsed.set(source, { asked, document });
      return document;
    },
  };
}
