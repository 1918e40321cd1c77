import assert from 'node:assert/strict';
import { findRoute, isNotOurs } from '../wire/routes.ts';
import { deliberate, impossible } from './deliberate.ts';
import { pick, type Said } from './planeFixture.ts';
import { extra, unlike } from './likeness.ts';
import { recordedSession, type Exchange } from './recordedSession.ts';
import { beginReplay, type Replay } from './sessionReplay.ts';

/** Fields that the recorded server did not send. */
const ADDED = /summary\.active_(service_accounts|api_keys)_total$|payload\.api_key_id$|body\.tool$/;

/** Governance and payment, which Keyrail does not use; the gateways' scopes it may ask about. */
function isPlayed({ name, recording: { request } }: Exchange): boolean {
  if (impossible.has(name)) return false;
  return !isNotOurs(request.path) || /\/(a2a|mcp)\//.test(request.path);
}

describe('control plane: the recorded session, played again', () => {
  const session = recordedSession().filter(isPlayed);
  let replay: Replay;

  before(async () => {
    replay = await beginReplay();
  });
  after(async () => {
    await replay.close();
  });

  for (const exchange of session) {
    const instead = deliberate[exchange.name];
    it(`${exchange.name}${instead === undefined ? '' : ` (differs: ${instead.difference})`}`, async () => {
      const answer = await replay.play(exchange);
      if (instead !== undefined) {
        assert.equal(answer.status, instead.status);
        assert.equal(answer.at('error.code'), instead.code);
        assert.equal(answer.at('error.message'), instead.message);
      } else {
        compare(exchange, answer, replay.now());
      }
      assertSchema(exchange, answer);
    });
  }

  it('has a place for every recording that is ours', () => {
    const names = new Set(session.map(({ name }) => name));
    for (const name of Object.keys(deliberate)) assert.ok(names.has(name), name);
    assert.ok(session.length > 210, String(session.length));
  });
});

function compare({ recording }: Exchange, answer: Said, now: Date): void {
  const { status, body, headers } = recording.response;
  assert.equal(answer.status, status, JSON.stringify(answer.body));
  for (const header of ['content-type', 'content-disposition', 'x-govrail-export-format']) {
    const expected = headers[header]?.replace(/\d{8}/, dayOf(now));
    if (expected !== undefined) assert.equal(answer.headers.get(header), expected);
  }
  const [theirs, ours] = [runEvents(content(body)), runEvents(content(answer.body))];
  assert.deepEqual(unlike(theirs, ours), []);
  if (status >= 400) {
    assert.equal(answer.at('error.code'), pick(body, 'error.code'));
    assert.equal(answer.at('error.message'), pick(body, 'error.message'));
    return;
  }
  const added = extra(theirs, ours).filter((key) => !ADDED.test(key));
  assert.deepEqual(added, []);
  assert.deepEqual(conclusions(answer.body), conclusions(body));
}

/** What must be equal to the letter: everything that the server concludes for a workspace. */
function conclusions(body: unknown): unknown {
  const onboarding = pick(body, 'data.onboarding');
  if (onboarding === undefined) return undefined;
  return JSON.parse(
    JSON.stringify(onboarding, (key, value: unknown) =>
      /_at$|^(run|trace)_id$|^active_.*_total$/.test(key) ? undefined : value,
    ),
  );
}

/** JSON Lines as a list, everything else as it is. */
function content(body: unknown): unknown {
  return typeof body === 'string' && body.startsWith('{')
    ? body
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown)
    : body === ''
      ? null
      : body;
}

/** An export without the events about credentials; that there are some is a difference with a test of its own. */
function runEvents(value: unknown): unknown {
  const ofRun = (event: unknown) => pick(event, 'run_id') !== null;
  if (Array.isArray(value)) return value.filter(ofRun);
  const items = pick(value, 'items');
  return Array.isArray(items) && pick(value, 'exported_at') !== undefined
    ? { ...Object(value), items: items.filter(ofRun) }
    : value;
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10).replaceAll('-', '');
}

function assertSchema({ recording: { request } }: Exchange, answer: Said): void {
  const route = findRoute(request.method, request.path);
  if (route === undefined || answer.status >= 300 || typeof answer.body === 'string') return;
  const parsed = route.answer.safeParse(answer.body);
  assert.ok(parsed.success, JSON.stringify(parsed.error));
}
