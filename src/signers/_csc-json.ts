/** What a service has answered: nothing about it is known until it is looked at. */
export type Json = Readonly<Record<string, unknown>>;

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object under a name; empty when there is none. */
export function inner(json: Json, name: string): Json {
  const value = json[name];
  return isJson(value) ? value : {};
}

/** The objects of a list under a name. */
export function objects(json: Json, name: string): Json[] {
  const value = json[name];
  return Array.isArray(value) ? value.filter(isJson) : [];
}

/** The words under a name. */
export function words(json: Json, name: string): string | undefined {
  const value = json[name];
  return typeof value === 'string' ? value : undefined;
}

/** A list of words under a name; one word alone counts as a list of one. */
export function lines(json: Json, name: string): string[] {
  const value = json[name];
  return (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string');
}

/** A number under a name, also when it is written as words. */
export function count(json: Json, name: string): number | undefined {
  const value = json[name];
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Reads an answer; `undefined` when it is not an object in JSON. */
export function readJson(body: Uint8Array): Json | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
