import { parseDocument } from 'yaml';

/** The YAML with a value put at `path`; comments and everything else stay. The text must be YAML that can be read. */
export function putInYaml(yaml: string, path: readonly string[], value: string): string {
  const document = parseDocument(yaml);
  document.setIn(path, value);
  return document.toString({ lineWidth: 0 });
}
