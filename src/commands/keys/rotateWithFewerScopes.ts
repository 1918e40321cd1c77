import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import { usedScopes } from '../../domain/keys/leastPrivilege.ts';
import { firstRunScope, fullAccess, scopeChoices } from '../../domain/keys/scopes.ts';
import { relativeTime } from '../../domain/text/relativeTime.ts';
import type { KeyRow } from '../../editor/keys/snapshot.ts';
import { pickMany } from '../../editor/prompts.ts';
import type { Services } from '../../services.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey } from '../chooseKey.ts';
import { askGrace } from './askGrace.ts';
import { requireRotatable } from './requireRotatable.ts';
import { rotateKeyWithOverlap } from './rotateKeyWithOverlap.ts';
import { scopeItem } from './scopeItem.ts';

const fewerArguments = z.strictObject({ keyId: z.optional(z.string()) });

/** Rotates with overlap into the scopes that were used here, or those the person ticks. */
export async function rotateWithFewerScopes(services: Services, argument: unknown) {
  const given = parseArguments(fewerArguments, argument);
  const question = {
    title: t('Rotate with Fewer Scopes'),
    none: t('No live key has more than one scope.'),
  };
  const row = await chooseKey(services, given.keyId, question, isNarrowable);
  requireRotatable(row);
  if (!isNarrowable(row)) {
    throw new UserFacingError(
      t('The key {0} has one scope, which is as narrow as a key can be.', keyLabel(row)),
    );
  }
  const scope = await askFewer(row);
  const { context } = await services.keyList.here();
  const { placements } = await services.lifecycle();
  const places = await placements.of(context.connection.id, row.key.api_key_id);
  const grace = await askGrace(row, question.title, places);
  return rotateKeyWithOverlap(services, { keyId: row.key.api_key_id, scope, grace });
}

function isNarrowable({ key, status }: KeyRow): boolean {
  return isUsable(status) && key.scope.length !== 1;
}

/** @throws UserFacingError when nothing is ticked: no scope would be every scope. */
async function askFewer(row: KeyRow): Promise<string[]> {
  const now = new Date();
  const held = fullAccess(row.key.scope) ? scopeChoices.map(({ scope }) => scope) : row.key.scope;
  const used = usedScopes(row).filter((scope) => held.includes(scope));
  const ticked = used.length > 0 ? used : [firstRunScope];
  const chosen = await pickMany(
    held.map((scope) => ({
      ...scopeItem(scope, useText(row, scope, now)),
      picked: ticked.includes(scope),
    })),
    {
      title: t('Rotate {0} with Fewer Scopes', keyLabel(row)),
      placeHolder: t('Only use through this editor is known here: keep what others need.'),
    },
  );
  if (chosen.length > 0) return chosen;
  throw new UserFacingError(t('Tick at least one scope: a key without scopes has full access.'));
}

function useText({ scopeUse = [] }: KeyRow, scope: string, now: Date): string {
  const seen = scopeUse.find((each) => each.scope === scope);
  if (seen?.usedAt != null) return t('used here {0}', relativeTime(seen.usedAt, now));
  if (seen?.refusedAt != null) return t('refused here {0}', relativeTime(seen.refusedAt, now));
  return t('not used here');
}
