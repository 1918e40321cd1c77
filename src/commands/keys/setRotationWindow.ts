import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import * as z from 'zod/mini';
import type { Asking, ListedKeys, LocalKeys } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey } from '../chooseKey.ts';

const windowArguments = z.strictObject({
  keyId: z.optional(z.string()),
  days: z.optional(z.int().check(z.minimum(0), z.maximum(3650))),
});

/** Sets how many days a key may live before it should be rotated; 0 returns to the setting. */
export async function setRotationWindow(ports: Asking & ListedKeys & LocalKeys, argument: unknown) {
  const given = parseArguments(windowArguments, argument);
  const question = { title: t('Set Rotation Window'), none: t('There is no key.') };
  const row = await chooseKey(ports, given.keyId, question, () => true);
  const keyId = row.key.api_key_id;
  const days = given.days ?? (await askDays(ports, keyLabel(row), row.rotationWindowDays));
  await ports.keyNotes.change(keyId, { rotationWindowDays: days === 0 ? undefined : days });
  return { keyId, days };
}

async function askDays({ prompter }: Asking, label: string, current: number): Promise<number> {
  const text = await prompter.ask({
    title: t('Set Rotation Window of {0}', label),
    prompt: t('Days from creation until it should be rotated. 0: as in the setting.'),
    value: String(current),
    validateInput: (value) =>
      /^\d{1,4}$/.test(value.trim()) && Number(value) <= 3650
        ? undefined
        : t('Enter a number of days from 0 to 3650.'),
  });
  return Number(text);
}
