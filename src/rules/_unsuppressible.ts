/**
 * What no comment can suppress. The first ones say that a document cannot be read as what it is, so nothing that is made of it can be
 * trusted; a personal identity number that has been published cannot be taken back; and suppressions do not suppress each other.
 */
export const unsuppressible: ReadonlySet<string> = new Set([
  'syntax',
  'read',
  'schema',
  'reference',
  'personal-number',
  'suppression',
  'unused-suppression',
]);
