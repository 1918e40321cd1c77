import { describeError } from '../report.ts';
import type { Connection, Connections } from '../connection/connections.ts';
import type { Loaded } from '../connection/serverState.ts';
import type { Sessions } from '../connection/session.ts';

/** The server's answer and what this machine knows of its keys, asked for at the same time. Never rejects. */
export async function askForList(
  connection: Connection,
  connections: Connections,
  sessions: Sessions,
  reloadFacts: () => Promise<void>,
): Promise<{ readonly loaded: Loaded; readonly hasFacts: boolean }> {
  const [answered, unread] = await Promise.all([
    read()
      .then(({ loadServerState }) =>
        loadServerState(connection, connections.chosenWorkspaceOf(connection), sessions),
      )
      .catch(failed),
    // No rows without what this machine knows of them: a copy or a placement would seem not to be there.
    reloadFacts().then(() => undefined, failed),
  ]);
  return { loaded: unread ?? answered, hasFacts: unread === undefined };
}

/** What asks for rows and judges the answer is loaded when that is first done. */
const read = () => import('../onRead.ts');

async function failed(error: unknown): Promise<Loaded> {
  const { sentence } = await describeError(error);
  return { kind: 'failed', failure: { kind: 'other', because: sentence } };
}
