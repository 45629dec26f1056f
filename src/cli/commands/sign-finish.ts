import { exit } from '../../core/failure.js';

/** `fardplan sign finish PDF`. */
export const signFinish = (): Promise<number> => Promise.resolve(exit.bug);
