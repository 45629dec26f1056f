import { expect } from 'vitest';
import { noSettings, noWords } from '../../src/check/load-settings.js';
import { runRules } from '../../src/check/run-rules.js';
import type { Diagnostic } from '../../src/core/diagnostic.js';
import type { Source } from '../../src/core/source.js';
import type { Profile } from '../../src/model/profile.js';
import { parseDocument } from '../../src/parse/parse-document.js';
import { isKind, type Parsed } from '../../src/parse/parsed.js';

/** The front matter of a small roadmap, with what is to stand in it beside the usual, and its body. */
export const roadmap = (body: string, more = ''): string =>
  `---\nfardplan: roadmap/v1\nid: x\ntitel: Färdplan\nprofil: generic\nversion: "1"\nperiod: { från: 2023, till: 2030 }\n${more}---\n\n# Färdplan\n\n${body}`;

/** Reads a text and lets every rule look at it; each finding must lie within the text and say something in both languages. */
export function judged(
  source: Source,
  profile?: Profile,
): { parsed: ReturnType<typeof parseDocument>; found: Diagnostic[] } {
  const parsed = parseDocument(source, () => profile);
  const found = 'kind' in parsed ? rulesOn(parsed, profile) : parsed.diagnostics;
  const lines = source.text.split(/\r\n|\r|\n/);
  for (const { line, column, endLine, message } of found) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(endLine).toBeLessThanOrEqual(lines.length);
    expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 2);
    expect(message.sv.trim()).not.toBe('');
    expect(message.en.trim()).not.toBe('');
  }
  return { parsed, found };
}

function rulesOn(parsed: Parsed, profile: Profile | undefined): Diagnostic[] {
  return runRules({
    documents: [parsed],
    profile: (id) => (isKind(parsed, 'profile') && parsed.model.id === id ? parsed.model : profile),
    settingsFor: () => ({ settings: noSettings, words: noWords }),
    profilePlace: () => undefined,
    profileIds: profile ? [profile.id] : [],
    referred: () => undefined,
  });
}
