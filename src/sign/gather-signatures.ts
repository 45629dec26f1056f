import type { Signer } from '../signers/_contract.js';

/** Several signings that share one signer and one confirmation. */
export interface Gathering {
  /** Opens the signer when every signing has come as far as needing it; then each has a signer that waits for the others. */
  open(): Promise<Signer>;
  /** One signing cannot go on: unless the values are there already, none can. */
  abandon(): void;
}

/** What the others of a gathering are refused with when one of them is abandoned. */
export const abandoned = Symbol('abandoned');

interface Place<Value> {
  settle: (value: Value) => void;
  fail: (reason: unknown) => void;
}

/** Waits for `count` to come, then lets `done` answer them all. */
function barrier<Given, Value>(count: number, done: (given: Given[]) => Promise<Value[]>) {
  const places: (Place<Value> & { given: Given })[] = [];
  let over = false;
  const fail = (reason: unknown): void => places.forEach((place) => place.fail(reason));
  return {
    come: (given: Given): Promise<Value> =>
      new Promise((settle, reject) => {
        if (over) return reject(abandoned);
        places.push({ given, settle, fail: reject });
        if (places.length < count) return;
        over = true;
        done(places.map((place) => place.given)).then((values) => {
          places.forEach((place, index) => {
            const value = values[index];
            if (value === undefined) place.fail(new Error(`${values.length} values for ${places.length}`));
            else place.settle(value);
          });
        }, fail);
      }),
    abandon() {
      if (over) return;
      over = true;
      fail(abandoned);
    },
  };
}

/** Lets `count` signings, each of which asks for exactly one signature, be confirmed together. */
export function gatherSignatures(count: number, open: () => Promise<Signer>): Gathering {
  const opening = barrier<undefined, Signer>(count, async () => {
    const signer = await open();
    return Array.from({ length: count }, () => signer);
  });
  let real: Signer | undefined;
  const signing = barrier<Uint8Array, Uint8Array>(count, async (tbs) => {
    if (real?.signMany) return real.signMany(tbs);
    const values: Uint8Array[] = [];
    for (const each of tbs) if (real) values.push(await real.sign(each));
    return values;
  });
  return {
    async open() {
      real = await opening.come(undefined);
      const { chain, algorithm, signatureLength } = real;
      return { chain, algorithm, signatureLength, sign: signing.come };
    },
    abandon() {
      opening.abandon();
      signing.abandon();
    },
  };
}
