import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { Uri, workspace, type Terminal, type WorkspaceFolder } from 'vscode';
import type { Secret } from '../../domain/secrets/secret.ts';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import { chooseFolder } from '../../editor/env/openFolder.ts';
import { readSetting } from '../../editor/settings.ts';
import { isAnswered } from '../../editor/ownArguments.ts';
import { parseArguments } from '../argument.ts';
import type { KeyRow, SessionContext } from '../../editor/keys/snapshot.ts';
import type { Asking, ListedKeys, Operations, ProgramConsents, KeyTerminals } from '../ports.ts';
import { requireTrustedFolder } from './requireTrustedFolder.ts';
import { calledByProgram } from '../caller.ts';
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

/** What it takes to hand a local copy to a terminal. */
type UsesTerminals = Asking & ListedKeys & Operations & ProgramConsents & KeyTerminals;

const title = t('Use Key in Terminals');

/** Opens a terminal of a folder whose shell has the secret of a key, and nothing else of the editor. */
export async function useInTerminal(ports: UsesTerminals, argument: unknown) {
  const given = parseArguments(terminalArguments, argument);
  requireTrustedFolder();
  const row = await chooseUsableKey(ports, given.keyId);
  const inside = openFolderAt(given.folder);
  const { session, context } = await ports.keyList.here();
  const folder = await chooseFolder({
    title,
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
  const secret = await readLocalCopy(ports, context, row);
  const baseUrl = addressIn(variables, address);
  const use = { context, row, folder, shell, variable, secret, baseUrl };
  const terminal = await openTerminal(ports, use);
  await ports.keyList.refresh();
  terminal.show();
  if (!calledByProgram(argument)) tell(terminal.name, keyLabel(row), variable);
  return { keyId: row.key.api_key_id, folder: folder.uri.fsPath, variable };
}

function chooseUsableKey(ports: Asking & ListedKeys, keyId: string | undefined): Promise<KeyRow> {
  const question = {
    title,
    none: t('This editor holds no secret of a live key that a terminal could use.'),
    refuse: (row: KeyRow) =>
      isUsable(row.status)
        ? undefined
        : t('{0} opens nothing any more, so no terminal gets it.', keyLabel(row)),
  };
  const isOffered = ({ hasCopy, status }: KeyRow) => hasCopy && isUsable(status);
  return chooseKey(ports, keyId, question, isOffered);
}

/** @throws UserFacingError where a program named one that this window does not show */
function openFolderAt(path: string | undefined): Uri | undefined {
  const inside = path === undefined ? undefined : Uri.file(path);
  if (inside && !workspace.getWorkspaceFolder(inside)) {
    throw new UserFacingError(t('{0} is in no folder that this window shows.', inside.fsPath));
  }
  return inside;
}

/** What a terminal is opened with. */
interface UseOfKey {
  readonly context: SessionContext;
  readonly row: KeyRow;
  readonly folder: WorkspaceFolder;
  readonly shell: ReturnType<typeof defaultShell>;
  readonly variable: string;
  readonly secret: Secret;
  readonly baseUrl: ReturnType<typeof addressIn>;
}

/** Opens it, and remembers and records that it has the secret. */
async function openTerminal(
  ports: Operations & KeyTerminals,
  { context, row, folder, shell, variable, secret, baseUrl }: UseOfKey,
): Promise<Terminal> {
  const lifecycle = await ports.lifecycle();
  const channel = await ports.channel();
  const label = keyLabel(row);
  const terminal = channel.open({
    name: t('Keyrail: {0}', label),
    cwd: folder.uri,
    shell,
    variable,
    secret,
    baseUrl,
  });
  ports.terminals.use({ folder, variable, secret, label }, terminal);
  const place = { kind: 'terminal', folder: folder.uri.toString(), variable } as const;
  const owner = { connectionId: context.connection.id, keyId: row.key.api_key_id };
  await lifecycle.placements.remember(place, owner, secret);
  await recordInLedger(ports, context, row, 'terminal', `${folder.name}, ${variable}`);
  return terminal;
}

function tell(terminal: string, label: string, variable: string): void {
  void notify.info(
    t(
      'The terminal “{0}” has the secret of {1} in {2}, until it or this window is closed. In any other terminal, {3} starts one program with it.',
      terminal,
      label,
      variable,
      'keyrail run',
    ),
  );
}
