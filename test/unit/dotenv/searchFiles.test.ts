import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { mayHoldSecretBytes } from '../../../src/domain/secrets/secretBytes.ts';
import { findCopies, mayHoldCopies } from '../../../src/dotenv/copies.ts';
import { createRestInThread } from '../../../src/dotenv/restInThread.ts';
import { nothingLeftOut, type Found, type Search } from '../../../src/dotenv/search.ts';
import { searchFiles } from '../../../src/dotenv/searchFiles.ts';
import { listUnignored } from '../../../src/dotenv/git/trackedFiles.ts';
import { shownPath } from '../../../src/files/walkFiles.ts';

const moduleOf = (name: string) =>
  JSON.stringify(new URL(`../../../src/dotenv/${name}.ts`, import.meta.url).href);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const value = `krl_local_${'1'.repeat(24)}_${'1'.repeat(48)}`;

describe('a search through the files of a folder', () => {
  let top = '';
  let folder = '';
  let ending = new AbortController();
  let running: Promise<unknown> | undefined;
  const at = (name: string) => path.join(folder, name);
  const made = new Set<string>();
  const put = (name: string, text: string | Buffer = `key = ${value}\n`) => {
    const parent = path.dirname(at(name));
    // Asked for 10,000 times it takes as long as the files themselves.
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(at(name), text);
  };
  const relative = (file: string) => path.relative(folder, file).replaceAll(path.sep, '/');
  const git = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd });

  /** What was found, by its path in the folder, and what was left out. */
  async function search(signal = ending.signal, look?: () => Promise<void>) {
    const unsearched = nothingLeftOut();
    const found: string[] = [];
    const searching = searchFiles(folder, {
      wants: (_file, bytes) => mayHoldSecretBytes(bytes),
      async look({ file }: Found) {
        found.push(relative(shownPath(file)));
        await look?.();
      },
      signal,
      unsearched,
    });
    running = searching.then(undefined, () => undefined);
    const files = await searching;
    const left = Object.entries(unsearched).flatMap(([why, names]) =>
      (names as string[]).map((name) => `${why} ${relative(name)}`),
    );
    return { files, found: found.sort(), left };
  }

  /** Those that hold a value, of those that are looked at closer. */
  async function holding() {
    const found: string[] = [];
    await searchFiles(folder, {
      wants: (_file, bytes) => mayHoldCopies(bytes),
      look: ({ file, bytes }) => {
        if (findCopies(bytes).length > 0) found.push(relative(shownPath(file)));
        return Promise.resolve();
      },
      signal: new AbortController().signal,
      unsearched: nothingLeftOut(),
    });
    return found.sort();
  }

  beforeEach(() => {
    ending = new AbortController();
    top = realpathSync(mkdtempSync(path.join(tmpdir(), 'keyrail-search-')));
    folder = path.join(top, 'open');
    mkdirSync(folder);
  });
  afterEach(async () => {
    // Of a test that is out of time: what it still reads cannot be taken away on Windows.
    ending.abort();
    await running;
    running = undefined;
    made.clear();
    rmSync(top, { recursive: true, force: true });
  });

  it('names a file of 100 MiB that it does not look into, and looks into one of 16', async () => {
    put('large.log');
    truncateSync(at('large.log'), 100 * 2 ** 20);
    put('middle.log', Buffer.concat([Buffer.alloc(16 * 2 ** 20 - 200, 'x '), Buffer.from(value)]));
    const { found, left } = await search();
    assert.deepEqual(found, ['middle.log']);
    assert.deepEqual(left, ['tooLarge large.log']);
  });

  it('looks into what gzip compressed, and names what it cannot look into', async () => {
    put('small.gz', gzipSync(`key = ${value}\n`));
    put('large.log.gz', gzipSync(`key = ${value}\n${' '.repeat(5 * 2 ** 20)}`));
    put('data.bz2', Buffer.from('BZh9'));
    put('lib.jar', Buffer.from('504b030414000000', 'hex'));
    put('broken.gz', gzipSync(value).subarray(0, 30));
    put('text.txt', 'PK is no archive\n');
    const { left } = await search();
    assert.deepEqual(
      left.sort(),
      ['broken.gz', 'data.bz2', 'large.log.gz', 'lib.jar'].map((name) => `packed ${name}`),
    );
    assert.deepEqual(await holding(), ['small.gz']);
  });

  it('finds in a large file what lies across two of the pieces that it is looked at in', async () => {
    put('a.log', Buffer.concat([Buffer.alloc(2 ** 20 - 40, 'x '), Buffer.from(value)]));
    put('b.log', Buffer.concat([Buffer.alloc(3 * 2 ** 20, 'x '), Buffer.from(base64(value))]));
    assert.deepEqual(await holding(), ['a.log', 'b.log']);
  });

  it('looks into what is no text', async () => {
    put('a.bin', Buffer.concat([Buffer.from([0, 255, 254]), Buffer.from(value), Buffer.alloc(9)]));
    assert.deepEqual((await search()).found, ['a.bin']);
  });

  it('names what may not be read, and goes on', function () {
    if (process.platform === 'win32') this.skip();
    put('closed.json');
    put('shut/b.json');
    put('open.json');
    chmodSync(top, 0o755);
    chmodSync(at('closed.json'), 0);
    chmodSync(at('shut'), 0);
    // Root may read everything: then somebody else looks.
    const other = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const script = `
      const { nothingLeftOut } = await import(${moduleOf('search')});
      const { searchFiles } = await import(${moduleOf('searchFiles')});
      const [found, unsearched] = [[], nothingLeftOut()];
      await searchFiles(${JSON.stringify(folder)}, {
        wants: () => true,
        look: async ({ file }) => { found.push(file); },
        signal: new AbortController().signal,
        unsearched,
      });
      console.log(JSON.stringify({ found, unreadable: unsearched.unreadable.sort() }));`;
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      ...other,
      cwd: top,
      encoding: 'utf8',
    });
    chmodSync(at('shut'), 0o700);
    assert.deepEqual(JSON.parse(out), {
      found: [at('open.json')],
      unreadable: [at('closed.json'), at('shut')],
    });
  });

  it('names what is written to all the time, and looks into what it could read', async () => {
    put('busy.log', `${'x'.repeat(300_000)} ${value}\n`);
    const stop = new AbortController();
    const writer = spawn(process.execPath, [
      '-e',
      `const {appendFileSync} = require('node:fs'); for (;;) appendFileSync(${JSON.stringify(at('busy.log'))}, 'y');`,
    ]);
    try {
      const seen = new Set<string>();
      while (!seen.has('changing busy.log')) {
        const { found, left } = await search(stop.signal);
        assert.deepEqual(found, ['busy.log']);
        for (const each of left) seen.add(each);
      }
    } finally {
      writer.kill('SIGKILL');
    }
  });

  it('looks behind a link to a file outside, and names a link to a folder outside', async () => {
    mkdirSync(path.join(top, 'elsewhere'));
    writeFileSync(path.join(top, 'elsewhere', 'config.json'), value);
    put('inside.json');
    symlinkSync(path.join(top, 'elsewhere', 'config.json'), at('linked.json'));
    symlinkSync(path.join(top, 'elsewhere'), at('folder'));
    symlinkSync(at('inside.json'), at('again.json'));
    symlinkSync(at('nowhere'), at('broken'));
    symlinkSync(at('round'), at('round'));
    const { found, left } = await search();
    assert.deepEqual(found, ['inside.json', 'linked.json']);
    assert.deepEqual(left, ['linked folder']);
  });

  it('looks into files and folders whose names are no UTF-8', async function () {
    if (process.platform !== 'linux') this.skip();
    const bytes = (name: string) =>
      Buffer.concat([Buffer.from(`${folder}/${name}`), Buffer.from([0xff])]);
    writeFileSync(bytes('odd'), value);
    mkdirSync(bytes('folder'));
    writeFileSync(Buffer.concat([bytes('folder'), Buffer.from('/ü.json')]), value);
    put('\uFFFD.txt');
    assert.deepEqual((await search()).found, ['folder\uFFFD/ü.json', 'odd\uFFFD', '\uFFFD.txt']);
  });

  it('looks into the folders of builds for what git tracks or does not ignore', async () => {
    git(folder, 'init', '--quiet');
    put('.gitignore', 'node_modules/\ndist/ignored.json\n');
    for (const name of ['node_modules/a/x.json', 'dist/ignored.json', 'dist/new.json']) put(name);
    put('vendor/tracked.json');
    put('node_modules/b/tracked.json');
    git(folder, 'add', '--force', 'vendor/tracked.json', 'node_modules/b/tracked.json');
    const { found, left } = await search();
    assert.deepEqual(found, [
      'dist/new.json',
      'node_modules/b/tracked.json',
      'vendor/tracked.json',
    ]);
    assert.deepEqual(left, []);
  });

  it('looks into the env files that a build or a package manager has beside all that it made', async () => {
    for (const name of [
      ...['dist/.env', '.next/standalone/.env', 'node_modules/.env', 'dist/.env.production'],
      ...['dist/app/index.js', 'dist/w/x/y/z/.env', 'vendor/lib/config.php'],
    ]) {
      put(name);
    }
    const copied = [
      '.next/standalone/.env',
      'dist/.env',
      'dist/.env.production',
      'node_modules/.env',
    ];
    const { found, left } = await search();
    assert.deepEqual([found, left], [copied, []]);
    git(folder, 'init', '--quiet');
    writeFileSync(at('.gitignore'), 'node_modules/\ndist/w/\ndist/app/\n.next/\n');
    assert.deepEqual((await search()).found, [...copied, 'vendor/lib/config.php']);
  });

  it('looks into the settings and hooks of version control, and into nothing else there', async () => {
    git(folder, 'init', '--quiet');
    git(folder, 'config', 'http.extraHeader', `Authorization: Bearer ${value}`);
    put('.git/hooks/pre-push');
    put('.git/modules/lib/config');
    put('.git/objects/aa/loose');
    put('.hg/hgrc');
    mkdirSync(at('.git/hooks/folder'));
    const found = ['.git/config', '.git/hooks/pre-push', '.git/modules/lib/config', '.hg/hgrc'];
    const searched = await search();
    assert.deepEqual([searched.found, searched.left], [found, []]);
  });

  it('looks into the settings of submodules in submodules, and of other tools than git', async () => {
    const settings = [
      ...[
        '.bzr/branch/branch.conf',
        '.git/modules/libs/a/config',
        '.git/modules/a/modules/b/config',
      ],
      ...[
        '.jj/repo/config.toml',
        '.sl/config',
        '.svn/auth/svn.simple/0a1b',
        '_darcs/prefs/defaults',
        '.pijul/config',
      ],
    ];
    // What they keep of former versions is their own.
    const kept = [
      ...['.svn/pristine/aa/aa.svn-base', '.jj/repo/store/a', '.sl/store/data/a'],
      ...['.bzr/repository/packs/a', '.pijul/pristine/db', '_darcs/pristine.hashed/a'],
    ];
    for (const name of [...settings, ...kept]) put(name);
    put('.git/modules/libs/a/objects/aa/config');
    assert.deepEqual((await search()).found, settings.toSorted());
  });

  it('looks into the env files of packages, and of what a build made of several', async () => {
    const files = [
      ...['.next/standalone/apps/web/.env', 'dist/server/api/.env.production'],
      ...['node_modules/@scope/tool/.env', 'node_modules/tool/.env.local', 'vendor/one/.env'],
    ];
    for (const name of files) put(name);
    put('node_modules/tool/lib/index.js');
    assert.deepEqual((await search()).found, files.toSorted());
  });

  it('asks a repository inside another about its own, wherever it lies', async () => {
    git(folder, 'init', '--quiet');
    for (const inner of ['packages/api', 'vendor/lib']) {
      put(`${inner}/dist/built.json`);
      put(`${inner}/main.json`);
      git(at(inner), 'init', '--quiet');
      git(at(inner), 'add', '.');
    }
    assert.deepEqual((await search()).found, [
      'packages/api/dist/built.json',
      'packages/api/main.json',
      'vendor/lib/dist/built.json',
      'vendor/lib/main.json',
    ]);
  });

  it('says where git does not say what it tracks', async () => {
    put('.git', 'gitdir: /nowhere\n');
    put('dist/a.json');
    assert.deepEqual((await search()).left, ['unasked dist']);
  });

  it('finds 10,000 copies, and lets others work meanwhile', async function () {
    this.timeout(60_000);
    for (let each = 0; each < 10_000; each += 1) put(`many/${each % 100}/${each}.json`);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const { files, found } = await search();
    delay.disable();
    assert.equal(files, 10_000);
    assert.equal(found.length, 10_000);
    // The bench measures it; this is far above what a slice takes on a machine under load.
    assert.ok(delay.max / 1e6 < 500, `${delay.max / 1e6} ms`);
  });

  it('takes no pause that was not the disk’s for a slow disk', async function () {
    this.timeout(60_000);
    for (let each = 0; each < 2000; each += 1) put(`${each}.json`);
    // Where the disk is slow each file is read beside others, into memory of its own.
    let shared: ArrayBufferLike | undefined;
    let others = 0;
    await searchFiles(folder, {
      wants(_file, bytes) {
        const until = performance.now() + (shared ? 0 : 50);
        while (performance.now() < until);
        shared ??= bytes.buffer;
        others += Number(bytes.buffer !== shared);
        return false;
      },
      look: () => Promise.resolve(),
      signal: new AbortController().signal,
      unsearched: nothingLeftOut(),
    });
    assert.ok(others < 1000, `${others} of 2,000 were read like from a slow disk`);
  });

  it('makes of what git lists one path after the other', async () => {
    git(folder, 'init', '--quiet');
    for (let each = 0; each < 100; each += 1) put(`node_modules/${each}.json`);
    const listed = await listUnignored(folder, [at('node_modules')]);
    assert.ok(listed);
    assert.equal(Array.isArray(listed), false);
    assert.deepEqual(
      [...listed].sort(),
      Array.from({ length: 100 }, (_, each) => at(`node_modules/${each}.json`)).sort(),
    );
  });

  it('tells how far it is while it goes on, and stops between two files then', async function () {
    this.timeout(60_000);
    for (let each = 0; each < 3000; each += 1) put(`many/${each % 30}/${each}.json`);
    const searchOn = async (stop: AbortController, tell: (files: number) => void) => {
      let looked = 0;
      await searchFiles(folder, {
        wants: () => true,
        look: async () => {
          looked += 1;
          for (const until = performance.now() + 0.05; performance.now() < until;);
        },
        signal: stop.signal,
        unsearched: nothingLeftOut(),
        tell,
      });
      return looked;
    };
    const told: number[] = [];
    assert.equal(await searchOn(new AbortController(), (files) => told.push(files)), 3000);
    assert.ok(told.length > 3, `told ${told.length} times`);
    assert.deepEqual(
      told,
      [...new Set(told)].toSorted((one, other) => one - other),
    );
    const stop = new AbortController();
    let at = 0;
    const looked = await searchOn(stop, (files) => {
      at = files;
      stop.abort();
    });
    assert.ok(at < 3000 && looked <= at, `${looked} looked at after it was stopped at ${at}`);
  });

  describe('with a second thread', () => {
    /** A host that takes its time for a file, so that the thread has begun before the search is over. */
    const slow = (bytes: Buffer) => {
      for (const until = performance.now() + 0.2; performance.now() < until;);
      return mayHoldCopies(bytes);
    };
    async function both(options: Partial<Search> = {}) {
      const answers = [];
      for (const always of [undefined, new Set([at('always/plain.txt')])]) {
        const unsearched = nothingLeftOut();
        const found: string[] = [];
        let here = 0;
        const files = await searchFiles(folder, {
          wants: (_file, bytes) => {
            here += 1;
            return slow(bytes);
          },
          look({ file }: Found) {
            found.push(relative(shownPath(file)));
            return Promise.resolve();
          },
          signal: new AbortController().signal,
          unsearched,
          ...(always && { always }),
          ...options,
        });
        const left = Object.entries(unsearched).map(([why, names]) => [
          why,
          (names as string[]).toSorted(),
        ]);
        answers.push({ here, files, found: found.sort(), left });
      }
      const [alone, helped] = answers;
      assert.ok(alone && helped);
      return { alone, helped };
    }

    /** Folders of files that hold nothing, with a value in every hundredth. */
    const many = (folders: number, each: number) => {
      for (let number = 0; number < folders * each; number += 1) {
        put(`many/${number % folders}/${number}.json`, number % 100 === 0 ? value : 'nothing\n');
      }
    };

    it('finds, counts and leaves out the same, and is asked about less here', async function () {
      this.timeout(60_000);
      many(120, 20);
      git(folder, 'init', '--quiet');
      put('.gitignore', 'many/7/node_modules/\n');
      for (const name of ['.env', 'many/3/.env.local', 'many/7/node_modules/a/.env']) put(name);
      put('many/8/node_modules/a/new.json');
      put('many/9/inner/main.json');
      git(at('many/9/inner'), 'init', '--quiet');
      put('many/10/small.gz', gzipSync(value));
      put('many/10/data.bz2', Buffer.from('BZh9'));
      put('many/11/large.log');
      truncateSync(at('many/11/large.log'), 100 * 2 ** 20);
      put(
        'many/11/middle.log',
        Buffer.concat([Buffer.alloc(2 ** 20 - 40, 'x '), Buffer.from(value)]),
      );
      put('many/12/encoded.yaml', `auth: ${base64(value)}\n`);
      put('many/13/empty.json', '');
      mkdirSync(path.join(top, 'elsewhere'));
      writeFileSync(path.join(top, 'elsewhere', 'config.json'), value);
      if (process.platform !== 'win32') {
        symlinkSync(path.join(top, 'elsewhere', 'config.json'), at('many/14/linked.json'));
        symlinkSync(path.join(top, 'elsewhere'), at('many/14/folder'));
        execFileSync('mkfifo', [at('many/15/pipe')]);
      }
      if (process.platform === 'linux') {
        const odd = Buffer.concat([Buffer.from(`${at('many/16')}/odd`), Buffer.from([0xff])]);
        mkdirSync(odd);
        writeFileSync(Buffer.concat([odd, Buffer.from('/ü.json')]), value);
      }
      // On a very busy machine the search may be over before it all the same.
      for (;;) {
        const { alone, helped } = await both();
        assert.deepEqual({ ...helped, here: alone.here }, alone);
        assert.ok(alone.found.length > 24, `${alone.found.length} found`);
        if (helped.here < alone.here) return;
      }
    });

    it('gets a part of one folder with many files', async function () {
      this.timeout(60_000);
      many(1, 6000);
      for (;;) {
        const { alone, helped } = await both();
        assert.deepEqual([helped.files, helped.found], [alone.files, alone.found]);
        if (helped.here < alone.here) return;
      }
    });

    it('leaves files to be looked at here of which it must not say anything', async function () {
      this.timeout(60_000);
      put('always/plain.txt', 'nothing\n');
      put('z/.env', 'nothing\n');
      many(120, 20);
      const seen = new Set<string>();
      await both({
        wants: (file) => {
          seen.add(relative(shownPath(file)));
          return false;
        },
      });
      for (const name of ['always/plain.txt', 'z/.env']) assert.ok(seen.has(name), name);
    });

    it('stops where it is told to', async function () {
      this.timeout(60_000);
      many(120, 20);
      const stop = new AbortController();
      let after = 0;
      await searchFiles(folder, {
        wants: () => {
          after += Number(stop.signal.aborted);
          return true;
        },
        look: () => Promise.resolve(),
        signal: stop.signal,
        unsearched: nothingLeftOut(),
        always: new Set(),
        tell: (files) => {
          if (files > 1000) stop.abort();
        },
      });
      assert.ok(stop.signal.aborted);
      assert.equal(after, 0);
    });

    it('names what it cannot read as people read it, also where the name is no UTF-8', async () => {
      const unwalked = { unreadable: [], tooDeep: [] };
      const thread = createRestInThread(new Set(), unwalked, new AbortController().signal);
      const gone = Buffer.concat([Buffer.from(at('gone')), Buffer.from([0xff])]);
      let goOn = thread.takeOver(1000);
      for (; !goOn; goOn = thread.takeOver(1000)) await nextTurn();
      const waiting = [{ folder: gone, depth: 0 }];
      for await (const walked of goOn({ listed: [], waiting })) assert.fail(String(walked.folder));
      thread.end();
      assert.deepEqual(unwalked.unreadable, [at('gone\uFFFD')]);
    });

    it('is not needed: what it was to do is done here where it fails', async function () {
      this.timeout(60_000);
      many(100, 20);
      const unwalked = { unreadable: [], tooDeep: [] };
      const thread = createRestInThread(new Set(), unwalked, new AbortController().signal);
      const waiting = [{ folder, depth: 0 }];
      let goOn = thread.takeOver(1000);
      for (; !goOn; goOn = thread.takeOver(1000)) await nextTurn();
      const files = new Set<string>();
      for await (const walked of goOn({ listed: [], waiting })) {
        for (const file of walked.files) files.add(shownPath(file));
        thread.end();
      }
      assert.equal(files.size, 2000);
    });
  });

  it('stops where it is told to', async () => {
    for (let each = 0; each < 500; each += 1) put(`${each}.json`);
    const stop = new AbortController();
    const { found } = await search(stop.signal, async () => {
      stop.abort();
    });
    assert.equal(found.length, 1);
  });
});
