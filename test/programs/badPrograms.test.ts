import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Said } from '../../src/programs/options.ts';
import { runProgram } from '../../src/programs/runProgram.ts';
import type { Recipe } from '../../src/programs/recipe.ts';
import { createPerson, type Person, type PersonOptions } from './support/person.ts';
import { newSecret } from './support/secrets.ts';
import { ownPlace, recipeFor, writeScript } from './support/script.ts';

const limits = { ordinary: 20_000, asking: 20_000, waiting: 50, signedIn: 5000 };

describe('a program', () => {
  const people: Person[] = [];

  /** A person with such a program, who agreed to it. */
  const withProgram = async (
    text: string,
    {
      limit = limits.ordinary,
      more = {},
      onSaid,
    }: { limit?: number; more?: Partial<Recipe>; onSaid?: PersonOptions['onSaid'] } = {},
  ) => {
    const home = createPerson();
    const program = writeScript(path.join(home.home, 'bin/mine'), text);
    const person = createPerson({
      own: [recipeFor(program, more)],
      limits: { ...limits, ordinary: limit },
      ...(onSaid && { onSaid }),
    });
    people.push(home, person);
    await person.agree(ownPlace);
    return { ...person, program, folder: home.home };
  };

  afterEach(() => {
    for (const person of people.splice(0)) person.remove();
  });

  it('of a recipe of the person’s own is not started before they agreed to it', async () => {
    const home = createPerson();
    const mark = path.join(home.home, 'started');
    const text = `require('fs').appendFileSync(${JSON.stringify(mark)}, process.argv[2])`;
    const program = writeScript(path.join(home.home, 'bin/mine'), text);
    const person = createPerson({ own: [recipeFor(program, { signedIn: { args: ['ask'] } })] });
    people.push(home, person);
    const signedIn = async () =>
      (await person.programs.installed()).find(({ recipe }) => recipe.id === 'own:mine')?.signedIn;
    assert.equal(await signedIn(), 'not-told');
    assert.ok(!existsSync(mark));
    await person.agree(ownPlace);
    assert.equal(await signedIn(), 'yes');
    assert.ok(existsSync(mark));
  });

  it('that keeps nothing twice has the new value, too, where it is stopped after the old one went', async () => {
    const stop = new AbortController();
    const { programs, folder } = await withProgram(
      `
      const fs = require('fs');
      const file = require('path').join(__dirname, 'kept');
      if (process.argv[2] === 'put') fs.writeFileSync(file, fs.readFileSync(0));
      else if (process.argv[2] === 'get') {
        if (fs.existsSync(file)) console.log(String(fs.readFileSync(file)));
        else { console.error('nothing'); process.exit(1); }
      } else {
        fs.rmSync(file);
        while (!fs.existsSync(file + '.stopped')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      }`,
      {
        more: { remove: { args: ['remove'] }, replace: 'remove first', says: { none: 'nothing' } },
      },
    );
    const kept = path.join(folder, 'bin/kept');
    const [secret, next] = [newSecret(), newSecret()];
    assert.deepEqual(await programs.put(ownPlace, secret), { kind: 'stored' });
    const put = programs.put(ownPlace, next, stop.signal);
    while (existsSync(kept)) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    writeFileSync(`${kept}.stopped`, '');
    await put;
    assert.equal(readFileSync(kept, 'utf8'), next.reveal());
  });

  it('that prints the value in any form is not shown with it', async () => {
    const { programs } = await withProgram(`
      const value = require('fs').readFileSync(0, 'utf8');
      console.error(value, Buffer.from(value).toString('base64'), encodeURIComponent(value));
      console.error(JSON.stringify({ value }), Buffer.from(value).toString('hex'));
      console.error(value.slice(0, 60), 'and no more');
      process.exit(1);`);
    const secret = newSecret();
    const put = await programs.put(ownPlace, secret);
    assert.ok(put.kind === 'failed' && put.trouble === 'program-failed');
    assert.match(put.said ?? '', /and no more/);
    const end = secret.reveal().slice(-20);
    for (const part of [end, secret.reveal().slice(36, 56), Buffer.from(end).toString('hex')]) {
      assert.doesNotMatch(put.said ?? '', new RegExp(part));
    }
    assert.doesNotMatch(put.said ?? '', /a3JsX2xvY2Fs/);
  });

  it('that prints the value turned round or in lines of Base64 is not shown with it', async () => {
    const said: Said[] = [];
    const { programs } = await withProgram(
      `
      const value = require('fs').readFileSync(0, 'utf8');
      console.error('refused:', [...value].reverse().join(''), 'by the policy of the team');
      console.error(Buffer.from('user:' + value + '\\n').toString('base64').replace(/.{76}/g, '$&\\n'));
      console.error(value.slice(30), Buffer.from(value).reverse().toString('hex'));
      process.exit(1);`,
      { onSaid: (each) => said.push(each) },
    );
    const secret = newSecret();
    const put = await programs.put(ownPlace, secret);
    assert.ok(put.kind === 'failed');
    assert.match(put.said ?? '', /^refused: \S+ by the policy of the team ⏎ /);
    const forms = [secret.reveal(), Buffer.from(secret.reveal()).reverse().toString()].flatMap(
      (form) => [
        form,
        Buffer.from(form).toString('hex'),
        ...['', 'u', 'us', 'user:'].map((before) => Buffer.from(before + form).toString('base64')),
      ],
    );
    for (const form of forms) {
      for (let at = 0; at + 16 <= form.length; at += 1) {
        assert.ok(!put.said?.includes(form.slice(at, at + 16)), put.said);
      }
    }
    // Whoever looks into it has the same words, and nothing more.
    assert.deepEqual(said, [{ title: 'Mine', trouble: 'program-failed', said: put.said }]);
  });

  it('that prints a password of somebody else and fails is not shown with it', async () => {
    const { programs } = await withProgram("console.log('hunter2 of somebody'); process.exit(1)");
    assert.deepEqual(await programs.get(ownPlace), { kind: 'failed', trouble: 'program-failed' });
  });

  it('that ends well without storing is told by reading back', async () => {
    const { programs } = await withProgram('process.stdin.resume();');
    assert.deepEqual(await programs.put(ownPlace, newSecret()), { kind: 'stored' });
    assert.deepEqual(await programs.get(ownPlace), { kind: 'none' });
  });

  it('that hangs ends at its limit, with its children, even if it does not want to', async () => {
    const person = await withProgram(
      `process.on('SIGTERM', () => {});
      const { spawn } = require('child_process');
      const child = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1e6)'], { stdio: 'inherit' });
      require('fs').writeFileSync(__dirname + '/pids', process.pid + ' ' + child.pid);
      setInterval(() => {}, 1e6);`,
      { limit: 1500 },
    );
    const put = await person.programs.put(ownPlace, newSecret());
    assert.deepEqual(put, { kind: 'failed', trouble: 'timed-out' });
    const pids = readFileSync(path.join(person.folder, 'bin/pids'), 'utf8').split(' ').map(Number);
    assert.deepEqual(pids.filter(isAlive), []);
  });

  it('that has ended is neither stopped nor late, whatever it leaves running', async () => {
    const home = createPerson();
    people.push(home);
    const mark = path.join(home.home, 'ended');
    const after = `
      const look = setInterval(() => {
        try { process.kill(PARENT, 0); }
        catch { clearInterval(look); require('fs').writeFileSync(${JSON.stringify(mark)}, ''); setInterval(() => {}, 1e6); }
      }, 2);`;
    const program = writeScript(
      path.join(home.home, 'mine'),
      `const parent = process.pid;
      require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(after)}.replace('PARENT', parent)], { stdio: 'inherit' }).unref();
      process.exit(0);`,
    );
    const stop = new AbortController();
    const ended = runProgram({
      program,
      args: [],
      env: process.env,
      cwd: home.home,
      limitMs: 30_000,
      signal: stop.signal,
    });
    // It is there as soon as nobody knows the program any more, and what it left holds its outputs open still.
    while (!existsSync(mark)) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    assert.deepEqual(
      { how: (await ended).how, code: (await ended).code },
      { how: 'exited', code: 0 },
    );
  });

  it('that leaves a daemon of its own behind, which holds its outputs open, is not waited for', async () => {
    const { programs, folder } = await withProgram(
      `const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'inherit', detached: true });
      require('fs').writeFileSync(__dirname + '/pid', String(child.pid));
      child.unref();
      process.stdin.resume();`,
    );
    assert.deepEqual(await programs.put(ownPlace, newSecret()), { kind: 'stored' });
    process.kill(Number(readFileSync(path.join(folder, 'bin/pid'), 'utf8')), 'SIGKILL');
  });

  it('that waits for the person is told of, and ends when they stop it', async () => {
    const waiting: unknown[] = [];
    const stop = new AbortController();
    const home = createPerson();
    const program = writeScript(path.join(home.home, 'mine'), 'setInterval(() => {}, 1e6)');
    const person = createPerson({
      own: [recipeFor(program, { asks: true })],
      limits,
      onWaiting: (place) => {
        waiting.push(place);
        stop.abort();
      },
    });
    people.push(home, person);
    await person.agree(ownPlace);
    const put = await person.programs.put(ownPlace, newSecret(), stop.signal);
    assert.deepEqual(put, { kind: 'failed', trouble: 'stopped' });
    assert.deepEqual(waiting, [ownPlace]);
    // Stopped before, it is not even started.
    assert.deepEqual(await person.programs.get(ownPlace, stop.signal), put);
  });

  it('that asks on the terminal has none, even where Keyrail was started on one', function () {
    if (process.platform !== 'linux') this.skip();
    const file = path.join(import.meta.dirname, 'support/asksTerminal.ts');
    // It makes a terminal, and is on every Linux.
    const said = execFileSync('script', ['-qec', `"${process.execPath}" "${file}"`, '/dev/null'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    assert.match(String(said), /It found no terminal\./);
  });

  it('that writes 100 MiB is read to its end and not kept', async () => {
    const { programs } = await withProgram(`
      const piece = Buffer.alloc(1 << 20, 'x');
      for (let count = 0; count < 100; count++) require('fs').writeSync(process.argv[2] === 'get' ? 1 : 2, piece);
      console.error('the last words');
      process.exitCode = process.argv[2] === 'get' ? 0 : 1;`);
    const put = await programs.put(ownPlace, newSecret());
    assert.ok(put.kind === 'failed' && put.trouble === 'program-failed');
    assert.match(put.said ?? '', /the last words$/);
    assert.ok((put.said ?? '').length < 1500);
    const got = await programs.get(ownPlace);
    assert.ok(got.kind === 'failed' && got.trouble === 'program-failed');
  });

  it('that is another file than the person agreed to is not started', async () => {
    const { programs, program, folder } = await withProgram('process.stdin.resume();');
    const mark = path.join(folder, 'started');
    writeScript(program, `require('fs').writeFileSync(${JSON.stringify(mark)}, '')`);
    const changed = { kind: 'failed', trouble: 'program-changed' };
    assert.deepEqual(await programs.put(ownPlace, newSecret()), changed);
    assert.deepEqual(await programs.get(ownPlace), changed);
    assert.deepEqual(await programs.remove(ownPlace), changed);
    writeFileSync(program, '');
    assert.deepEqual(await programs.seen(ownPlace), changed);
    assert.ok(!existsSync(mark));
  });

  it('that is a link is not started once the link leads elsewhere, nor where a folder has its name', async () => {
    const home = createPerson();
    const bin = path.join(home.home, 'bin');
    const first = writeScript(path.join(bin, 'first'), 'process.stdin.resume();');
    const mark = path.join(home.home, 'started');
    const second = writeScript(
      path.join(bin, 'second'),
      `require('fs').writeFileSync(${JSON.stringify(mark)}, '')`,
    );
    const program = path.join(bin, 'mine');
    symlinkSync(first, program);
    const person = createPerson({ own: [recipeFor(program)] });
    people.push(home, person);
    await person.agree(ownPlace);
    assert.deepEqual(await person.programs.put(ownPlace, newSecret()), { kind: 'stored' });
    rmSync(program);
    symlinkSync(second, program);
    const changed = { kind: 'failed', trouble: 'program-changed' };
    assert.deepEqual(await person.programs.put(ownPlace, newSecret()), changed);
    rmSync(program);
    mkdirSync(program);
    const missing = { kind: 'failed', trouble: 'program-missing' };
    assert.deepEqual(await person.programs.put(ownPlace, newSecret()), missing);
    assert.ok(!existsSync(mark));
  });

  it('that is a script is asked about again where what runs it is another file', async function () {
    if (process.platform === 'win32') this.skip();
    const home = createPerson();
    const interpreter = path.join(home.home, 'tools/runs');
    mkdirSync(path.dirname(interpreter));
    for (const line of [`#!${interpreter}`, '#!/usr/bin/env -S runs']) {
      rmSync(interpreter, { force: true });
      symlinkSync(process.execPath, interpreter);
      const program = path.join(home.home, 'mine');
      writeFileSync(program, `${line}\nprocess.stdin.resume();\n`, { mode: 0o755 });
      const person = createPerson({
        own: [recipeFor(program)],
        env: { PATH: [path.dirname(interpreter), process.env['PATH']].join(path.delimiter) },
      });
      people.push(person);
      await person.agree(ownPlace);
      assert.deepEqual(await person.programs.put(ownPlace, newSecret()), { kind: 'stored' }, line);
      rmSync(interpreter);
      writeFileSync(interpreter, '#!/bin/sh\ncat\n', { mode: 0o755 });
      const changed = { kind: 'failed', trouble: 'program-changed' };
      assert.deepEqual(await person.programs.put(ownPlace, newSecret()), changed, line);
    }
    people.push(home);
  });

  it('is not started for a place that nobody agreed to, or by a recipe that was changed since', async () => {
    const { programs, agreed, home, program } = await withProgram('process.stdin.resume();');
    const changed = { kind: 'failed', trouble: 'program-changed' };
    const other = { ...ownPlace, answers: { name: 'other' } };
    assert.deepEqual(await programs.put(other, newSecret()), changed);
    const later = createPerson({
      own: [recipeFor(program, { put: { args: ['send', '{name}'] } })],
    });
    people.push(later);
    for (const [place, before] of agreed) later.agreed.set(place, before);
    assert.deepEqual(await later.programs.put(ownPlace, newSecret()), changed);
    assert.ok(home);
  });

  it('that reads /dev/stdin, or only from a pipe, gets one where its recipe says so', async () => {
    const text = `
      const { fstatSync, readFileSync } = require('fs');
      if (process.argv[2] === 'put' && !fstatSync(0).isFIFO()) process.exit(3);
      if (readFileSync('/dev/stdin', 'utf8').length !== 83) process.exit(4);`;
    const plain = await withProgram(text);
    assert.equal((await plain.programs.put(ownPlace, newSecret())).kind, 'failed');
    const piped = await withProgram(text, {
      more: { put: { args: ['put', '{name}'], pipe: true } },
    });
    assert.deepEqual(await piped.programs.put(ownPlace, newSecret()), { kind: 'stored' });
  });

  it('gets the value between what its recipe puts around it', async () => {
    const { programs, folder } = await withProgram(
      "require('fs').writeFileSync(__dirname + '/got', require('fs').readFileSync(0));",
      { more: { put: { args: ['import'], begin: '{"{name}":"', end: '"}\n' } } },
    );
    const secret = newSecret();
    assert.deepEqual(await programs.put(ownPlace, secret), { kind: 'stored' });
    const got = readFileSync(path.join(folder, 'bin/got'), 'utf8');
    assert.equal(got, `{"key":"${secret.reveal()}"}\n`);
  });

  it('gives back one value, and nothing else that is taken for one', async () => {
    const { programs, folder } = await withProgram(
      "process.stdout.write(require('fs').readFileSync(__dirname + '/kept'));",
    );
    const read = async (text: string) => {
      writeFileSync(path.join(folder, 'bin/kept'), text);
      const got = await programs.get(ownPlace);
      return got.kind === 'value' ? got.secret.reveal() : got;
    };
    for (const text of ['value', 'value\n', 'value\r\n', 'value\n\n', '\uFEFFvalue\r\n']) {
      assert.equal(await read(text), 'value', JSON.stringify(text));
    }
    const notAlone = { kind: 'failed', trouble: 'not-alone' };
    for (const text of ['value\nanother\n', 'value\r\nX-Header: 1', '\nvalue\n']) {
      assert.deepEqual(await read(text), notAlone, JSON.stringify(text));
    }
  });

  it('gets names as they are, whatever a shell would make of them, and no name that is an option', async () => {
    const text = `
      const fs = require('fs');
      fs.writeFileSync(__dirname + '/got', JSON.stringify(process.argv.slice(2)));
      fs.readFileSync(0);`;
    for (const pipe of [false, true]) {
      const person = await withProgram(text, {
        more: { put: { args: ['put', '--name={name}', '{name}'], pipe } },
      });
      const got = () =>
        JSON.parse(readFileSync(path.join(person.folder, 'bin/got'), 'utf8')) as unknown;
      for (const name of [
        '$(touch x)',
        '`id`; rm -rf "$HOME"',
        '\'"\\',
        '{other}',
        'a|b>c&d',
        '*',
        '%PATH% ä 鍵',
      ]) {
        const place = { ...ownPlace, answers: { name } };
        await person.agree(place);
        assert.deepEqual(await person.programs.put(place, newSecret()), { kind: 'stored' });
        assert.deepEqual(got(), ['put', `--name=${name}`, name]);
      }
      for (const name of [
        '-x',
        '--body=x',
        'a\nb',
        'a\0b',
        '',
        'a\u202eb',
        '\u200bkey',
        'a\u2028b',
      ]) {
        const place = { ...ownPlace, answers: { name } };
        assert.deepEqual(await person.programs.put(place, newSecret()), {
          kind: 'failed',
          trouble: 'no-recipe',
        });
      }
    }
  });
});

function isAlive(pid: number): boolean {
  try {
    // A zombie is only still to be counted.
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
