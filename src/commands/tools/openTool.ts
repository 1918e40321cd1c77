import { t } from '@vscode/l10n';
import { workspace } from 'vscode';
import { CancelledError, UserFacingError } from '../../domain/errors.ts';
import { redact } from '../../domain/secrets/redact.ts';
import { describeError } from '../../editor/report.ts';
import type { Services } from '../../services.ts';
import type { ToolName } from './names.ts';
import { toolTable } from './table.ts';
import type { Tool, ToolQuestion } from './tool.ts';

/*
 * What every call of a tool goes through, whoever calls: the editor's own agents or those outside of it.
 */

/** @throws UserFacingError where it may not be called */
export function toolFor(name: ToolName): Tool {
  const tool = toolTable[name];
  if (tool.changes && !workspace.isTrusted) {
    throw new UserFacingError(
      t('This folder is not trusted, so agents may only look at keys. Trust it first.'),
    );
  }
  return tool;
}

/** What a tool answers, as JSON in which no value is left. */
export function answerText(answer: unknown): string {
  return JSON.stringify(answer, masked, 2);
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
export async function sentenceForAgent(
  services: Services,
  name: ToolName,
  error: unknown,
): Promise<string> {
  if (error instanceof CancelledError) return t('The person stopped it.');
  services.log.error(`${name} failed.`, error);
  const { sentence, remedies } = await describeError(error);
  const way = remedies[0] && t('The person can choose “{0}” in Keyrail.', remedies[0].label);
  return redact([sentence, way].filter(Boolean).join(' '));
}
