import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../support/root.mjs';

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const files = globSync('.github/workflows/*.yml', { cwd: root }).sort();
const steps = (file: string, key: 'run' | 'uses') =>
  [...read(file).matchAll(new RegExp(`\\b${key}: (.+)`, 'g'))].map(([, value = '']) => value);

describe('the workflows of a hosted CI', () => {
  it('call only scripts that are there', () => {
    // Our own manifest.
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const called = files.flatMap((file) =>
      steps(file, 'run').flatMap((line) =>
        [...(/npm (?:run )?(test\b[\w:]*|\w+)/.exec(line) ?? [])].slice(1),
      ),
    );
    assert.ok(called.includes('package') && called.includes('test'));
    const ofNpm = ['ci', 'audit'];
    assert.deepEqual(
      called.filter((name) => !ofNpm.includes(name) && !(name in scripts)),
      [],
    );
  });

  it('run what needs no browser on each of the systems that people have', () => {
    const text = read('.github/workflows/test.yml');
    assert.match(text, /os: \[ubuntu-latest, windows-latest, macos-latest\]/);
    const [, systems = ''] = text.split('\n  systems:\n');
    assert.deepEqual(
      [...systems.matchAll(/npm run (\S+)/g)].map(([, name]) => name),
      [
        'check',
        ...['unit', 'contract', 'env', 'faults', 'editor', 'editor'].map((n) => `test:${n}`),
      ],
    );
    // On Windows git would write other line ends than those that are looked for.
    assert.ok(systems.indexOf('core.autocrlf false') < systems.indexOf('actions/checkout'));
  });

  it('take actions by commit, and other programs by version', () => {
    for (const file of files) {
      for (const action of steps(file, 'uses')) {
        assert.match(action, /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d/, file);
      }
      for (const line of steps(file, 'run')) {
        assert.doesNotMatch(line, /npx (?!--no )(?!--yes \w+@\d+\.\d+\.\d+ )/, file);
      }
    }
  });

  it('may only read, keep no token after the checkout, and know secrets where they publish', () => {
    for (const file of files) {
      const text = read(file);
      assert.deepEqual(text.match(/^ *permissions:\n(?: +.+\n)+/gm), [
        'permissions:\n  contents: read\n',
      ]);
      assert.match(text, /actions\/checkout.*\n +with:\n +persist-credentials: false/, file);
      const secrets = [...text.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name);
      assert.deepEqual(secrets, file.endsWith('publish.yml') ? ['VSCE_PAT', 'OVSX_PAT'] : [], file);
    }
  });
});
