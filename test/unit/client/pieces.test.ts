import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as z from 'zod/mini';
import { readData, type ApiResponse } from '../../../src/client/transport/response.ts';
import { ApiError } from '../../../src/client/apiError.ts';
import { listOf } from '../../../src/wire/page.ts';

describe('a long list', () => {
  const schema = listOf(z.looseObject({ id: z.number() }));
  const question = { method: 'GET', path: '/things' } as const;
  const answer = (items: readonly unknown[]): ApiResponse => ({
    status: 200,
    bytes: Buffer.from(JSON.stringify({ data: { items, page_info: { next_cursor: 'more' } } })),
    contentType: 'application/json',
    requestId: 'req_1',
    secrets: [],
  });
  const rows = (count: number) => Array.from({ length: count }, (_, id) => ({ id }));

  for (const count of [0, 1, 250, 251, 1000, 2600]) {
    it(`of ${count} rows is the list that was sent`, async () => {
      const data = await readData(question, answer(rows(count)), schema);
      assert.deepEqual(data, { items: rows(count), page_info: { next_cursor: 'more' } });
    });
  }

  it('names the place of a row that is none', async () => {
    const items = [...rows(1700), { id: 'x' }, ...rows(700)];
    await assert.rejects(
      readData(question, answer(items), schema),
      (error) => error instanceof ApiError && error.details['at'] === 'data.items.1700.id',
    );
  });

  it('lets others work while it is read', async () => {
    let turns = 0;
    let reads = true;
    const hasMore = () => {
      turns++;
      return reads;
    };
    const others = (async () => {
      while (hasMore()) await nextTurn();
    })();
    await readData(question, answer(rows(5000)), schema);
    reads = false;
    await others;
    assert.ok(turns >= 5, `${turns} turns`);
  });
});
