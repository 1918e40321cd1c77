import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { commands } from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';
import { runPressed } from '../../editor/press.ts';
import { pick, type Choice } from '../../editor/prompts.ts';
import type { Connection } from '../../editor/connection/connections.ts';
import type { HasConnections, HasKeyList, HasSessions } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { calledByProgram } from '../caller.ts';
import { askAmongSeveral } from '../workspace/askAmongSeveral.ts';
import { connectionChoice } from './chooseConnection.ts';

const switchArguments = z.strictObject({ connectionId: z.optional(z.string()) });

/** Chooses the connection of this VS Code workspace, or adds one. */
export async function switchConnection(
  services: HasKeyList & HasConnections & HasSessions,
  argument: unknown,
) {
  const { connectionId } = parseArguments(switchArguments, argument);
  const chosen = connectionId === undefined ? await choose(services) : find(services, connectionId);
  if (chosen === 'local')
    return runPressed({ command: 'keyrail.connect', args: [{ kind: 'local' }] });
  if (!chosen) return commands.executeCommand('keyrail.connect');
  await services.connections.use(chosen);
  // Another connection is asked as soon as it is chosen.
  await services.keyList.loaded();
  if (!calledByProgram(argument)) await askAmongSeveral(services);
  return { connectionId: chosen.id };
}

/** `undefined`: the person wants another one. */
function choose(services: HasConnections): Promise<Connection | 'local' | undefined> {
  const known = services.connections.list();
  const isFirst = known.length === 0;
  const local: Choice<'local'>[] = known.some(({ kind }) => kind === 'local')
    ? []
    : [{ label: t('$(add) Use the Local Control Plane'), value: 'local' }];
  return pick<Connection | 'local' | undefined>(
    [
      ...known.map((each) => connectionChoice(services, each)),
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

function find(services: HasConnections, connectionId: string): Connection {
  const found = services.connections.list().find(({ id }) => id === connectionId);
  if (!found) throw new UserFacingError(t('There is no connection with the id {0}.', connectionId));
  return found;
}
