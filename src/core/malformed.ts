import type { Text } from './text.js';

/** Bytes that do not follow their format: what is wrong, and where. Thrown by strict readers, caught where the verdict is made. */
export class Malformed extends Error {
  readonly text: Text;
  /** Where in the file (or in the decoded value) reading stopped, in bytes from 0. */
  readonly offset: number;

  constructor(message: Text, offset: number) {
    super(message.en);
    this.name = 'Malformed';
    this.text = message;
    this.offset = offset;
  }
}
