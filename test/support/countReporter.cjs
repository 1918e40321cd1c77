const fs = require('node:fs');
const path = require('node:path');
const { reporters } = require('mocha');

/**
 * The ordinary spec reporter, which also leaves the runner's own counts in
 * `out/results/$KEYRAIL_SUITE.json` so that `npm test` can sum what really ran.
 */
module.exports = class CountReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const suite = process.env.KEYRAIL_SUITE;
      if (!suite) return;
      const folder = path.join(process.cwd(), 'out', 'results');
      fs.mkdirSync(folder, { recursive: true });
      const { passes, failures, pending } = this.stats;
      fs.writeFileSync(
        path.join(folder, `${suite}.json`),
        JSON.stringify({ passed: passes, failed: failures, skipped: pending }),
      );
    });
  }
};
