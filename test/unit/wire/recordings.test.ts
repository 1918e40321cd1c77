import assert from 'node:assert/strict';
import { auditEvent } from '../../../src/wire/audit.ts';
import { errorEnvelope } from '../../../src/wire/envelope.ts';
import { readRecording, recordingNames, type Recording } from '../../support/recordings.ts';
import { findRoute, isNotOurs, routePath, routes } from './routes.ts';

/** Refusals that need a database or another header, which no schema can decide. */
const decidedElsewhere = new Set([
  '05-ws-create-bad-plan',
  '10-sa-create-dup-id',
  '33-delivery-post-owner-not-member',
]);

const succeeded = ({ response }: Recording) => response.status < 300;

/** A body as the server received it; `{raw}` holds text that was sent as it is. */
function sentBody({ request }: Recording): { readonly json: unknown } | undefined {
  if (request.body == null) return undefined;
  if (typeof request.body !== 'object' || !('raw' in request.body)) return { json: request.body };
  try {
    const json: unknown = JSON.parse(String(request.body.raw));
    return { json };
  } catch {
    return undefined; // not JSON at all: refused before any schema sees it
  }
}

function isAboutHeaders(body: unknown): boolean {
  const { message } = errorEnvelope.parse(body).error;
  return message.startsWith('Missing required header') || message.includes('must match when both');
}

function expectAnswer(name: string, each: Recording): void {
  const { body, headers, status } = each.response;
  const route = findRoute(each.request.method, each.request.path);
  if (status >= 400) {
    const { error } = errorEnvelope.parse(body);
    assert.ok(error.code !== '' && error.message !== '');
    // The probe has no route on purpose: authentication answers before routing does
    // (docs/contract.md, Probes).
    const probe = routePath(each.request.path) === '/_probe';
    if (route === undefined && !probe)
      assert.equal(status, 404, `${name}: a route without a schema`);
    return;
  }
  assert.ok(route, `${name}: no schema for ${each.request.method} ${each.request.path}`);
  if (headers['content-type']?.startsWith('application/x-ndjson') === true) {
    const lines = typeof body === 'string' ? body.split('\n').filter((line) => line !== '') : [];
    for (const line of lines) auditEvent.parse(JSON.parse(line));
    return;
  }
  route.answer.parse(body ?? null);
}

describe('wire: every recorded exchange', () => {
  const recorded = recordingNames().map((name) => ({ name, each: readRecording(name) }));
  const ours = recorded.filter(({ each }) => !isNotOurs(each.request.path));

  it('finds the recordings of both variants', () => {
    assert.ok(ours.length > 250, `only ${ours.length} recordings`);
    assert.ok(ours.some(({ name }) => name.includes('-wave-')));
  });

  for (const { name, each } of ours) {
    it(`reads the answer of ${name}`, () => {
      expectAnswer(name, each);
    });
  }

  it('has a recorded success for every route', () => {
    for (const route of routes) {
      const found = ours.some(
        ({ each }) =>
          succeeded(each) && findRoute(each.request.method, each.request.path) === route,
      );
      assert.ok(found, `${route.method} ${route.path.source}`);
    }
  });

  for (const { name, each } of ours) {
    const body = findRoute(each.request.method, each.request.path)?.body;
    const sent = sentBody(each);
    if (body === undefined || sent === undefined) continue;
    if (succeeded(each)) {
      it(`takes the body of ${name}`, () => {
        assert.deepEqual(body.safeParse(sent.json).error?.issues, undefined);
      });
    } else if (
      [400, 500].includes(each.response.status) &&
      !decidedElsewhere.has(name) &&
      !isAboutHeaders(each.response.body)
    ) {
      it(`refuses the body of ${name}`, () => {
        assert.equal(body.safeParse(sent.json).success, false);
      });
    }
  }

  for (const { name, each } of recorded.filter(({ each }) => isNotOurs(each.request.path))) {
    it(`leaves ${name} alone, but knows its error`, () => {
      if (!succeeded(each)) errorEnvelope.parse(each.response.body);
    });
  }
});
