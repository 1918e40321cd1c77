import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { keyRow } from '../../domain/keys/keyRow.ts';
import { isOpenPlace } from '../../domain/keys/placesPhrase.ts';
import { statusSentence } from '../../domain/keys/statusText.ts';
import { factsOf, findKey, lookAround, placeOf, staleness } from './findKey.ts';
import { defineTool } from './tool.ts';
import { serverTime } from '../../editor/serverTime.ts';

const input = z.strictObject({ key: z.string() });

export const keyStatusTool = defineTool({
  input,
  changes: false,
  progress: () => t('Looking at a key'),
  async run(ports, { key }) {
    const context = await lookAround(ports);
    const row = findKey(ports, key);
    return {
      ...placeOf(context),
      ...staleness(ports.keyList.snapshot),
      ...factsOf(row),
      meaning: statusSentence(row.status),
      retiring: row.retiring !== undefined,
      placements: row.placements.map((place) => ({
        where: place.where,
        upToDate: !isOpenPlace(place),
      })),
      details: Object.fromEntries(keyRow(row, serverTime()).tooltip),
    };
  },
});
