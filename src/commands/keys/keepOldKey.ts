import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import type { Services } from '../../services.ts';
import { labelWithPrefix } from '../../domain/keys/keyLabel.ts';
import { whereText } from '../../editor/connection/production.ts';
import { agreeTo } from '../agreeTo.ts';
import { parseArguments } from '../argument.ts';
import { chooseOldKey } from './oldKey.ts';
import { retireAs } from './retireOldKey.ts';

const keepArguments = z.strictObject({ keyId: z.optional(z.string()) });

/** Calls the planned end of an old key off; it works until the person says otherwise. */
export async function keepOldKey(services: Services, argument: unknown) {
  const { keyId } = parseArguments(keepArguments, argument);
  const title = t('Keep Old Key');
  const row = await chooseOldKey(services, keyId, title);
  const { context } = await services.keyList.here();
  const about = { subject: labelWithPrefix(row), detail: whereText(context) };
  await agreeTo(t('Keep'), about, argument);
  return retireAs(services, row, 'told', false);
}
