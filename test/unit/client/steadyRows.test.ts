import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { createSteadyRows } from '../../../src/client/api/steadyRows.ts';
import { label } from '../../../src/wire/text.ts';

const row = z.looseObject({ id: label, scope: z.array(label) });

/** Rows as a server sends them: new objects each time. */
const a = () => ({ id: 'a', scope: ['x', 'y'], more: null });
const b = () => ({ id: 'b', scope: [] });

describe('rows that are asked for again', () => {
  const read = (
    rows: ReturnType<typeof createSteadyRows<z.infer<typeof row>>>,
    said: unknown[],
  ) => {
    const reading = rows.begin();
    const list = z.parse(reading.schema, said);
    reading.keep();
    return list;
  };

  it('are the same objects where they say the same, wherever they stand', () => {
    const rows = createSteadyRows(row, 'id');
    const [first, second] = read(rows, [a(), b()]);
    const again = read(rows, [b(), a()]);
    assert.equal(again[0], second);
    assert.equal(again[1], first);
  });

  it('are none of the objects that came in', () => {
    const said = a();
    const [first] = read(createSteadyRows(row, 'id'), [said]);
    said.scope.push('z');
    assert.deepEqual(first?.scope, ['x', 'y']);
  });

  it('are read anew where any field is another, is gone, or has come', () => {
    for (const other of [
      { ...a(), scope: ['x', 'z'] },
      { ...a(), scope: ['x'] },
      { ...a(), more: 1 },
      { ...a(), another: 1 },
      { id: 'a', scope: ['x', 'y'] },
    ]) {
      const rows = createSteadyRows(row, 'id');
      const [first] = read(rows, [a()]);
      const [again] = read(rows, [other]);
      assert.notEqual(again, first);
      assert.deepEqual(again, other);
    }
  });

  it('are read anew where something lies deeper in them', () => {
    const rows = createSteadyRows(row, 'id');
    const deep = () => ({ ...a(), more: { than: 'text' } });
    const [first] = read(rows, [deep()]);
    assert.notEqual(read(rows, [deep()])[0], first);
  });

  it('stay plain where a server says what is not', () => {
    const rows = createSteadyRows(row, 'id');
    const hostile = { ...b(), scope: ['[x](command:y)'] };
    const [first] = read(rows, [hostile]);
    assert.deepEqual(first?.scope, ['[x] (command:y)']);
    assert.equal(read(rows, [{ ...hostile }])[0], first);
  });

  it('are judged each time: one that is none fails at its place, and nothing is kept of that reading', () => {
    const rows = createSteadyRows(row, 'id');
    const [first] = read(rows, [a()]);
    const reading = rows.begin();
    const failed = z.safeParse(reading.schema, [b(), { ...a(), scope: 'x' }]);
    assert.deepEqual(failed.error?.issues[0]?.path, [1, 'scope']);
    assert.equal(read(rows, [a()])[0], first);
  });

  it('are forgotten with the list that they were in', () => {
    const rows = createSteadyRows(row, 'id');
    const [first] = read(rows, [a()]);
    read(rows, [b()]);
    assert.notEqual(read(rows, [a()])[0], first);
  });

  it('take what is no object for what it is', () => {
    const reading = createSteadyRows(row, 'id').begin();
    for (const said of [null, 'a', 1, undefined]) {
      assert.equal(z.safeParse(reading.schema, [said]).success, false);
      assert.equal(z.safeParse(reading.schema, said).success, false);
    }
  });
});
