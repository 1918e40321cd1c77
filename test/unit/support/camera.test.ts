import assert from 'node:assert/strict';
import { pictureName } from '../../journeys/support/camera.ts';

describe('the name of a picture', () => {
  it('sorts by number and fits every file system', () => {
    assert.equal(
      pictureName('First key', 3, 'Writes “.env” / asks…'),
      'first-key-03-writes-env-asks.png',
    );
  });
});
