import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { listen } from '../../../src/controlPlane/listener/listen.ts';
import {
  openLocalControlPlane,
  type LocalControlPlane,
  type LocalControlPlaneOptions,
} from '../../../src/controlPlane/localControlPlane.ts';
import { temporaryFolder } from '../../support/owned.ts';

/** How a test asks: as a person on the management plane, with a key on the runtime plane. */
export interface Ask {
  /** The person; the owner unless said otherwise, `null` for nobody. */
  readonly as?: string | null;
  readonly secret?: string;
  /** The idempotency key; a new one for every POST unless said otherwise, `null` for none. */
  readonly once?: string | null;
  readonly body?: unknown;
  /** The body's text, for what is not JSON. */
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer, with its JSON read if it is JSON. */
export interface Said {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  /** What lies at a dotted path of the body (`data.items.0.status`). */
  at(path: string): unknown;
  /** The same, when it must be a text. */
  text(path: string): string;
}

/** A real control plane over a real file of its own, asked over a real socket. */
export interface PlaneFixture {
  readonly folder: string;
  readonly plane: LocalControlPlane;
  /** `/saas/workspaces/<the first workspace>`. */
  readonly home: string;
  /** Failures that no caller was told about. */
  readonly reported: unknown[];
  ask(method: string, path: string, ask?: Ask): Promise<Said>;
  /** Asks until the run is over or waits, and answers how it stands. */
  settled(secret: string, runId: string): Promise<Said>;
  /** Closes and opens again over the same file. */
  reopen(options?: LocalControlPlaneOptions): Promise<PlaneFixture>;
  close(): Promise<void>;
}

/** Who asks on the management plane, as the fixture's own door is told. */
const CALLER = 'x-fixture-caller';

export const OWNER = 'local@keyrail';
export const VIEWER = 'viewer@keyrail';

/** Opens a control plane whose steps take next to no time, with a viewer beside the owner. */
export async function openPlaneFixture(
  options: LocalControlPlaneOptions = {},
): Promise<PlaneFixture> {
  const folder = await temporaryFolder('plane');
  return furnish(folder, options);
}

async function furnish(
  folder: { path: string; dispose(): void },
  options: LocalControlPlaneOptions,
): Promise<PlaneFixture> {
  const reported: unknown[] = [];
  const plane = await openLocalControlPlane(folder.path, {
    version: '0.0.0',
    members: [{ subject: VIEWER, role: 'viewer' }],
    stepMs: 2,
    report: (error) => reported.push(error),
    ...options,
  });
  const listener = await listen({
    app: plane.app,
    port: 0,
    report: (error) => reported.push(error),
    identify: (call) => {
      const subject = call.header(CALLER);
      return subject === null ? undefined : { subject };
    },
  });
  const fixture: PlaneFixture = {
    folder: folder.path,
    plane,
    home: `/saas/workspaces/${plane.workspaceId}`,
    reported,
    async ask(method, path, { as = OWNER, secret, once, body, raw, headers } = {}) {
      const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
      const idempotencyKey = once === undefined ? randomUUID() : once;
      const response = await fetch(`http://127.0.0.1:${listener.port}/api/v1${path}`, {
        method,
        headers: {
          ...(as === null ? {} : { [CALLER]: as }),
          ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
          ...(method === 'POST' && idempotencyKey !== null
            ? { 'idempotency-key': idempotencyKey }
            : {}),
          ...headers,
        },
        ...(text === undefined ? {} : { body: text }),
      });
      return said(response);
    },
    async settled(secret, runId) {
      for (;;) {
        const run = await fixture.ask('GET', `/runs/${runId}`, { secret });
        assert.equal(run.status, 200);
        if (!['queued', 'running'].includes(run.text('data.status'))) return run;
        await delay(3);
      }
    },
    async reopen(others = options) {
      await listener.close();
      await plane.close();
      return furnish(folder, others);
    },
    async close() {
      await listener.close();
      await plane.close();
      folder.dispose();
    },
  };
  return fixture;
}

/** Reads an answer whole. */
export async function said(response: Response): Promise<Said> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  const body: unknown = isJson && text !== '' ? JSON.parse(text) : text;
  const at = (path: string) => pick(body, path);
  return {
    status: response.status,
    headers: response.headers,
    body,
    at,
    text(path) {
      const value = at(path);
      assert.ok(typeof value === 'string', `${path} in ${text}`);
      return value;
    },
  };
}

/** What lies at a dotted path. */
export function pick(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inner, name) =>
        typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined,
      value,
    );
}
