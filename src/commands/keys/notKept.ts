import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import { readSetting } from '../../editor/settings.ts';
import { giveUp } from '../../lifecycle/drive/giveUp.ts';
import type { NotKept, Outcome } from '../../lifecycle/drive/outcome.ts';
import { leaveForLater, resolve } from '../../lifecycle/protocols/resolve.ts';
import { writeSomewhere } from '../placements/writeSomewhere.ts';
import { untilDecided } from './untilDecided.ts';
import type {
  Asking,
  Telling,
  ListedKeys,
  Operations,
  EnvWrites,
  ControlPlanes,
} from '../ports.ts';

const tryAgain = t('Try Again');
const writeToEnv = t('Write to .env');
const copySecret = t('Copy Secret');
const revokeKey = t('Revoke Key');

/** What it takes to give a secret a place that the vault did not take. */
type GivesPlaces = Asking & Telling & ListedKeys & Operations & EnvWrites & ControlPlanes;

/**
 * A key exists and this editor could not keep its secret: the person is asked until they have said
 * where it goes. Left for later, the operation stays in the journal (`waiting`), and recovery keeps
 * the secret or ends the key.
 */
export async function resolveNotKept(
  ports: GivesPlaces,
  notKept: NotKept,
): Promise<Exclude<Outcome, NotKept>> {
  let outcome: Outcome = notKept;
  while (outcome.kind === 'not-kept') {
    const open: NotKept = outcome;
    try {
      outcome = await untilDecided(
        () => place(ports, open),
        (error) => void ports.messages.report(error),
      );
    } catch (error) {
      // Nobody is asked any more: recovery goes on with it, in any window.
      await leaveForLater(await ports.lifecycle(), open);
      throw error;
    }
  }
  return outcome;
}

async function place(ports: GivesPlaces, notKept: NotKept): Promise<Outcome> {
  const lifecycle = await ports.lifecycle();
  const { operationId, secret, keyPrefix } = notKept;
  const choice = await ports.prompter.confirm({
    message: t('The secret of {0} could not be kept', keyPrefix),
    detail: t(
      'The key exists, and this editor’s key store failed. The secret is sealed in the journal for now. Choose where it goes before you close this window.',
    ),
    buttons: [tryAgain, writeToEnv, copySecret, revokeKey, t('Decide Later')],
  });
  switch (choice) {
    case tryAgain:
      return resolve(lifecycle, operationId, { kind: 'try-again', secret });
    case writeToEnv:
      await write(ports, notKept);
      return resolve(lifecycle, operationId, {
        kind: 'placed-elsewhere',
        secret,
        how: 'env-write',
      });
    case copySecret:
      await ports.clipboard.copy(secret, readSetting('clipboardClearSeconds'));
      return resolve(lifecycle, operationId, { kind: 'placed-elsewhere', secret, how: 'copy' });
    case revokeKey:
      return giveUp(lifecycle, operationId);
    default:
      await leaveForLater(lifecycle, notKept);
      return waiting(notKept);
  }
}

function waiting({ operation, operationId, keyId, for: reason }: NotKept): Outcome {
  const left = { operation, operationId, keyId, for: reason };
  return { kind: 'waiting', ...left, places: [], secondCopies: [], error: undefined };
}

/**
 * For the connection that made the key: the person may look at another one by now.
 * @throws UserFacingError
 */
async function write(
  ports: GivesPlaces,
  { connectionId, workspaceId, keyId, keyPrefix, secret }: NotKept,
): Promise<void> {
  const connection = ports.connections.list().find(({ id }) => id === connectionId);
  if (!connection) throw new UserFacingError(t('This connection cannot be used now.'));
  const session = await ports.sessions.open(connection);
  const baseUrl = await session.provenBaseUrl();
  const of = { connectionId, workspaceId, keyId, keyPrefix };
  await writeSomewhere(
    ports,
    {},
    {
      of,
      secret,
      baseUrl,
      ask: true,
      provenBaseUrl: () => session.provenBaseUrl(),
    },
  );
}
