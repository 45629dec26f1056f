/** What is made when it is first asked for, and then kept: patterns with classes of letters and schemas take long to make, and most runs need few of them. */
export function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
