import type { Secret } from '../domain/secrets/secret.ts';
import type { Recipe } from './recipe.ts';

/** A place that a program keeps: which recipe, and what the person answered. No value. */
export interface ProgramPlace {
  readonly recipe: string;
  readonly answers: Readonly<Record<string, string>>;
}

/** Why a program did not do it. */
export type ProgramTrouble =
  | 'program-missing'
  /** Another file, or another recipe, than the person agreed to; or none was agreed to yet. */
  | 'program-changed'
  | 'signed-out'
  | 'offline'
  | 'timed-out'
  /** A keyring or a key of gpg that nobody unlocked. */
  | 'locked'
  /** By the person, before it ended: it may have been carried out. */
  | 'stopped'
  | 'program-failed'
  /** More of the person's stands there than the value, and would be lost. */
  | 'not-alone'
  | 'no-recipe';

export interface Failed {
  readonly kind: 'failed';
  readonly trouble: ProgramTrouble;
  /** The program's own last words, without values. */
  readonly said?: string;
}

/** `stored`: the program ended well. Whether it did it is told by `get` or `seen`. */
export type Delivery = { readonly kind: 'stored' } | Failed;

export type Reading =
  | { readonly kind: 'value'; readonly secret: Secret }
  | { readonly kind: 'none' }
  | { readonly kind: 'not-readable' }
  | Failed;

export type Seen =
  /** `at` is an ISO text in UTC. */
  | { readonly kind: 'changed'; readonly at: string }
  | { readonly kind: 'none' }
  /** It is there, or may be: the program does not tell since when. */
  | { readonly kind: 'not-told' }
  | Failed;

/** A recipe whose program is on this machine. */
export interface InstalledRecipe {
  readonly recipe: Recipe;
  readonly path: string;
  /** `not-told` where it was not found out: the recipe does not ask, or the program did not answer. */
  readonly signedIn: 'yes' | 'no' | 'not-told';
}

/** What is to be agreed to before the first delivery to a place. */
export type Preview =
  | {
      readonly kind: 'found';
      readonly path: string;
      readonly identity: string;
      /** What `put` starts it with, for the person to read. */
      readonly args: readonly string[];
    }
  | Failed;
