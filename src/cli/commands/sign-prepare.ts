import { exit } from '../../core/failure.js';

/** `fardplan sign prepare PDF`. */
export const signPrepare = (): Promise<number> => Promise.resolve(exit.bug);
