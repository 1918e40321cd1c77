import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { t } from '@vscode/l10n';
import { Uri, workspace, type WorkspaceFolder } from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';
import { plainLine } from '../../domain/text/plainLine.ts';
import type { RunRequest, Start } from '../../terminal/channel/protocol.ts';
import { boundFile } from '../references/boundFile.ts';
import { shownLine } from '../references/commandLine.ts';
import { injectedEnv } from '../references/injectedEnv.ts';
import { startDigest } from '../references/startDigest.ts';
import { startedWithTask, type StartedWith } from '../references/startedWith.ts';
import { readSetting } from '../settings.ts';
import type { AnswerParts } from './answerTerminal.ts';
import { checkedVariable } from './checkedVariable.ts';
import { keyForRun } from './keyForRun.ts';
import { isShell } from './shell.ts';
import { addressIn, terminalVariables } from './terminalVariables.ts';

const longestLine = 600;

/**
 * What a program of a terminal gets, once the person has agreed to exactly this start.
 * @throws UserFacingError with the reason why it gets nothing; CancelledError
 */
export async function answerRun(
  parts: AnswerParts,
  { start, key, variable: wanted }: RunRequest,
  signal: AbortSignal,
  beforeAsking: () => void,
): Promise<Record<string, string>> {
  const requireThere = () => {
    // Whoever left while the question was open wants no program any more, and nobody reads this.
    if (signal.aborted) throw new UserFacingError(t('Nothing was started.'));
  };
  requireThere();
  await parts.keyList.loaded();
  const folder =
    workspace.getWorkspaceFolder(Uri.file(start.cwd)) ?? workspace.workspaceFolders?.[0];
  if (wanted !== undefined) await checkedVariable(wanted, '--as');
  const chosen = keyForRun(parts, key, folder);
  const variables = await terminalVariables(
    wanted ?? chosen.variable ?? readSetting('envVariable', folder),
    folder,
  );
  const { session } = await parts.keyList.here();
  const baseUrl = addressIn(variables, await session.provenBaseUrl());
  const look = () => lookBehind(start, folder);
  const behind = await look();
  const values = await injectedEnv(parts, [[variables.variable, chosen.keyId]], {
    folder,
    what: t('program “{0}”', plainLine(path.basename(start.program), 80)),
    digest: behind.digest,
    digestNow: async () => {
      requireThere();
      return (await look()).digest;
    },
    facts: [
      ...behind.facts,
      ...(baseUrl ? [t('The address of the control plane is in {0}.', baseUrl.variable)] : []),
    ],
    exposures: [],
    beforeAsking: () => {
      requireThere();
      beforeAsking();
    },
    edit: { label: t('Open Settings'), command: 'workbench.action.openSettings' },
  });
  return { ...values, ...(baseUrl ? { [baseUrl.variable]: baseUrl.value } : {}) };
}

/** What is started, as far as a folder or a link decides it. */
async function lookBehind({ program, args, cwd }: Start, folder: WorkspaceFolder | undefined) {
  const real = await realpath(program).catch(() => {
    throw new UserFacingError(t('There is no program “{0}” that could be started.', program));
  });
  const task = { type: 'keyrail', command: program, args, cwd };
  const { bound, facts }: StartedWith = await startedWithTask({ ...task, name: '' }, folder);
  // Another program may be put at the path of one that was allowed.
  const { content } = await boundFile(real);
  const line = shownLine({ command: program, args, cwd, env: {} });
  return {
    digest: startDigest('terminal', { ...task, real }, [bound, content]),
    facts: [
      plainLine(line, longestLine),
      ...(real === program ? [] : [t('{0} is a link to {1}', path.basename(program), real)]),
      t('In the folder {0}', cwd),
      ...facts,
      ...(isShell(real)
        ? [t('This is a shell: whatever is started in it gets the secret, too.')]
        : []),
    ].map((fact) => plainLine(fact, longestLine)),
  };
}
