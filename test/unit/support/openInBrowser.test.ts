import assert from 'node:assert/strict';
import { openerOf } from '../../support/openInBrowser.ts';

describe('opening the browser', () => {
  it('needs a display', () => {
    assert.equal(openerOf('linux', {}), undefined);
    assert.deepEqual(openerOf('linux', { DISPLAY: ':0' }), ['xdg-open']);
    assert.deepEqual(openerOf('darwin', {}), ['open']);
  });

  it('does not happen on a build machine', () => {
    assert.equal(openerOf('darwin', { CI: 'true' }), undefined);
  });
});
