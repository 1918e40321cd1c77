import { t } from '@vscode/l10n';
import { workspace } from 'vscode';
import { CancelledError, UserFacingError } from '../../domain/errors.ts';
import { redact } from '../../domain/secrets/redact.ts';
import type { Log } from '../../editor/log.ts';
import { describeError } from '../../editor/report.ts';
import type { ToolName } from './names.ts';
import { toolTable } from './table.ts';
import type { ToolCall, ToolPorts, ToolQuestion } from './tool.ts';

/*
 * What every call of a tool goes through, whoever calls: the editor's own agents or those outside of it.
 */

/** A call whose input was read, with what the person is to be asked. @throws UserFacingError where it may not be made */
export async function openTool(
  ports: ToolPorts,
  name: ToolName,
  input: unknown,
): Promise<ToolCall> {
  const tool = toolTable[name];
  if (tool.changes && !workspace.isTrusted) {
    throw new UserFacingError(
      t('This folder is not trusted, so agents may only look at keys. Trust it first.'),
    );
  }
  return tool.open(ports, input);
}

/** Carries out what was opened, and answers without a value. @param whose who asked for it, for the log */
export async function runTool(
  { log }: ToolLog,
  name: ToolName,
  call: ToolCall,
  whose: string,
): Promise<string> {
  log.info(`${whose} called ${name}.`);
  return JSON.stringify(await call.run(), masked, 2);
}

/**
 * Runs one step of a call, and turns whatever it throws into a sentence for the agent.
 * @throws what `refuse` makes of that sentence
 */
export async function forAgent<T>(
  ports: ToolLog,
  name: ToolName,
  refuse: (sentence: string) => Error,
  step: () => Promise<T>,
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw refuse(await sentenceForAgent(ports, name, error));
  }
}

interface ToolLog {
  readonly log: Pick<Log, 'info' | 'error'>;
}

/** Text by text: over the whole JSON, a mask could take its quotes with it. */
function masked(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? redact(value) : value;
}

/** What a yes to this question is for. */
export function subjectOf(name: ToolName, { about }: ToolQuestion): string {
  return JSON.stringify([name, ...about]);
}

/** Between question and answer somebody may have switched to another connection. */
export function notWhatWasConfirmed(): UserFacingError {
  return new UserFacingError(
    t('What this would change is not what was confirmed. Call the tool again.'),
  );
}

/** Why a call came to nothing, with the last look that every output gets. */
async function sentenceForAgent({ log }: ToolLog, name: ToolName, error: unknown): Promise<string> {
  if (error instanceof CancelledError) return t('The person stopped it.');
  log.error(`${name} failed.`, error);
  const { sentence, remedies } = await describeError(error);
  const way = remedies[0] && t('The person can choose “{0}” in Keyrail.', remedies[0].label);
  return redact([sentence, way].filter(Boolean).join(' '));
}
