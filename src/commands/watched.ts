import { editorPrompter } from './editorPrompter.ts';

/** `Prompter.isWatched` for what a command was called with. */
export function isWatched(argument: unknown): boolean {
  return editorPrompter(argument).isWatched();
}
