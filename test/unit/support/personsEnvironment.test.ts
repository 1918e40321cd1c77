import assert from 'node:assert/strict';
import path from 'node:path';
import { personsEnvironment } from '../../support/personsEnvironment.ts';

describe('the environment of a person’s VS Code', () => {
  it('has nothing of npm, of our runners, or of keys from outside', () => {
    const env = personsEnvironment({
      HOME: '/home/me',
      npm_lifecycle_event: 'test',
      INIT_CWD: '/x',
      KEYRAIL_SUITE: 'unit',
      GOVRAIL_API_KEY: 'not ours',
      NODE_OPTIONS: '--inspect',
    });
    assert.deepEqual(env, { HOME: '/home/me' });
  });

  it('finds the person’s programs, not the project’s', () => {
    const list = ['/p/node_modules/.bin', '/usr/bin', '/npm/node-gyp-bin', '/bin'];
    assert.deepEqual(personsEnvironment({ PATH: list.join(path.delimiter) }), {
      PATH: ['/usr/bin', '/bin'].join(path.delimiter),
    });
  });
});
