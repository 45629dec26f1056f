import { createTwoFilesPatch } from 'diff';

/** Two versions of a file as a unified diff, as git writes them; nothing when they are the same. */
export function textDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const lines = (text: string): string => text.replace(/\r\n?/g, (end) => (end === '\r\n' ? '\r\n' : '\n'));
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, lines(before), lines(after), undefined, undefined, {
    context: 3,
  });
  return patch.replace(/^=+\n/, '');
}
