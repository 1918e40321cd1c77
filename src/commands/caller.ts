import { isOwnArgument } from '../editor/ownArguments.ts';

/**
 * True where something else than a person's press of ours called, and said what it wants: it gets
 * errors as rejections, and no question about what it has left out.
 */
export function calledByProgram(argument: unknown): boolean {
  return typeof argument === 'object' && argument !== null && !isOwnArgument(argument);
}
