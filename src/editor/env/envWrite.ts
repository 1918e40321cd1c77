import type { Secret } from '../../domain/secrets/secret.ts';
import type { Precedence } from './envSiblings.ts';
import type { FileLines, Occasion } from './previewEnd.ts';

/** The key that a secret belongs to. */
export interface EnvOwner {
  readonly connectionId: string;
  readonly workspaceId: string;
  readonly keyId: string;
  readonly keyPrefix: string;
}

/** What is to be written, and for whom. */
export interface EnvWrite {
  /** `undefined` for a secret of no key that is known: nothing is recorded of it. */
  readonly of: EnvOwner | undefined;
  readonly secret: Secret;
  readonly baseUrl: string;
  /** Proves once more whose address it is, after a question. @throws UserFacingError */
  readonly provenBaseUrl?: () => Promise<string>;
  /** False where a program called: then what would need a question refuses. */
  readonly ask: boolean;
  /** Shows what would be written, with this above it, and ends with `Rehearsed` instead of writing it. */
  readonly rehearses?: Occasion | undefined;
  /** What the person has agreed to already: nothing is asked where exactly that is to be written. */
  readonly agreed?: readonly FileLines[] | undefined;
}

/** What became of a write. */
export interface EnvWritten {
  /** Of the variable afterwards, from 1. */
  readonly line: number;
  /** Every file that was written, with its lines; the `.env` first. */
  readonly files: readonly FileLines[];
  /** What the other env files of its folder mean for it, in sentences. */
  readonly precedence: Precedence;
  /** Said once of a folder: nobody could be asked whether the file would be committed. */
  readonly unguarded: readonly string[];
  /** Brings the former files back if nothing changed them since. @throws UserFacingError */
  readonly undo: (() => Promise<void>) | undefined;
}
