import assert from 'node:assert/strict';
import { startFaultProxy, type FaultProxy } from '../../support/faultProxy.ts';
import { temporaryFolder } from '../../support/owned.ts';
import { startStandalonePlane, type StandalonePlane } from '../../support/standalonePlane.ts';
import { makeKey } from '../makeKey.ts';
import { connectByUrl, type NewConnection } from './connecting.ts';
import type { Session } from './session.ts';

/** A control plane in a process of its own, somewhere else, with a network between. */
export interface RemoteStage {
  readonly plane: StandalonePlane;
  /** The network: lets through, or breaks what it is told to break. */
  readonly proxy: FaultProxy;
  /** Folder of the control plane's data, which is gone afterwards. */
  readonly data: string;
  /**
   * Asks as a second client of which the editor knows nothing; `path` is below the control-plane
   * workspace. Resolves with the answer's `data`.
   */
  outside(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown>;
  /** Connects a new profile through the network, as `Staging` unless told otherwise. */
  connect(session: Session, wanted?: Partial<NewConnection>): Promise<void>;
  /** Connects, and makes a service account and the key `first run`. */
  connectWithKey(session: Session): Promise<void>;
}

/** The stage for the journey whose `describe` this is called in; it stands from the first step on. */
export function useRemoteStage(): RemoteStage {
  let data: Awaited<ReturnType<typeof temporaryFolder>>;
  let plane: StandalonePlane;
  let proxy: FaultProxy;

  before(async () => {
    data = await temporaryFolder('plane');
    plane = await startStandalonePlane(data.path);
    proxy = await startFaultProxy(plane.url);
  });
  after(async () => {
    await proxy.close();
    await plane.dispose();
    data.dispose();
  });

  const connect: RemoteStage['connect'] = async ({ window }, wanted) => {
    await window.activityBar.open('Keyrail');
    const { Authorization = `Bearer ${plane.managementToken}`, ...others } = wanted?.headers ?? {};
    await connectByUrl(window, {
      url: proxy.url,
      name: 'Staging',
      ...wanted,
      headers: { Authorization, ...others },
    });
  };
  return {
    get plane() {
      return plane;
    },
    get proxy() {
      return proxy;
    },
    get data() {
      return data.path;
    },
    async outside(method, path, body) {
      const root = `${plane.url}/api/v1/saas/workspaces/${plane.workspaceId}`;
      const response = await fetch(`${root}${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${plane.managementToken}`,
          ...(method === 'POST' && { 'Idempotency-Key': crypto.randomUUID() }),
          ...(body && { 'Content-Type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      assert.ok(response.ok, `${method} ${path}: ${response.status}`);
      const answer = (await response.json()) as { data: unknown };
      return answer.data;
    },
    connect,
    async connectWithKey(session) {
      await connect(session);
      await makeKey(session);
    },
  };
}
