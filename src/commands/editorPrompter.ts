import { agrees, ask, confirm, pick, pickActive, pickMany } from '../editor/prompts.ts';
import { readSetting } from '../editor/settings.ts';
import { askStep, pickManyStep, pickStep } from '../editor/steps.ts';
import { createPrompter, type Prompter, type Questions } from './prompter.ts';

const questions: Questions = {
  pick,
  pickActive,
  pickMany,
  ask,
  confirm,
  agrees,
  pickStep,
  pickManyStep,
  askStep,
};

/** The one that asks in this window. @param argument what the command was called with */
export function editorPrompter(argument: unknown): Prompter {
  return createPrompter(argument, questions, () => readSetting('automation'));
}
