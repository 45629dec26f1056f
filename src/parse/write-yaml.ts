import { stringify } from 'yaml';

/** What a written document may hold; properties that are `undefined` are left out. */
export type YamlValue =
  string | number | boolean | readonly YamlValue[] | { readonly [key: string]: YamlValue | undefined };

/** A new document as YAML, in the order of its keys. What is written is read back as the same text, also `2.0` and `no`. */
export const writeYaml = (value: YamlValue): string =>
  stringify(value, { lineWidth: 0, defaultKeyType: 'PLAIN', version: '1.2', schema: 'core', compat: 'yaml-1.1' });
