import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { env, window } from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';
import { readSetting } from '../../editor/settings.ts';
import type { ListedKeys } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { isVariableName } from '../../dotenv/text/target.ts';

const curlArguments = z.strictObject({ keyId: z.optional(z.string()) });

/** Copies a curl line that makes a run and reads the key from the environment. */
export async function copyCurl(ports: ListedKeys, argument: unknown) {
  parseArguments(curlArguments, argument);
  const { session } = await ports.keyList.here();
  const variable = readSetting('envVariable');
  // The line is pasted into a shell, and a repository's settings can name the variable.
  if (!isVariableName(variable)) {
    throw new UserFacingError(t('“{0}” cannot be the name of an environment variable.', variable), [
      {
        label: t('Open Settings'),
        command: 'workbench.action.openSettings',
        args: ['keyrail.envVariable'],
      },
    ]);
  }
  const address = await session.provenBaseUrl();
  const line = [
    `curl -sS -X POST '${address.replaceAll("'", '%27')}/api/v1/runs'`,
    `-H "Authorization: Bearer $${variable}"`,
    `-H "Idempotency-Key: $(date +%s)-$RANDOM"`,
    `-H 'Content-Type: application/json'`,
    `-d '{"input":{"kind":"user_instruction","text":"Hello from curl"}}'`,
  ].join(' ');
  await env.clipboard.writeText(line);
  window.setStatusBarMessage(t('Copied. It reads the key from ${0}.', variable), 5000);
}
