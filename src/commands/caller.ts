import { isOwnArgument } from '../editor/ownArguments.ts';
import { readSetting } from '../editor/settings.ts';

/**
 * True where something else than a person's press of ours called, and said what it wants: it gets
 * errors as rejections, and no question about what it has left out.
 */
export function calledByProgram(argument: unknown): boolean {
  return typeof argument === 'object' && argument !== null && !isOwnArgument(argument);
}

/**
 * Whether a person is shown what is about to be written: also where they have agreed to a program's call,
 * which names a file and not its lines. Not where their own setting lets programs act unseen.
 */
export function isWatched(argument: unknown): boolean {
  return !calledByProgram(argument) || !readSetting('automation');
}
