import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { cleanEnvironment } from '../../src/programs/cleanEnvironment.ts';
import { createPerson, type Person } from './support/person.ts';
import { newSecret } from './support/secrets.ts';
import { writeScript } from './support/script.ts';

describe('a folder that is open', () => {
  let person: Person;
  let folder: string;
  let mark: string;
  const open: string[] = [];

  beforeEach(() => {
    person = createPerson({ openFolders: () => open });
    folder = path.join(person.home, 'cloned');
    open.splice(0, open.length, folder);
    mark = path.join(person.home, 'started');
    const text = `require('fs').appendFileSync(${JSON.stringify(mark)}, process.argv.join() + '\\n'); process.stdin.resume();`;
    for (const name of [
      'gh',
      'pass',
      'bin/gh',
      'bin/pass',
      'bin/gpg',
      'node_modules/.bin/wrangler',
    ]) {
      writeScript(path.join(folder, name), text);
    }
  });

  afterEach(() => {
    person.remove();
  });

  const place = { recipe: 'gh-actions', answers: { repository: 'a/b', name: 'KEY' } };

  it('has nothing of its own started, whatever is on the PATH', async () => {
    const link = path.join(person.home, 'link');
    symlinkSync(path.join(folder, 'bin'), link);
    const linked = path.join(person.home, 'linked');
    mkdirSync(linked);
    symlinkSync(path.join(folder, 'gh'), path.join(linked, 'gh'));
    const started = process.cwd();
    process.chdir(folder);
    try {
      // Where VS Code was started from a folder that is not open, a relative one means nothing either.
      open.splice(0);
      person.env['PATH'] = '.::bin:./node_modules/.bin';
      assert.deepEqual(await person.programs.installed(), []);
      open.push(folder);
      for (const PATH of [
        '.',
        '',
        'bin',
        folder,
        path.join(folder, 'bin'),
        link,
        linked,
        `${folder}/x/../bin`,
        `.::bin:${folder}/node_modules/.bin`,
      ]) {
        person.env['PATH'] = PATH;
        assert.deepEqual(await person.programs.installed(), [], PATH);
        assert.deepEqual(await person.programs.look(place), {
          kind: 'failed',
          trouble: 'program-missing',
        });
        assert.deepEqual(await person.programs.put(place, newSecret()), {
          kind: 'failed',
          trouble: 'program-missing',
        });
      }
    } finally {
      process.chdir(started);
    }
    assert.ok(!existsSync(mark));
  });

  it('is passed over for a program elsewhere, which starts in a folder of ours with nothing of it on its PATH', async () => {
    const bin = path.join(person.home, 'bin');
    const text = `require('fs').writeFileSync(${JSON.stringify(mark)}, JSON.stringify([process.cwd(), process.env.PATH])); process.stdin.resume();`;
    writeScript(path.join(bin, 'gh'), text);
    person.env['PATH'] = [folder, bin].join(path.delimiter);
    await person.agree(place);
    assert.deepEqual(await person.programs.put(place, newSecret()), { kind: 'stored' });
    const started: unknown = JSON.parse(readFileSync(mark, 'utf8'));
    assert.deepEqual(started, [path.join(person.home, 'cwd'), bin]);
  });

  it('leaves nothing in the environment of a program: no PATH, no .envrc, nothing of ours', () => {
    const difference = {
      p: { PATH: '/usr/bin', HTTPS_PROXY: 'http://proxy.example.test' },
      n: {
        PATH: `${folder}/bin:/usr/bin`,
        HTTPS_PROXY: 'http://thief.example.test',
        GH_HOST: 'thief.example.test',
        GH_TOKEN: 'of the folder',
      },
    };
    const env = cleanEnvironment(
      {
        ...difference.n,
        DIRENV_DIFF: deflateSync(JSON.stringify(difference)).toString('base64url'),
        DIRENV_FILE: `${folder}/.envrc`,
        HOME: '/home/somebody',
        GITHUB_TOKEN: 'the person’s own',
        KEYRAIL_ADDRESS: 'x',
        NODE_OPTIONS: '--require ./x.js',
        ELECTRON_RUN_AS_NODE: '1',
        VSCODE_PID: '1',
        BASH_ENV: './x',
        'BASH_FUNC_cat%%': '() { echo; }',
        GIT_DIR: folder,
        GPG_TTY: '/dev/pts/1',
        LANG: 'de_DE.UTF-8',
        LC_MESSAGES: 'de_DE.UTF-8',
      },
      [folder],
      { GH_PROMPT_DISABLED: '1' },
    );
    const locale = env['LC_ALL'];
    assert.deepEqual(env, {
      HOME: '/home/somebody',
      GITHUB_TOKEN: 'the person’s own',
      HTTPS_PROXY: 'http://proxy.example.test',
      PATH: '/usr/bin',
      LANG: 'de_DE.UTF-8',
      LC_ALL: locale,
      NO_COLOR: '1',
      GH_PROMPT_DISABLED: '1',
    });
  });
});
