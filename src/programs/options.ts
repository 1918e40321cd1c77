import type { OpenFolders } from './findProgram.ts';
import type { AgreedProgram } from './identity.ts';
import type { ProgramPlace, ProgramTrouble } from './programPlace.ts';
import type { Recipe } from './recipe.ts';

/** How long programs are given, in milliseconds. */
export interface Limits {
  readonly ordinary: number;
  /** For one that may ask the person in a window of its own. */
  readonly asking: number;
  /** Until the person is told that it may be asking. */
  readonly waiting: number;
  readonly signedIn: number;
}

export const usualLimits: Limits = {
  ordinary: 60_000,
  asking: 5 * 60_000,
  waiting: 3000,
  signedIn: 15_000,
};

/** A program's own last words. */
export interface Said {
  /** As the recipe calls itself. */
  readonly title: string;
  readonly trouble: ProgramTrouble;
  readonly said: string;
}

/** What the engine stands on. */
export interface ProgramOptions {
  /** Built in and the person's own, as they are now. */
  readonly recipes: () => readonly Recipe[];
  /** What the person agreed to for a place. */
  readonly agreed: (place: ProgramPlace) => AgreedProgram | undefined;
  /** Every program that the person agreed to, for whatever place. */
  readonly allAgreed: () => readonly AgreedProgram[];
  /** Folders that are open: nothing in them is started. */
  readonly openFolders: () => OpenFolders;
  /** An empty folder of ours, which programs are started in. */
  readonly folder: string;
  readonly environment: () => NodeJS.ProcessEnv;
  /** A program that may ask the person in a window of its own has not ended for some seconds. */
  readonly onWaiting?: (place: ProgramPlace) => void;
  /** What a program said when it failed, without values and as one line, for whoever looks into it. */
  readonly onSaid?: (said: Said) => void;
  readonly limits?: Limits;
}
