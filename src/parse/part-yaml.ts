import { isMap, isScalar, parseDocument } from 'yaml';

/** YAML parted by its keys at the top. */
export interface PartedYaml {
  /** Every key at the top, as written. */
  keys: string[];
  /** The lines of all keys but those to be taken out, with their comments. */
  kept: string;
  /** The lines of those. */
  taken: string;
}

/**
 * Parts the lines of some keys at the top from the rest; comments and blank lines above a key go with the rest. `undefined` where keys have no lines of
 * their own, as within braces.
 */
export function partYaml(yaml: string, taken: (key: string) => boolean): PartedYaml | undefined {
  const { contents, errors } = parseDocument(yaml, { strict: true });
  if (contents === null && errors.length === 0) return { keys: [], kept: yaml, taken: '' };
  if (errors.length > 0 || !isMap(contents) || contents.flow === true) return undefined;
  const pairs = contents.items.map(({ key }) => ({
    key: isScalar(key) ? String(key.value) : '',
    start: yaml.lastIndexOf('\n', ((isScalar(key) ? key.range?.[0] : undefined) ?? 0) - 1) + 1,
  }));
  const parted: PartedYaml = { keys: pairs.map(({ key }) => key), kept: yaml.slice(0, pairs[0]?.start), taken: '' };
  for (const [index, { key, start }] of pairs.entries()) {
    const whole = yaml.slice(start, pairs[index + 1]?.start);
    if (!taken(key)) {
      parted.kept += whole;
      continue;
    }
    // What stands between this and the next key, from the margin, is about what comes.
    const lines = whole.split(/(?<=\n)/);
    let end = lines.length;
    while (end > 1 && /^(?:#.*)?\s*$/.test(lines[end - 1] ?? '')) end -= 1;
    parted.taken += lines.slice(0, end).join('');
    parted.kept += lines.slice(end).join('');
  }
  return parted;
}
