const fs = require('node:fs');
const path = require('node:path');
const { reporters } = require('mocha');
const { failureLines } = require('./failureLines.ts');

/**
 * The ordinary spec reporter, which also leaves the runner's own counts, and what failed and was
 * skipped, in `out/results/$KEYRAIL_SUITE.json` so that `npm test` can sum what really ran.
 */
module.exports = class CountReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const failures = [];
    const skips = [];
    runner.on('fail', (test, error) => failures.push({ test, error }));
    runner.on('pending', (test) => skips.push(named(test)));
    runner.once('end', () => {
      const suite = process.env.KEYRAIL_SUITE;
      if (!suite) return;
      const folder = path.join(process.cwd(), 'out', 'results');
      fs.mkdirSync(folder, { recursive: true });
      const { passes, failures: failed, pending } = this.stats;
      fs.writeFileSync(
        path.join(folder, `${suite}.json`),
        JSON.stringify({
          passed: passes,
          failed,
          skipped: pending,
          // Only now: what was seen of a failure is added after it was told of.
          failures: failures.map(({ test, error }) => ({
            ...named(test),
            lines: failureLines(error),
          })),
          skips,
        }),
      );
    });
  }
};

/** Its whole title, and the file that it stands in, from the root of the project. */
function named(test) {
  const file = test.file ?? test.parent?.file;
  return {
    title: test.fullTitle(),
    file: file ? path.relative(process.cwd(), file).replaceAll(path.sep, '/') : '',
  };
}
