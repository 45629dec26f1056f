import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import type { CaseEvent } from '../model/case-event.js';

/** Who does something, as `ROLE=NAME` or only `NAME`. */
export function personFrom(written: string | undefined): CaseEvent['actor'] {
  if (written === undefined) return undefined;
  const [first = '', ...rest] = written.split('=').map((part) => part.trim());
  const name = rest.join('=');
  if (first === '' || (rest.length > 0 && name === ''))
    throw new Failure(
      text(`”${written}” går inte att läsa som en person`, `“${written}” cannot be read as a person`),
      text(
        'Skriv "ROLL=NAMN", till exempel "Registrator=Cecilia Exempel".',
        'Write "ROLE=NAME", such as "Registrator=Cecilia Exempel".',
      ),
    );
  return rest.length > 0 ? { role: first, name } : { name: first };
}
