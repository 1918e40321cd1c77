const fs = require('node:fs');

/**
 * One line of JSON a test, written as it ends, so that a process that is ended leaves what it came to. Written by
 * hand, as Wine refuses a pipe that Node would stream into.
 */
module.exports = function LineReporter(runner) {
  const fd = fs.openSync(process.env.KEYRAIL_LINES, 'a');
  const line = (fields) => fs.writeSync(fd, `${JSON.stringify(fields)}\n`);
  const of = (test) => ({ title: test.fullTitle() });
  runner.on('test', (test) => line({ kind: 'begun', ...of(test) }));
  runner.on('pass', (test) => line({ kind: 'passed', ...of(test) }));
  runner.on('pending', (test) => line({ kind: 'skipped', ...of(test) }));
  runner.on('fail', (test, error) =>
    line({ kind: 'failed', ...of(test), said: String(error?.stack ?? error) }),
  );
  runner.once('end', () => line({ kind: 'ended', title: '' }));
};
