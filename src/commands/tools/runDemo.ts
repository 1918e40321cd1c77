import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import * as z from 'zod/mini';
import { whereText } from '../../editor/connection/askedOn.ts';
import { heldKeys, mayStartRuns } from '../../editor/keys/heldKeys.ts';
import type { KeyRow } from '../../editor/keys/snapshot.ts';
import { answeredArgument } from '../../editor/ownArguments.ts';
import type { ListedKeys } from '../ports.ts';
import { callWith } from '../prompter.ts';
import { runDemo } from '../firstRun/runDemo.ts';
import { findKey, lookAround, placeOf } from './findKey.ts';
import { defineTool } from './tool.ts';

const input = z.strictObject({ key: z.optional(z.string()) });
type Input = z.infer<typeof input>;

/** Not asked for where nothing is at stake: the run is the harmless one of the first-run checklist. */
export const runDemoTool = defineTool({
  input,
  changes: true,
  progress: () => t('Making a demo run'),
  async question(ports, given) {
    const context = await lookAround(ports);
    if (!context.connection.production) return undefined;
    const row = keyFor(ports, given);
    return {
      title: t('Make a demo run on production {0}?', context.connection.name),
      paragraphs: [
        row
          ? t('It is made with the key {0} and counts towards the usage.', keyLabel(row))
          : t('It counts towards the usage.'),
        whereText(context),
      ],
      about: [context.connection.id, context.workspaceId, row?.key.api_key_id ?? ''],
    };
  },
  async run(ports, given) {
    const context = await lookAround(ports);
    const keyId = keyFor(ports, given)?.key.api_key_id;
    const run = await callWith(
      ports,
      runDemo,
      answeredArgument(keyId === undefined ? {} : { keyId }),
    );
    return { ...placeOf(context), ...run };
  },
});

/** The key that the command would take; `undefined` where it has to say that there is none. */
function keyFor(ports: ListedKeys, { key }: Input): KeyRow | undefined {
  return key === undefined
    ? heldKeys(ports.keyList.snapshot.keys).find(mayStartRuns)
    : findKey(ports, key);
}
