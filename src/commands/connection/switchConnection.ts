import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { commands } from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';
import type { Choice } from '../../editor/prompts.ts';
import type { Connection } from '../../editor/connection/connections.ts';
import type { Asking, Telling, ListedKeys, ControlPlanes } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { askAmongSeveral } from '../workspace/askAmongSeveral.ts';
import { connectionChoice } from './chooseConnection.ts';

const switchArguments = z.strictObject({ connectionId: z.optional(z.string()) });

/** Chooses the connection of this VS Code workspace, or adds one. */
export async function switchConnection(
  ports: Asking & Telling & ListedKeys & ControlPlanes,
  argument: unknown,
) {
  const { connectionId } = parseArguments(switchArguments, argument);
  const chosen = connectionId === undefined ? await choose(ports) : find(ports, connectionId);
  if (chosen === 'local')
    return ports.messages.runPressed({ command: 'keyrail.connect', args: [{ kind: 'local' }] });
  if (!chosen) return commands.executeCommand('keyrail.connect');
  await ports.connections.use(chosen);
  // Another connection is asked as soon as it is chosen.
  await ports.keyList.loaded();
  if (!ports.prompter.isProgram) await askAmongSeveral(ports);
  return { connectionId: chosen.id };
}

/** `undefined`: the person wants another one. */
function choose(ports: Asking & ControlPlanes): Promise<Connection | 'local' | undefined> {
  const known = ports.connections.list();
  const isFirst = known.length === 0;
  const local: Choice<'local'>[] = known.some(({ kind }) => kind === 'local')
    ? []
    : [{ label: t('$(add) Use the Local Control Plane'), value: 'local' }];
  return ports.prompter.pick<Connection | 'local' | undefined>(
    [
      ...known.map((each) => connectionChoice(ports, each)),
      ...local,
      {
        label: isFirst ? t('$(add) Connect to a Server…') : t('$(add) Connect to Another Server…'),
        value: undefined,
      },
    ],
    {
      title: isFirst ? t('Connect') : t('Switch Connection'),
      placeHolder: t('Which one is this VS Code workspace for?'),
    },
  );
}

function find(ports: ControlPlanes, connectionId: string): Connection {
  const found = ports.connections.list().find(({ id }) => id === connectionId);
  if (!found) throw new UserFacingError(t('There is no connection with the id {0}.', connectionId));
  return found;
}
