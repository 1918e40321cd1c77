import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { apiKeyList } from '../../../src/wire/apiKeys.ts';
import { fillPlane } from '../../bench/fillPlane.ts';
import { openPlaneFixture, OWNER, type PlaneFixture } from './planeFixture.ts';

/** What the extension is given without a socket must be what an application reads from one. */
describe('control plane: answers handed over in-process', () => {
  let fixture: PlaneFixture;

  before(async () => {
    fixture = await openPlaneFixture();
    for (let count = 0; count < 3; count++) {
      await fixture.ask('POST', `${fixture.home}/api-keys`, { body: { scope: ['runs:write'] } });
    }
    await fixture.ask('POST', `${fixture.home}/service-accounts`, { body: { name: 'one' } });
  });
  after(() => fixture.close());

  const ids = { 'x-request-id': 'r', 'x-trace-id': 't' };
  const request = (path: string) => new Request(`http://127.0.0.1/api/v1${path}`, { headers: ids });
  const handed = async (path: string) => {
    const answer = await fixture.plane.app.hand(request(path), { subject: OWNER });
    assert.ok(!(answer instanceof Response));
    return answer;
  };

  for (const path of [
    '/saas/me',
    '/saas/workspaces',
    '',
    '/members',
    '/service-accounts',
    '/api-keys',
    '/delivery',
    '/nothing',
  ]) {
    const where = path || 'the workspace';
    const whole = () => (path.startsWith('/saas') ? path : fixture.home + path);

    it(`say what their text says: ${where}`, async () => {
      const { status, headers, json } = await handed(whole());
      const text = await fixture.ask('GET', whole(), { headers: ids });
      assert.equal(status, text.status);
      assert.equal(headers['content-type'], text.headers.get('content-type'));
      assert.deepEqual(JSON.parse(JSON.stringify(json)), text.body);
    });

    it(`are nobody else's: ${where}`, async () => {
      const [one, other] = [await handed(whole()), await handed(whole())];
      const mine = new Set(objectsIn(one.json));
      assert.deepEqual(
        objectsIn(other.json).filter((each) => mine.has(each)),
        [],
      );
    });
  }

  it('are a web-standard response where they are no JSON', async () => {
    const path = `${fixture.home}/audit-events:export`;
    const answer = await fixture.plane.app.hand(request(path), { subject: OWNER });
    assert.ok(answer instanceof Response);
    assert.equal(answer.status, 200);
    assert.notEqual(await answer.text(), '');
  });

  it('make a long list in several turns, as it was at one moment', async () => {
    const long = await openPlaneFixture();
    try {
      await fillPlane(long.folder, 2500);
      const url = `http://127.0.0.1/api/v1${long.home}/api-keys`;
      let turns = 0;
      let isOver = false;
      const hasMore = () => {
        turns++;
        return !isOver;
      };
      const others = (async () => {
        while (hasMore()) await nextTurn();
      })();
      const answer = await long.plane.app.hand(new Request(url), { subject: OWNER });
      isOver = true;
      await others;
      assert.ok(!(answer instanceof Response));
      assert.equal(apiKeyList.parse(Reflect.get(answer.json, 'data')).items.length, 2500);
      assert.ok(turns >= 3, `${turns} turns`);
    } finally {
      await long.close();
    }
  });
});

function objectsIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}
