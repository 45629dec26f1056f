import type { PageText } from './page-text.js';

/** A point in the space of the page, with the size of the letters that stand there. */
export interface Place {
  x: number;
  y: number;
  size: number;
}

interface Flow {
  text: string;
  end: Place | undefined;
}

/** Puts shown strings together to lines and words, by where they stand; keeps artifacts apart from the document's own text. */
export function textGathered() {
  const body: Flow = { text: '', end: undefined };
  const margin: Flow = { text: '', end: undefined };
  const marks: { artifact: boolean; actual: string | undefined; from: Place | undefined }[] = [];
  let unknown = 0;
  const flow = (): Flow => (marks.some(({ artifact }) => artifact) ? margin : body);

  const write = (to: Flow, shown: string, from: Place, end: Place): void => {
    if (shown === '') return;
    const last = to.end;
    if (last) {
      const size = Math.max(from.size, last.size, 1);
      const apart = from.x - last.x;
      if (Math.abs(from.y - last.y) > 0.5 * size || apart < -1.5 * size) to.text += '\n';
      else if (apart > 0.15 * size && !/\s$/.test(to.text)) to.text += ' ';
    }
    to.text += shown;
    to.end = end;
  };

  return {
    /** Letters from one place to another; `unknown` of them have no Unicode value. */
    show(shown: string, from: Place, end: Place, without: number): void {
      const replaced = marks.find(({ actual }) => actual !== undefined);
      if (replaced) {
        replaced.from ??= from;
        return;
      }
      unknown += without;
      write(flow(), shown, from, end);
    },
    /** A marked-content sequence begins, perhaps with a text that takes the place of what is shown (ISO 32000-1, 14.9.4). */
    open(artifact: boolean, actual: string | undefined): void {
      marks.push({ artifact, actual, from: undefined });
    },
    close(end: Place): void {
      const mark = marks.pop();
      if (mark?.actual === undefined || marks.some(({ actual }) => actual !== undefined)) return;
      write(mark.artifact ? margin : flow(), mark.actual, mark.from ?? end, end);
    },
    text(): PageText {
      const whole = (text: string): string =>
        text
          .replace(/\u00ad\s*\n/g, '')
          .replace(/\u00ad/g, '')
          .replace(/[ \t]+\n/g, '\n');
      return { body: whole(body.text), margin: whole(margin.text), unknown };
    },
  };
}
