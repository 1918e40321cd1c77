import assert from 'node:assert/strict';
import { UserFacingError } from '../../../src/domain/errors.ts';
import { parseLink } from '../../../src/domain/text/link.ts';

describe('a link to Keyrail', () => {
  it('names scopes and the control-plane workspace', () => {
    assert.deepEqual(parseLink('/create', 'scope=runs:write,runs:manage&workspace=ws_eu_1'), {
      to: 'create',
      scopes: ['runs:write', 'runs:manage'],
      workspace: 'ws_eu_1',
    });
  });

  it('asks for the narrow scope when it names none', () => {
    assert.deepEqual(parseLink('/create', ''), {
      to: 'create',
      scopes: ['runs:write'],
      workspace: undefined,
    });
    assert.equal(parseLink('/playground/', 'x=1').to, 'playground');
  });

  for (const [path, query] of [
    ['/revoke', 'keyId=key_1'],
    ['/', ''],
    ['/create/../revoke', ''],
    ['/create', 'scope=runs:write,everything'],
    ['/create', 'scope='],
    ['/create', `workspace=${'a'.repeat(129)}`],
    ['/create', 'workspace=<b>x</b>'],
    ['/create', 'workspace=a%0Ab'],
  ] as const) {
    it(`is refused without repeating it: ${path} ${query.slice(0, 40)}`, () => {
      assert.throws(
        () => parseLink(path, query),
        (error) => error instanceof UserFacingError && /Nothing was done/.test(error.message),
      );
    });
  }
});
