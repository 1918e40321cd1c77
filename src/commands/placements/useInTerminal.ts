import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { Uri, workspace } from 'vscode';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import { chooseFolder } from '../../editor/env/openFolder.ts';
import { readSetting } from '../../editor/settings.ts';
import { isAnswered } from '../../editor/ownArguments.ts';
import type { Services } from '../../services.ts';
import { parseArguments } from '../argument.ts';
import type { KeyRow } from '../../editor/keys/snapshot.ts';
import { calledByProgram } from '../caller.ts';
import { askingIn } from '../editorPrompter.ts';
import { chooseKey } from '../chooseKey.ts';
import { readLocalCopy, recordInLedger } from '../secrets/localCopy.ts';
import { notify } from '../../editor/notify.ts';
import { confirmUseInTerminals } from './askTerminal.ts';
import { defaultShell } from '../../editor/terminals/shell.ts';
import { addressIn, terminalVariables } from '../../editor/terminals/terminalVariables.ts';

const terminalArguments = z.strictObject({
  keyId: z.optional(z.string()),
  folder: z.optional(z.string()),
  variable: z.optional(z.string()),
});

/** Opens a terminal of a folder whose shell has the secret of a key, and nothing else of the editor. */
export async function useInTerminal(services: Services, argument: unknown) {
  const given = parseArguments(terminalArguments, argument);
  if (!workspace.isTrusted) {
    throw new UserFacingError(
      t(
        'Keyrail gives no secret to the terminals of a folder that is not trusted. Trust it first.',
      ),
      [{ label: t('Manage Trust'), command: 'workbench.trust.manage' }],
    );
  }
  const question = {
    title: t('Use Key in Terminals'),
    none: t('This editor holds no secret of a live key that a terminal could use.'),
    refuse: (row: KeyRow) =>
      isUsable(row.status)
        ? undefined
        : t('{0} opens nothing any more, so no terminal gets it.', keyLabel(row)),
  };
  const row = await chooseKey(
    askingIn(services),
    given.keyId,
    question,
    ({ hasCopy, status }) => hasCopy && isUsable(status),
  );
  const inside = given.folder === undefined ? undefined : Uri.file(given.folder);
  if (inside && !workspace.getWorkspaceFolder(inside)) {
    throw new UserFacingError(t('{0} is in no folder that this window shows.', inside.fsPath));
  }
  const { session, context } = await services.keyList.here();
  const folder = await chooseFolder({
    title: question.title,
    folders: workspace.workspaceFolders ?? [],
    none: t('Open a folder first: its terminals get the secret.'),
    inside,
  });
  const variables = await terminalVariables(
    given.variable ?? readSetting('envVariable', folder),
    folder,
  );
  const { variable } = variables;
  const shell = defaultShell();
  if (!isAnswered(argument)) {
    const byProgram = calledByProgram(argument);
    const about = { label: keyLabel(row), folder: folder.name };
    await confirmUseInTerminals(context, { ...about, ...variables, shell, byProgram });
  }
  const address = await session.provenBaseUrl();
  const secret = await readLocalCopy(services, context, row);
  const lifecycle = await services.lifecycle();
  const channel = await services.channel();
  const keyId = row.key.api_key_id;
  const label = keyLabel(row);
  const place = { kind: 'terminal', folder: folder.uri.toString(), variable } as const;
  const terminal = channel.open({
    name: t('Keyrail: {0}', label),
    cwd: folder.uri,
    shell,
    variable,
    secret,
    baseUrl: addressIn(variables, address),
  });
  services.terminals.use({ folder, variable, secret, label }, terminal);
  await lifecycle.placements.remember(
    place,
    { connectionId: context.connection.id, keyId },
    secret,
  );
  await recordInLedger(services, context, row, 'terminal', `${folder.name}, ${variable}`);
  await services.refresh();
  terminal.show();
  if (!calledByProgram(argument)) {
    void notify.info(
      t(
        'The terminal “{0}” has the secret of {1} in {2}, until it or this window is closed. In any other terminal, {3} starts one program with it.',
        terminal.name,
        label,
        variable,
        'keyrail run',
      ),
    );
  }
  return { keyId, folder: folder.uri.fsPath, variable };
}
