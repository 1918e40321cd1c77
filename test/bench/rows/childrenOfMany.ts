import { buildRows, type RowFacts } from '../../../src/editor/keys/keyRows.ts';
import type { ServerState } from '../../../src/editor/connection/serverState.ts';
import { apiKeyList } from '../../../src/wire/apiKeys.ts';
import { budgets } from '../budgets.ts';
import { manyKeys } from '../manyKeys.ts';
import { resultOf, type Result } from '../result.ts';
import { interleave, timed } from '../samples.ts';

const count = 10_000;

/**
 * Row 5: from the text of the answer to the tree's elements, against reading and sorting it alone.
 * The embedded plane, the network and VS Code's own drawing are in row 6.
 */
export async function childrenOfManyRow(): Promise<Result[]> {
  const text = JSON.stringify({ items: manyKeys(count), page_info: { next_cursor: null } });
  const parse = () => apiKeyList.parse(JSON.parse(text)).items;
  const facts: RowFacts = {
    now: new Date(),
    expiryWarningDays: 14,
    rotationWindowDays: 90,
    note: () => ({}),
    hasCopy: () => false,
    isCopyLost: () => false,
    placements: () => [],
    retiring: () => undefined,
    scopeUse: () => undefined,
    lent: () => undefined,
    waits: () => undefined,
    undoable: () => false,
  };
  const { subject, baseline } = await interleave(
    {
      subject: () =>
        timed(async () => {
          // `as`: rows are built of these three alone.
          const server = { keys: parse(), accounts: [], detail: { members: [] } } as unknown;
          const { keys } = buildRows(server as ServerState, facts);
          return keys.map((row) => ({ node: 'key', keyId: row.key.api_key_id, row }));
        }),
      baseline: () =>
        timed(async () =>
          parse().sort((one, other) => (one.created_at < other.created_at ? 1 : -1)),
        ),
    },
    { rounds: 15, warmUp: 4 },
  );
  return [
    resultOf({
      row: 5,
      what: '10,000 keys: elements of the tree from the answer',
      unit: 'ms',
      budget: budgets.childrenOfMany,
      subject,
      baseline: { what: 'parse and sort', samples: baseline },
    }),
  ];
}
