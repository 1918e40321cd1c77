import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { addSeen, failureLines, firstLines, lastLines } from '../../support/failureLines.ts';
import { readCounts, resultFile } from '../../support/results.ts';
import { root } from '../../support/root.mjs';

describe('the lines that are told of a failure', () => {
  it('are its message, and where in the project it was thrown', () => {
    const [said, place, ...rest] = failureLines(new Error('The row did not come.'));
    assert.equal(said, 'The row did not come.');
    assert.match(place!, /test[\\/]unit[\\/]support[\\/]failureLines\.test\.ts:\d+:\d+/);
    assert.ok(!place!.includes(root));
    assert.deepEqual(rest, []);
  });

  it('are what caused it, too', () => {
    const error = new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') });
    assert.deepEqual(failureLines(error).slice(0, 2), ['fetch failed', 'caused by: ECONNREFUSED']);
  });

  it('are what is said of it where no error was thrown', () => {
    assert.deepEqual(failureLines('nothing'), ['nothing']);
    assert.deepEqual(failureLines(undefined), ['undefined']);
  });

  it('are few and short, without colours; what was seen comes whole', () => {
    const long = Array.from({ length: 20 }, (_, at) => `\u001b[31mline ${at}\u001b[39m`);
    const error = new Error(long.join('\n\n'));
    const seen = `on the screen: ${'x'.repeat(700)}`;
    addSeen(error, 'picture: out/screenshots/a.png');
    addSeen(error, seen);
    assert.deepEqual(failureLines(error), [
      ...['line 0', 'line 1', 'line 2', 'line 3', 'line 4', 'line 5'],
      'picture: out/screenshots/a.png',
      seen,
    ]);
    assert.deepEqual(firstLines(['y'.repeat(700), 'z']), [`${'y'.repeat(600)}…`]);
  });

  it('are the last of what a suite said that tells no failures', () => {
    const lines = Array.from({ length: 9 }, (_, at) => `line ${at}`);
    assert.deepEqual(lastLines([...lines, '']), lines.slice(-6));
  });
});

for (const lanes of [1, 2])
  describe(`what mocha leaves of a failure with ${lanes} at a time`, () => {
    // As a suite of its own, so that nothing counts it for this one.
    const suite = `failing-${lanes}`;
    const folder = path.join(root, 'out', suite);
    after(() => {
      for (const place of [folder, resultFile(suite)]) rmSync(place, { recursive: true });
    });

    it('has its error, and what a hook saw afterwards', () => {
      mkdirSync(folder, { recursive: true });
      const file = path.join(folder, 'a.test.ts');
      writeFileSync(
        file,
        `import { addSeen } from '../../test/support/failureLines.ts';
        describe('a journey', () => {
          afterEach(function () {
            addSeen(this.currentTest!.err!, 'picture: a.png');
          });
          it('stops', () => {
            throw new Error('The row did not come.');
          });
        });`,
      );
      writeFileSync(path.join(folder, 'b.test.ts'), "it('passes', () => {});");
      assert.throws(() =>
        execFileSync(
          process.execPath,
          [
            path.join('node_modules', 'mocha', 'bin', 'mocha.js'),
            ...['--no-config', '--reporter=test/support/countReporter.cjs'],
            ...(lanes > 1 ? ['--parallel', `--jobs=${lanes}`] : []),
            ...[file, path.join(folder, 'b.test.ts')],
          ],
          { cwd: root, env: { ...process.env, KEYRAIL_SUITE: suite }, stdio: 'pipe' },
        ),
      );
      const [failure, ...others] = readCounts(resultFile(suite))?.failures ?? [];
      assert.deepEqual(others, []);
      assert.equal(failure?.title, 'a journey stops');
      const { lines = [] } = failure;
      assert.equal(lines[0], 'The row did not come.');
      assert.equal(lines.at(-1), 'picture: a.png');
    });
  });
