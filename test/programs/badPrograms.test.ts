import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createPerson, type Person } from './support/person.ts';
import { newSecret } from './support/secrets.ts';
import { ownPlace, recipeFor, writeScript } from './support/script.ts';

const limits = { ordinary: 20_000, asking: 20_000, waiting: 50, signedIn: 5000 };

describe('a program', () => {
  const people: Person[] = [];

  /** A person with such a program, who agreed to it. */
  const withProgram = async (text: string, { limit = limits.ordinary, more = {} } = {}) => {
    const home = createPerson();
    const program = writeScript(path.join(home.home, 'bin/mine'), text);
    const person = createPerson({
      own: [recipeFor(program, more)],
      limits: { ...limits, ordinary: limit },
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
      for (const name of ['-x', '--body=x', 'a\nb', 'a\0b', '']) {
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
