import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { keyRow } from '../../domain/keys/keyRow.ts';
import { isUsable, needsAttention } from '../../domain/keys/keyStatus.ts';
import { factsOf, lookAround, placeOf, staleness } from './findKey.ts';
import { defineTool } from './tool.ts';
import { serverTime } from '../../editor/serverTime.ts';

const input = z.strictObject({
  show: z.optional(z.enum(['usable', 'attention', 'all'])),
});

/** An agent reads a page, not ten thousand rows. */
const most = 50;

export const listKeysTool = defineTool({
  input,
  changes: false,
  progress: () => t('Listing keys'),
  async run(ports, { show = 'usable' }) {
    const context = await lookAround(ports);
    const { snapshot } = ports.keyList;
    const { keys } = snapshot;
    const found = keys.filter(
      ({ status }) =>
        show === 'all' || (show === 'usable' ? isUsable(status) : needsAttention(status)),
    );
    const now = serverTime();
    return {
      ...placeOf(context),
      ...staleness(snapshot),
      keys: found
        .slice(0, most)
        .map((row) => ({ ...factsOf(row), summary: keyRow(row, now).description })),
      notShown: Math.max(0, found.length - most),
      needAttention: keys.filter(({ status }) => needsAttention(status)).length,
    };
  },
});
