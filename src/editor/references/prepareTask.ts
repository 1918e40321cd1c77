import { t } from '@vscode/l10n';
import { workspace, type WorkspaceFolder } from 'vscode';
import { plainLine } from '../../domain/text/plainLine.ts';
import type { CommandLine, startProcess } from './commandLine.ts';
import { describeStart, startDigest } from './startDigest.ts';
import { injectedEnv, referencesIn, type InjectParts } from './injectedEnv.ts';
import { startedWithTask, type StartedWith } from './startedWith.ts';

/**
 * Where a task's line runs, and its environment with the secrets that it refers to; asks for what was not
 * allowed yet. @throws CancelledError
 */
export async function prepareTask(
  parts: InjectParts,
  { command, args, cwd: ownCwd, env }: CommandLine,
  name: string,
  folder: WorkspaceFolder | undefined,
): Promise<Parameters<typeof startProcess>[1]> {
  const cwd = ownCwd ?? folder?.uri.fsPath ?? workspace.workspaceFolders?.[0]?.uri.fsPath;
  const start = { type: 'keyrail', command, args, cwd, env };
  const look = () => startedWithTask({ ...start, name }, folder);
  const digestOf = ({ bound }: StartedWith) => startDigest('task', start, bound);
  const started = await look();
  const values = await injectedEnv(parts, referencesIn(env), {
    folder,
    what: t('task “{0}”', plainLine(name, 80)),
    digest: digestOf(started),
    digestNow: async () => digestOf(await look()),
    facts: [...describeStart(start), ...started.facts],
    exposures: [],
    edit: { label: t('Open tasks.json'), command: 'workbench.action.tasks.configureTaskRunner' },
  });
  const plain = Object.fromEntries(
    Object.entries(env).map(([variable, value]) => [variable, String(value)]),
  );
  return { cwd, env: { ...plain, ...values } };
}
