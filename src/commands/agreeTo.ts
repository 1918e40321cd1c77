import type { Paragraphs } from '../domain/text/plainLine.ts';
import { editorPrompter } from './editorPrompter.ts';

/** `Prompter.agreeTo` for what a command was called with. @throws CancelledError where the person declines */
export function agreeTo(
  action: string,
  about: { readonly subject: string; readonly detail: Paragraphs },
  argument: unknown,
): Promise<void> {
  return editorPrompter(argument).agreeTo(action, about);
}
