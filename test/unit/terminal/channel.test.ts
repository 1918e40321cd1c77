import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  listen,
  refused,
  type RequestHandler,
  type Listener,
} from '../../../src/terminal/channel/listen.ts';
import { mostRequestBytes, type Response } from '../../../src/terminal/channel/protocol.ts';
import { makeSocketPlace } from '../../../src/terminal/channel/socketFolder.ts';
import { createTickets } from '../../../src/terminal/channel/tickets.ts';

const list = `${JSON.stringify({ version: 1, ticket: 't', verb: 'list' })}\n`;
const rows: Response = { kind: 'rows', rows: [['a']] };

describe('the channel of a window’s terminals', () => {
  let window: Listener | undefined;
  afterEach(() => window?.dispose());
  const open = async (answer: RequestHandler, limits?: { atOnce: number; requestMs: number }) =>
    (window = await listen(answer, makeSocketPlace(), limits));
  /** What comes back for these bytes; empty where nothing does. */
  const say = async ({ address }: Listener, bytes: string) => {
    const socket = connect(address);
    socket.on('error', () => undefined);
    socket.write(bytes);
    return text(socket).catch(() => '');
  };

  it('answers a thousand at once, each with an answer or with why there is none', async () => {
    const here = await open(async () => rows);
    const all = await Promise.all(Array.from({ length: 1000 }, () => say(here, list)));
    const kinds = new Set(all.map((each) => (JSON.parse(each) as { kind: string }).kind));
    assert.ok([...kinds].every((kind) => kind === 'rows' || kind === 'refused'));
    assert.equal(await say(here, list), `${JSON.stringify(rows)}\n`);
  });

  it('holds no more than so many, and serves the next when they are gone', async () => {
    let answerAll: (() => void) | undefined;
    const held = new Promise<void>((resolve) => (answerAll = resolve));
    let waiting = 0;
    let both: (() => void) | undefined;
    const areThere = new Promise<void>((resolve) => (both = resolve));
    const here = await open(
      async () => {
        if ((waiting += 1) === 2) both?.();
        await held;
        return rows;
      },
      { atOnce: 2, requestMs: 10_000 },
    );
    const first = [say(here, list), say(here, list)];
    await areThere;
    assert.match(await say(here, list), /asked too much at once/);
    answerAll?.();
    assert.deepEqual(await Promise.all(first), Array(2).fill(`${JSON.stringify(rows)}\n`));
    assert.equal(await say(here, list), `${JSON.stringify(rows)}\n`);
  });

  it('does not act on half a request, and does not wait for the other half', async () => {
    let acted = 0;
    const here = await open(
      async () => {
        acted += 1;
        return rows;
      },
      { atOnce: 8, requestMs: 50 },
    );
    const ended = connect(here.address);
    ended.on('error', () => undefined).end(list.slice(0, -5));
    await once(ended, 'close');
    const silent = connect(here.address);
    silent.on('error', () => undefined).write(list.slice(0, -5));
    await once(silent.resume(), 'close');
    assert.equal(acted, 0);
  });

  it('takes a request that comes in pieces', async () => {
    const here = await open(async () => rows);
    const socket = connect(here.address);
    const said = text(socket);
    for (const letter of list) socket.write(letter);
    assert.equal(await said, `${JSON.stringify(rows)}\n`);
  });

  it('refuses what is too long, and what is none of its requests', async () => {
    const here = await open(async () => rows);
    assert.match(await say(here, 'x'.repeat(mostRequestBytes + 2)), /too long/);
    for (const other of [
      '{',
      '{"version":2,"ticket":"t","verb":"list"}',
      '{"version":1,"ticket":"t","verb":"reveal"}',
      '{"version":1,"ticket":"t","verb":"list","more":1}',
    ]) {
      assert.match(await say(here, `${other}\n`), /another version of Keyrail/);
    }
  });

  it('serves the next while one that said too much stays', async () => {
    const here = await open(async () => rows, { atOnce: 1, requestMs: 10_000 });
    const staying = connect({ path: here.address, allowHalfOpen: true });
    staying.on('error', () => undefined).write('x'.repeat(mostRequestBytes + 2));
    await once(staying, 'data');
    assert.equal(await say(here, list), `${JSON.stringify(rows)}\n`);
    staying.destroy();
  });

  it('tells when the one who asked is gone', async () => {
    let gone: (() => void) | undefined;
    const isGone = new Promise<void>((resolve) => (gone = resolve));
    const here = await open((_request, signal) => {
      signal.addEventListener('abort', () => gone?.());
      socket.destroy();
      return new Promise(() => undefined);
    });
    const socket = connect(here.address);
    socket.write(list);
    await isGone;
  });

  it('leaves nothing behind', async () => {
    const here = await open(async () => refused(''));
    here.dispose();
    assert.equal(await say(here, list), '');
  });
});

describe('the tickets of a window', () => {
  const start = { program: '/bin/sh', args: ['-l'], cwd: '/' };

  it('are worth nothing in another window', () => {
    const [one, other] = [createTickets<string>(), createTickets<string>()];
    assert.ok(one.isGood(one.ofWindow));
    for (const ticket of [other.ofWindow, other.issue({ start, values: 'v' }), '']) {
      assert.ok(!one.isGood(ticket));
      assert.equal(one.redeem(ticket, start), undefined);
    }
  });

  it('give what was granted once, to exactly that start, and to the terminal that it was granted to', () => {
    const tickets = createTickets<string>();
    const granted = { program: start.program, args: start.args };
    const ticket = tickets.issue({ start: granted, values: 'value' });
    const other = tickets.issue({ start: granted, values: 'other value' });
    assert.equal(tickets.redeem(tickets.ofWindow, start), undefined);
    assert.equal(tickets.redeem(ticket, { ...start, args: [] }), undefined);
    assert.equal(tickets.redeem(ticket, { ...start, program: '/bin/bash' }), undefined);
    assert.equal(tickets.redeem(ticket, start), 'value');
    assert.equal(tickets.redeem(ticket, start), undefined);
    assert.ok(tickets.isGood(ticket));
    // By a name alone the terminal's `PATH` would say which program that is, and a folder's settings that.
    const named = tickets.issue({ start: { program: 'sh', args: ['-l'] }, values: 'by name' });
    assert.equal(tickets.redeem(named, { ...start, program: '/folder/bin/sh' }), undefined);
    tickets.end(other);
    assert.ok(!tickets.isGood(other));
    assert.equal(tickets.redeem(other, start), undefined);
  });
});
