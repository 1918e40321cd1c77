import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import { atOf, keyLabel, type KeyRow } from '../../editor/keys/snapshot.ts';
import * as z from 'zod/mini';
import {
  envFileName,
  envFilePath,
  rememberEnvTarget,
  type EnvWish,
} from '../../editor/env/envTarget.ts';
import { report } from '../../editor/report.ts';
import type { Services } from '../../services.ts';
import { parseArguments } from '../argument.ts';
import { calledByProgram } from '../caller.ts';
import { chooseKey } from '../chooseKey.ts';
import { readLocalCopy } from '../secrets/localCopy.ts';
import { say } from '../keys/outcome.ts';
import { corner } from '../../editor/corner.ts';
import { writeSomewhere } from './writeSomewhere.ts';

const writeArguments = z.strictObject({
  keyId: z.optional(z.string()),
  file: z.optional(z.string()),
  variable: z.optional(z.string()),
  /** The button of a refusal: the same key, and a file that the person chooses. */
  elsewhere: z.optional(z.literal(true)),
});

const undoButton = t('Undo');

/** Writes the secret of a key into one line of a `.env`. */
export async function writeToEnv(services: Services, argument: unknown) {
  const { keyId, elsewhere, ...given } = parseArguments(writeArguments, argument);
  const wish: EnvWish = elsewhere ? { ...given, choice: 'wanted' } : given;
  const question = {
    title: t('Write secret to .env'),
    none: t('This editor holds no secret that could be written.'),
  };
  const row = await chooseKey(services, keyId, question, (each) => each.hasCopy && !isOver(each));
  if (isOver(row)) {
    throw new UserFacingError(
      t('{0} opens nothing any more, so it is not written anywhere.', keyLabel(row)),
      [{ label: t('Create key'), command: 'keyrail.createKey' }],
    );
  }
  const written = await writeSecretToEnv(
    services,
    row.key.api_key_id,
    wish,
    !calledByProgram(argument),
  );
  return { keyId: row.key.api_key_id, ...written };
}

/** The same for a key that is known to have a local copy. `ask` is false where a program called. */
export async function writeSecretToEnv(
  services: Services,
  keyId: string,
  wish: EnvWish,
  ask: boolean,
) {
  const { session, context } = await services.keyRing.here();
  const row = await chooseKey(services, keyId, { title: '', none: '' }, () => true);
  const secret = await readLocalCopy(services, context, row);
  const { target, written } = await writeSomewhere(services, wish, {
    of: {
      ...atOf(context),
      keyId,
      keyPrefix: row.key.key_prefix,
    },
    secret,
    baseUrl: session.runtimeBaseUrl,
    ask,
  });
  const { line, undo } = written;
  const name = envFileName(target);
  await rememberEnvTarget(target, services.workspaceState);
  await services.refresh();
  const place = t('{0} is in {1}, line {2}.', target.variable, name, line);
  if (ask && undo) void offerUndo(services, place, undo);
  else say(place);
  return { file: envFilePath(target), variable: target.variable, line };
}

/** A value in its place would look current, and open nothing. */
function isOver({ status }: KeyRow): boolean {
  return status.kind === 'revoked' || status.kind === 'expired';
}

/** The notification goes by itself; until then one press brings the former file back. */
async function offerUndo(
  services: Services,
  place: string,
  undoWrite: () => Promise<void>,
): Promise<void> {
  if ((await corner.info(place, undoButton)) !== undoButton) return;
  try {
    await undoWrite();
    await services.refresh();
    say(t('The former file is back.'));
  } catch (error) {
    await report(error, services.log);
  }
}
