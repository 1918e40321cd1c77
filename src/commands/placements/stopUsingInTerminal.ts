import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { Uri } from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';
import type { TerminalUse } from '../../editor/placements/terminals.ts';
import { rowOfKey } from '../../editor/keys/snapshot.ts';
import { endTerminalUses } from '../../editor/placements/terminalEnd.ts';
import type { Asking, Telling, ListedKeys, Operations, KeyTerminals } from '../ports.ts';
import { parseArguments } from '../argument.ts';

const stopArguments = z.strictObject({
  keyId: z.optional(z.string()),
  folder: z.optional(z.string()),
  variable: z.optional(z.string()),
});

/** Closes the terminals that have the secret of a key, with what runs in them. */
export async function stopUsingInTerminal(
  ports: Asking & Telling & ListedKeys & Operations & KeyTerminals,
  argument: unknown,
) {
  const given = parseArguments(stopArguments, argument);
  const prefix =
    given.keyId === undefined
      ? undefined
      : rowOfKey(ports.keyList.snapshot, given.keyId)?.key.key_prefix;
  const found = ports.terminals
    .list()
    .filter(
      ({ folder, variable, secret }) =>
        (given.folder === undefined ||
          folder.uri.toString() === Uri.file(given.folder).toString()) &&
        (given.variable === undefined || given.variable === variable) &&
        (given.keyId === undefined || secret.keyPrefix === prefix),
    );
  if (found.length === 0) {
    if (ports.prompter.isProgram) return { stopped: 0 };
    throw new UserFacingError(t('No terminal gets a secret from Keyrail now.'));
  }
  const chosen = ports.prompter.isProgram ? found : await choose(ports, found);
  for (const use of chosen) ports.terminals.close(use);
  await endTerminalUses(await ports.lifecycle(), ports.terminals, chosen);
  await ports.keyList.refresh();
  ports.messages.say(t('The terminals that had the secret are closed.'));
  return { stopped: chosen.length };
}

async function choose(
  { prompter }: Asking,
  found: readonly TerminalUse[],
): Promise<readonly TerminalUse[]> {
  if (found.length === 1) return found;
  return prompter.pick(
    [
      ...found.map((use) => ({
        label: `${use.folder.name}, ${use.variable}`,
        description: use.label,
        value: [use],
      })),
      { label: t('All of them'), value: found },
    ],
    { title: t('Stop Using Key in Terminals'), placeHolder: t('Which terminals?') },
  );
}
