import { t } from '@vscode/l10n';
import { keyNameTrouble } from '../../domain/keys/keyNameTrouble.ts';
import { askInSteps, type StepAt } from '../../editor/inSteps.ts';
import { serverTime } from '../../editor/serverTime.ts';
import type { Asking, ListedKeys } from '../ports.ts';
import { chooseOwner } from '../workspace/chooseOwner.ts';
import { askExpiry, defaultExpiry } from './askExpiry.ts';
import { askScopes } from './askScopes.ts';

/** What is wanted of a new key; what is `undefined` is asked. */
interface Given {
  readonly serviceAccountId?: string | undefined;
  readonly scope?: readonly string[] | undefined;
  readonly expiresAt?: string | null | undefined;
  readonly name?: string | undefined;
}

export interface NewKey {
  readonly serviceAccountId: string;
  readonly scope: readonly string[];
  /** ISO 8601; `null` is never. */
  readonly expiresAt: string | null;
  readonly name: string;
}

/**
 * Asks for what was not given, as one question of several steps. What has been answered stands there
 * again after Back. @param ticked the scopes that are chosen at first. @throws CancelledError
 */
export async function askNewKey(
  ports: Asking & ListedKeys,
  given: Given,
  title: string,
  ticked: readonly string[],
): Promise<NewKey> {
  const active = ports.keyList.snapshot.accounts.filter(
    ({ account }) => account.status === 'active',
  );
  const asksOwner = given.serviceAccountId === undefined && active.length > 1;
  let serviceAccountId = asksOwner ? '' : await chooseOwner(ports, given.serviceAccountId, title);
  let scope = given.scope ?? ticked;
  // A button that names the key has said what it is for, and asks no more than it must.
  let expiresAt = given.expiresAt === undefined ? defaultExpiry(serverTime()) : given.expiresAt;
  let name = given.name ?? suggestedName(ports);
  const questions = [
    asksOwner &&
      (async (at: StepAt) => {
        serviceAccountId = await chooseOwner(ports, undefined, title, at);
      }),
    given.scope === undefined &&
      (async (at: StepAt) => {
        scope = await askScopes(ports, title, scope, at);
      }),
    given.expiresAt === undefined &&
      given.name === undefined &&
      (async (at: StepAt) => {
        expiresAt = await askExpiry(ports, title, serverTime(), at);
      }),
    given.name === undefined &&
      (async (at: StepAt) => {
        name = await askName(ports, title, name, at);
      }),
  ];
  await askInSteps(questions.filter((question) => question !== false));
  return { serviceAccountId, scope, expiresAt, name };
}

/** Nobody reads a prefix; a second key is named by whoever knows what it is for. */
function suggestedName({ keyList }: ListedKeys): string {
  return keyList.snapshot.keys.some(({ name }) => name === firstName) ? '' : firstName;
}

const firstName = 'first run';

function askName({ prompter }: Asking, title: string, value: string, at: StepAt): Promise<string> {
  return prompter.askStep(
    {
      title,
      prompt: t(
        'A name for the key in this editor. The server has no field for it. Empty: no name.',
      ),
      value,
      problem: keyNameTrouble,
    },
    at,
  );
}
