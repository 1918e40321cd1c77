import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { CancelledError, type Remedy } from '../../domain/errors.ts';
import { serverWord } from '../../domain/text/serverWords.ts';
import type { RemoteConnection } from '../../editor/connection/connections.ts';
import { describeError, isStop } from '../../editor/report.ts';
import type { Asking, Telling, ControlPlanes } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { chooseConnection } from './chooseConnection.ts';
import { connectionKind } from '../../domain/text/connectionKind.ts';

const testArguments = z.strictObject({ connectionId: z.optional(z.string()) });

/** What a connection is good for, as far as two reads tell. */
interface ConnectionTest {
  readonly works: boolean;
  /** A sentence for the person. */
  readonly says: string;
  readonly remedies: readonly Remedy[];
  /** Control-plane workspaces that this person is a member of. */
  readonly workspaces: number;
}

/** Asks a connection for its health and who this person is there; changes nothing. */
export async function testConnection(ports: Asking & Telling & ControlPlanes, argument: unknown) {
  const { connectionId } = parseArguments(testArguments, argument);
  const connection = await chooseConnection(ports, connectionId, t('Test Connection'));
  const result = await testRemote(ports, connection);
  if (!ports.prompter.isProgram) tellTest(ports, connection, result);
  return { connectionId: connection.id, works: result.works, workspaces: result.workspaces };
}

/** A connection that does not work is an answer. @throws CancelledError */
export async function testRemote(
  ports: Telling & ControlPlanes,
  connection: RemoteConnection,
): Promise<ConnectionTest> {
  try {
    const { management } = await ports.sessions.open(connection);
    const { me, version } = await ports.withProgress(
      t('Asking {0}', connection.name),
      async (signal) => ({
        version: (await management.health(signal)).version,
        me: await management.me(signal),
      }),
    );
    const who = me.user.display_name ?? me.user.email ?? me.user.user_id;
    const roles = me.workspaces.map(
      ({ display_name: name, membership_role: role }) =>
        `${name} (${role ? serverWord(role) : t('member')})`,
    );
    return {
      works: true,
      says: [
        version
          ? t('{0} ({1}) works, version {2}.', connection.name, connectionKind(connection), version)
          : t('{0} ({1}) works.', connection.name, connectionKind(connection)),
        t('It knows you as {0}.', who),
        t('Control-plane workspaces: {0}.', roles.join(', ') || t('none yet')),
      ].join(' '),
      remedies: [],
      workspaces: roles.length,
    };
  } catch (error) {
    if (isStop(error)) throw new CancelledError();
    const { sentence, remedies } = await describeError(error);
    ports.log.error('A connection did not pass its test.', error);
    return {
      works: false,
      says: t('{0} does not work. {1}', connection.name, sentence),
      remedies,
      workspaces: 0,
    };
  }
}

/** Shows the outcome; the button of a failure goes to this connection. */
function tellTest(
  { messages: { notify, offer } }: Telling,
  { id }: RemoteConnection,
  { works, says, remedies }: ConnectionTest,
): void {
  if (works) {
    void notify.info(says);
    return;
  }
  const here = remedies.map((remedy) =>
    remedy.command === 'keyrail.editConnection'
      ? { ...remedy, args: [{ connectionId: id }] }
      : remedy,
  );
  void offer(notify.error, says, here);
}
