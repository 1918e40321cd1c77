import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import { scopeList } from '../../domain/keys/scopes.ts';
import { shortList } from '../../domain/text/shortList.ts';
import { askedOn, whereText } from '../../editor/connection/askedOn.ts';
import type { KeyRow } from '../../editor/keys/snapshot.ts';
import { answeredArgument } from '../../editor/ownArguments.ts';
import type { ListedKeys } from '../ports.ts';
import { rotateKey } from '../keys/rotateKey.ts';
import { rotateKeyWithOverlap } from '../keys/rotateKeyWithOverlap.ts';
import { unsearchedSentences } from '../placements/unsearchedText.ts';
import { describeOpen, describeUse } from '../placements/placesOfKey.ts';
import { openAmong } from '../placements/openAmong.ts';
import { findKey, lookAround, placeOf } from './findKey.ts';
import { defineTool } from './tool.ts';
import { callWith } from '../prompter.ts';

const input = z.strictObject({
  key: z.string(),
  how: z.optional(z.enum(['overlap', 'now'])),
  oldKeyEndsIn: z.optional(z.enum(['15min', '1h', '24h', 'when-unused'])),
  scopes: z.optional(z.array(z.string()).check(z.minLength(1))),
});
type Input = z.infer<typeof input>;

/** With overlap unless it is said otherwise: nothing stops working. */
export const rotateKeyTool = defineTool({
  input,
  changes: true,
  progress: () => t('Rotating a key'),
  async question(ports, given) {
    const context = await lookAround(ports);
    const row = usableKey(ports, given.key);
    const unsearched = await ports.places.search();
    const { connection, workspaceId } = context;
    const keyId = row.key.api_key_id;
    const placements = await (await ports.lifecycle()).placements.of(connection.id, keyId);
    const open = await openAmong(placements);
    const label = keyLabel(row);
    return {
      title: isNow(given)
        ? askedOn(connection, t('Rotate {0} now?', label), (name) =>
            t('Rotate {0} now on production {1}?', label, name),
          )
        : askedOn(connection, t('Rotate {0} with overlap?', label), (name) =>
            t('Rotate {0} with overlap on production {1}?', label, name),
          ),
      paragraphs: [
        t('A new key with {0} takes its place.', scopeList(given.scopes ?? row.key.scope)),
        isNow(given)
          ? t('The old secret stops working at once, everywhere.')
          : t(
              'The old key goes on working until the new one is proven and placed; {0}.',
              end(given),
            ),
        describeUse(row, placements),
        ...(open.length === 0 ? [] : [leftText(given, shortList(open.map(describeOpen)))]),
        unsearchedSentences(unsearched),
        t('The agent gets ids, never a secret.'),
        whereText(context),
      ],
      about: [
        connection.id,
        workspaceId,
        keyId,
        ...placements.map(({ place }) => JSON.stringify(place)),
        JSON.stringify(given),
      ],
    };
  },
  async run(ports, given) {
    const { context } = await ports.keyList.here();
    const keyId = usableKey(ports, given.key).key.api_key_id;
    const wanted = { keyId, ...(given.scopes && { scope: given.scopes }) };
    const rotated = isNow(given)
      ? await callWith(ports, rotateKey, answeredArgument(wanted))
      : await callWith(
          ports,
          rotateKeyWithOverlap,
          answeredArgument({ ...wanted, grace: given.oldKeyEndsIn ?? '1h' }),
        );
    return { ...placeOf(context), ...rotated, note: t('The secret is kept by the editor.') };
  },
});

function isNow({ how }: Input): boolean {
  return how === 'now';
}

/** What the places come to that cannot be rewritten. */
function leftText(given: Input, names: string): string {
  return isNow(given)
    ? t('These cannot be rewritten, and what reads them is refused from then on: {0}.', names)
    : t('These cannot be rewritten, and the old key stays until you decide: {0}.', names);
}

function end({ oldKeyEndsIn = '1h' }: Input): string {
  switch (oldKeyEndsIn) {
    case '15min':
      return t('it ends 15 minutes later');
    case '1h':
      return t('it ends an hour later');
    case '24h':
      return t('it ends a day later');
    case 'when-unused':
      return t('it ends when it is no longer used');
  }
}

/** @throws UserFacingError for a key that cannot be rotated any more */
function usableKey(ports: ListedKeys, named: string): KeyRow {
  const row = findKey(ports, named);
  if (isUsable(row.status)) return row;
  throw new UserFacingError(
    t('The key {0} cannot be rotated: its status is {1}.', keyLabel(row), row.status.kind),
    [{ label: t('Create Key…'), command: 'keyrail.createKey' }],
  );
}
