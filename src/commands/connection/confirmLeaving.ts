import { t } from '@vscode/l10n';
import { CancelledError } from '../../domain/errors.ts';
import type { Connection } from '../../editor/connection/connections.ts';
import type { Confirmation } from '../../editor/prompts.ts';
import { operationNames } from '../../editor/secrets/waitText.ts';
import { listPending } from '../../lifecycle/steps/pending.ts';
import type { Asking, Telling, Operations } from '../ports.ts';

/**
 * Asks before these connections go. What the journal still has to do there is named, with a button
 * that does it first: without its connection a key that it made would be left to nobody.
 * @returns the button that was pressed
 * @throws CancelledError
 */
export async function confirmLeaving(
  ports: Asking & Telling & Operations,
  gone: readonly Connection[],
  question: Confirmation<string>,
): Promise<string> {
  const names = new Map(gone.map(({ id, name }) => [id, name]));
  const open = (await listPending(await ports.lifecycle())).flatMap(
    ({ operation, connectionId }) => {
      const name = names.get(connectionId);
      return name === undefined ? [] : [`${operationNames[operation]} (${name})`];
    },
  );
  if (open.length === 0) {
    return ports.prompter.confirm(question);
  }
  const finish = t('Finish Now');
  const warning = t(
    'Not finished: {0}. Without its connection Keyrail cannot go on with that, and ends no key that it made.',
    open.join(', '),
  );
  const pressed = await ports.prompter.confirm({
    ...question,
    detail: [warning, ...[question.detail].flat()],
    buttons: [finish, ...question.buttons],
  });
  if (pressed !== finish) return pressed;
  await ports.messages.runPressed({ command: 'keyrail.recover' });
  throw new CancelledError();
}
