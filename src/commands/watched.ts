import { readSetting } from '../editor/settings.ts';
import { calledByProgram } from './caller.ts';

/**
 * Whether a person is shown what is about to be written: also where they have agreed to a program's call,
 * which names a file and not its lines. Not where their own setting lets programs act unseen.
 */
export function isWatched(argument: unknown): boolean {
  return !calledByProgram(argument) || !readSetting('automation');
}
