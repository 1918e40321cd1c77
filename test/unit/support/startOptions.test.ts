import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from '../../support/root.mjs';
import { readStartOptions } from '../../support/startOptions.mjs';

/** What a person sees who writes these words behind `npm start --`. */
function start(...words: string[]) {
  const script = path.join(root, 'test', 'support', 'start.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...words], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('the words behind npm start', () => {
  for (const word of ['--help', '-h']) {
    it(`print every option for ${word}, and nothing is started`, () => {
      const { status, stdout, stderr } = start(word);
      assert.equal(stderr, '');
      assert.equal(status, 0);
      for (const option of ['--port N', '--data DIR', '--tour', '--help']) {
        assert.ok(stdout.includes(option), option);
      }
    });
  }

  const wrong: readonly (readonly [words: readonly string[], reason: RegExp])[] = [
    [['--halp'], /'--halp'/],
    [['sample'], /'sample'/],
    [['--port'], /--port/],
    [['--port', 'many'], /--port takes a number from 1 to 65535, not “many”/],
    [['--port', '70000'], /--port takes a number from 1 to 65535, not “70000”/],
    [['--data='], /--data takes the path of a folder/],
    [['--tour=1'], /--tour/],
    [['--tour', '--port', '0'], /--port takes a number/],
  ];
  for (const [words, reason] of wrong) {
    it(`are refused in one sentence that points to the help: ${words.join(' ')}`, () => {
      const { status, stdout, stderr } = start(...words);
      assert.equal(status, 1);
      assert.equal(stdout, '');
      assert.match(stderr, reason);
      assert.match(stderr, /^[^\n]+\. “npm start -- --help” says what there is\.\n$/);
    });
  }

  it('choose the port and the folder', () => {
    const wish = readStartOptions(['--port', '4000', '--data', '/tmp/mine']);
    assert.deepEqual(wish, { kind: 'start', port: 4000, data: path.resolve('/tmp/mine') });
  });

  it('may be left out', () => {
    const wish = readStartOptions([]);
    assert.equal(wish.kind === 'start' && wish.port, 47614);
  });

  it('ask for the tour', () => {
    assert.deepEqual(readStartOptions(['--tour']), { kind: 'tour' });
  });
});
