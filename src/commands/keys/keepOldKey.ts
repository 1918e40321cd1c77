import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import type { Services } from '../../services.ts';
import { parseArguments } from '../argument.ts';
import { chooseOldKey } from './oldKey.ts';
import { retireAs } from './retireOldKey.ts';

const keepArguments = z.strictObject({ keyId: z.optional(z.string()) });

/** Calls the planned end of an old key off; it works until the person says otherwise. */
export async function keepOldKey(services: Services, argument: unknown) {
  const { keyId } = parseArguments(keepArguments, argument);
  return retireAs(services, await chooseOldKey(services, keyId, t('Keep Old Key')), 'told', false);
}
