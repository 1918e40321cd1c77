import assert from 'node:assert/strict';
import { createHook } from 'node:async_hooks';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { watchStirrings, type Watch } from '../../bench/companion/stirrings.ts';
import { temporaryFolder } from '../../support/owned.ts';

/** An extension that can be told to do what an idle one must not. */
const source = `
import { ServerResponse } from 'node:http';
export const leak = () => setInterval(() => {}, 60_000);
export const leakUnseen = () => setInterval(() => {}, 60_000).unref();
export const answer = () => new ServerResponse({ method: 'GET', httpVersionMajor: 1 }).writeHead(200);
export const ask = (host) => host.setOnBehalf();
export const askLater = async (host) => { await null; await host.turn(); host.setOnBehalf(); };
`;

interface Extension {
  leak(): NodeJS.Timeout;
  leakUnseen(): NodeJS.Timeout;
  answer(): void;
  ask(host: Host): void;
  askLater(host: Host): Promise<void>;
}

interface Host {
  turn(): Promise<void>;
  setOnBehalf(): void;
}

describe('bench: what an idle extension begins', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let extension: Extension;
  let watch: Watch;
  const set: NodeJS.Timeout[] = [];
  const host: Host = {
    turn: () => turn(),
    setOnBehalf() {
      set.push(setInterval(() => undefined, 60_000));
    },
  };

  before(async () => {
    folder = await temporaryFolder('extension');
    const file = path.join(folder.path, 'extension.mjs');
    writeFileSync(file, source);
    // `as`: written above.
    extension = (await import(pathToFileURL(file).href)) as Extension;
  });
  after(() => {
    folder.dispose();
  });
  beforeEach(() => {
    watch = watchStirrings(folder.path, path.join('nobody', 'is', 'here'));
  });
  afterEach(() => {
    watch.end();
    for (const timer of set.splice(0)) clearInterval(timer);
  });

  it('finds a timer that was left, with the line that has set it', () => {
    set.push(extension.leak());
    const { own } = watch.end();
    assert.equal(own.timers.length, 1);
    assert.match(own.timers[0]!, /leak \(.*extension\.mjs:3/);
  });

  it('finds a timer that keeps nothing awake', () => {
    set.push(extension.leakUnseen());
    assert.equal(watch.end().own.timers.length, 1);
  });

  it('finds a timer that somebody else has set on its behalf, also later', async () => {
    extension.ask(host);
    await extension.askLater(host);
    const { own, others } = watch.end();
    const onBehalf = (stacks: readonly string[]) =>
      stacks.filter((stack) => stack.includes('setOnBehalf')).length;
    assert.deepEqual([onBehalf(own.timers), onBehalf(others.timers)], [2, 0]);
  });

  it('takes the clock that Node keeps for all dates of answers for nobody’s timer', async () => {
    const started: string[] = [];
    const hook = createHook({
      init(_, type) {
        const stack = new Error().stack ?? '';
        if (type === 'Timeout' && stack.includes('utcDate')) started.push(stack);
      },
    }).enable();
    // It runs until the second ends, and starts again with the first answer after that.
    while (started.length === 0) {
      extension.answer();
      await turn();
    }
    hook.disable();
    const { own, others } = watch.end();
    assert.deepEqual(own.timers, []);
    assert.ok(others.timers.some((stack) => stack.includes('utcDate')));
  });

  it('counts what others do apart', () => {
    host.setOnBehalf();
    const { own, others } = watch.end();
    assert.deepEqual([own.timers.length, own.begun.length], [0, 0]);
    assert.match(others.timers.join(), /setOnBehalf/);
  });

  it('forgets a timer that was cleared, and what was begun before the mark', async () => {
    clearInterval(extension.leak());
    await turn();
    watch.mark();
    const { own } = watch.end();
    assert.deepEqual([own.timers.length, own.begun.length], [0, 0]);
  });

  it('finds what is begun after the mark', async () => {
    watch.mark();
    await extension.askLater(host);
    assert.ok(watch.end().own.begun.length > 1);
  });
});
