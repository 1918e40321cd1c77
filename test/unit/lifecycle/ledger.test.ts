import assert from 'node:assert/strict';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LedgerEvent } from '../../../src/lifecycle/ledger/ledger.ts';
import { renderLedger } from '../../../src/lifecycle/ledger/ledgerReport.ts';
import { openFixture, type LifecycleFixture } from './lifecycleFixture.ts';

describe('the ledger', () => {
  let fixture: LifecycleFixture;
  beforeEach(async () => {
    fixture = await openFixture();
  });
  afterEach(() => fixture.dispose());

  const about = (keyId: string, detail: string | null = null): Omit<LedgerEvent, 'at'> => ({
    kind: 'reveal',
    connectionId: 'here',
    workspaceId: 'ws',
    keyId,
    keyPrefix: 'grk_live_0123456789a',
    operationId: null,
    detail,
  });
  const read = async () => {
    const events: LedgerEvent[] = [];
    for await (const event of fixture.lifecycle.ledger.events()) events.push(event);
    return events;
  };
  const file = () =>
    join(
      fixture.ports.folder,
      'ledger',
      `${fixture.ports.clock.now().toISOString().slice(0, 7)}.jsonl`,
    );

  it('gives events back newest first, across months', async () => {
    await fixture.lifecycle.ledger.record(about('first'));
    await fixture.lifecycle.ledger.record(about('second'));
    fixture.pass(40 * 86_400_000);
    await fixture.lifecycle.ledger.record(about('third'));
    assert.deepEqual(
      (await read()).map(({ keyId }) => keyId),
      ['third', 'second', 'first'],
    );
  });

  it('loses only the torn line when its file was cut, and can be written on', async () => {
    await fixture.lifecycle.ledger.record(about('first'));
    await fixture.lifecycle.ledger.record(about('second'));
    await truncate(file(), (await readFile(file())).length - 7);
    await fixture.lifecycle.ledger.record(about('third'));
    assert.deepEqual(
      (await read()).map(({ keyId }) => keyId),
      ['third', 'first'],
    );
  });

  it('passes over what it cannot read', async () => {
    await fixture.lifecycle.ledger.record(about('first'));
    const text = await readFile(file(), 'utf8');
    await writeFile(file(), `${text}\n{"at":"x","kind":"from the future"}\nnot json`);
    assert.equal((await read()).length, 1);
  });

  it('shows an event once that a resumed operation wrote again', async () => {
    const event = { ...about('first'), operationId: 'op' };
    await fixture.lifecycle.ledger.record(event);
    await fixture.lifecycle.ledger.record(event);
    assert.equal((await read()).length, 1);
  });

  it('keeps what two windows write at the same time', async () => {
    const windows = [fixture.lifecycle, fixture.window().lifecycle];
    const all = Array.from({ length: 40 }, (_, i) =>
      windows[i % 2]!.ledger.record(about(`key ${i}`)),
    );
    await Promise.all(all);
    assert.equal((await read()).length, 40);
  });

  it('holds the whole life of a key, and never a value', async () => {
    const { keyId } = await fixture.key();
    const copy = await fixture.lifecycle.copies.read(fixture.at.connectionId, keyId);
    assert.deepEqual(
      (await read()).map(({ kind }) => kind),
      ['keep', 'issue'],
    );
    assert.ok(copy && !(await readFile(file(), 'utf8')).includes(copy.reveal()));
  });

  it('becomes a Markdown table in which names from elsewhere stay text', async () => {
    await fixture.lifecycle.ledger.record(about('k', 'env [x](http://y) | `z`\n# not a heading'));
    const lines = renderLedger(await read())
      .trimEnd()
      .split('\n');
    assert.equal(lines.filter((line) => line.startsWith('|')).length, 3);
    assert.ok(lines.at(-1)?.includes('\\[x\\]\\(http\\://y\\) \\| \\`z\\` \\# not a heading'));
  });

  it('says so when nothing was done yet', () => {
    assert.match(renderLedger([]), /Nothing yet\./);
  });
});
