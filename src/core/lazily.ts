/** What is made when it is first asked for, and then kept: schemas and patterns with classes of letters take long to make, and most runs need few. */
export function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
