import { openDatabase } from '../../../src/controlPlane/database/open.ts';
import { insertMember } from '../../../src/controlPlane/workspaces/insertWorkspace.ts';
import { issue } from './credentials.ts';
import { openPlaneFixture, type PlaneFixture, type Said } from './planeFixture.ts';
import { generatedIds } from './likeness.ts';
import type { Exchange } from './recordedSession.ts';

/** Plays the recorded session against a control plane of our own, one exchange after the other. */
export interface Replay {
  play(exchange: Exchange): Promise<Said>;
  /** What time it is for the control plane. */
  now(): Date;
  close(): Promise<void>;
}

/** People and organization of the recorded server; it had no workspace yet. */
const PEOPLE = [
  ['usr_owner', 'owner@acme.test', 'Olivia Owner', 'organization_owner'],
  ['usr_viewer', 'viewer@acme.test', 'Vic Viewer', 'organization_member'],
  ['usr_outsider', 'outsider@other.test', 'Otto Outsider', null],
] as const;

/** Bodies sent instead of those that are refused on purpose, so that what comes later has its key. */
const insteadOf: Readonly<Record<string, unknown>> = {
  '11-key-create-empty-scope-full-access': { scope: ['runs:write', 'runs:manage'] },
  '21-rotate-scope-empty-becomes-full-access': { scope: ['runs:write'] },
};

/** Exchanges during which our clock stands before the past: that is how one gets an expired key here. */
const longAgo = new Set(['11-key-create-past-expiry-accepted', '21-key-past-expiry-unused']);

/** When the session began: what expires in it and what is over are told by this clock, in every year. */
const RECORDED = Date.parse('2026-11-22T23:25:48Z');

export async function beginReplay(): Promise<Replay> {
  let clock: number | undefined;
  const began = performance.now();
  const now = () => new Date(clock ?? RECORDED + performance.now() - began);
  const fixture = await openPlaneFixture({ planId: 'plan_free', now });
  await move(fixture, now());
  /** Ids and secrets of the recordings, and what they are called here. */
  const names = new Map<string, string>();
  const ours = (text: string) =>
    text.replaceAll(generatedIds, (recorded) => names.get(recorded) ?? recorded);

  async function back<T>(ms: number, work: () => Promise<T>): Promise<T> {
    clock = ms;
    try {
      return await work();
    } finally {
      clock = undefined;
    }
  }

  /** Makes what the recorded session made without a recording. */
  async function prepare(name: string): Promise<void> {
    const support = '/saas/workspaces/ws_support';
    const owner = { as: 'owner@acme.test' };
    const key = (body: Record<string, unknown>, ws = support) => issue(fixture, body, ws, owner);
    const ci = { service_account_id: 'svc_ci' };
    switch (name) {
      case '09-members':
        return join(fixture, now(), 'ws_support', 'usr_viewer', 'usr_owner');
      case '25-detail-counts':
        // In place of the key that would have been dead when it was born.
        await key(ci);
        return;
      case '24-race-rotate-0': {
        const { id } = await key({ ...ci, expires_at: '2029-01-01T00:00:00Z' });
        names.set('key_mwsgts9s3ab7a660716e4320', id);
        return;
      }
      case '30-detail-before-demo': {
        const { secret } = await key({ ...ci, scope: ['runs:write', 'runs:manage'] });
        names.set(
          'grk_live_mwsgvvabba556317ab7b46c6_001300130013001300130013001300130013001300130013',
          secret,
        );
        return;
      }
      case '36-tiny-run-1-201': {
        const { secret } = await key({}, '/saas/workspaces/ws_tiny');
        names.set(
          'grk_live_mwsgw2tweb2fd2214a6a4c6b_001500150015001500150015001500150015001500150015',
          secret,
        );
        return;
      }
      case '37-rotate-hazard-first': {
        const { id } = await key({ ...ci, expires_at: '2030-01-01T00:00:00Z' });
        names.set('key_mwsgw360c482ec8a924444b8', id);
        return;
      }
      case '50-probe-key-valid-404-route': {
        names.set(
          'grk_live_mwsgzwon01f0fab774684b88_001900190019001900190019001900190019001900190019',
          (await key(ci)).secret,
        );
        const all = ['runs:write', 'runs:manage', 'approvals:write', 'a2a:write', 'mcp:call'];
        names.set(
          'grk_live_mwsgzwqa9c3d1172cd754dd3_001a001a001a001a001a001a001a001a001a001a001a001a',
          (await key({ ...ci, scope: all })).secret,
        );
        return;
      }
      case '51-expired-on-use-401': {
        const past = '2020-01-01T00:00:00Z';
        const { secret } = await back(BEFORE, () => key({ ...ci, expires_at: past }));
        names.set(
          'grk_live_mwsgzwr6d2fed3ca7fa34a19_001b001b001b001b001b001b001b001b001b001b001b001b',
          secret,
        );
        return;
      }
    }
  }

  return {
    async play({ name, recording }) {
      await prepare(name);
      const { method, path, headers, body } = recording.request;
      const sent = insteadOf[name] ?? body;
      const text = sent == null ? undefined : isRaw(sent) ? sent.raw : ours(JSON.stringify(sent));
      const subject =
        headers['CF-Access-Authenticated-User-Email'] ?? headers['X-Authenticated-Subject'] ?? null;
      const ask = () =>
        fixture.ask(method, ours(path).replace('/api/v1', ''), {
          as: subject,
          once: null,
          headers: Object.fromEntries(
            Object.entries(headers).map(([header, value]) => [header, ours(value)]),
          ),
          ...(text === undefined ? {} : { raw: text }),
        });
      const answer = await (longAgo.has(name) ? back(BEFORE, ask) : ask());
      learn(recording.response.body, answer.body, names);
      // The recorder waited until a run was over before it asked on.
      const secret = /^bearer (.+)$/i.exec(ours(headers['Authorization'] ?? ''))?.[1];
      const runId = answer.at('data.run_id');
      if (method === 'POST' && answer.status === 201 && typeof runId === 'string') {
        await fixture.settled(secret ?? ours(headers['X-API-Key'] ?? ''), runId);
      }
      return answer;
    },
    now,
    close: () => fixture.close(),
  };
}

const BEFORE = Date.parse('2019-12-31T00:00:00Z');

function isRaw(body: unknown): body is { raw: string } {
  return typeof body === 'object' && body !== null && 'raw' in body && typeof body.raw === 'string';
}

/** Notes what the recorded ids are called here, wherever both answers have one in the same place. */
function learn(recorded: unknown, ours: unknown, names: Map<string, string>): void {
  if (typeof recorded === 'string' && typeof ours === 'string') {
    const isId = recorded !== '' && recorded.replace(generatedIds, '') === '';
    // What is known stays known: a list of ours may lack a row that was refused on purpose.
    if (isId && !names.has(recorded)) names.set(recorded, ours);
    return;
  }
  if (typeof recorded !== 'object' || recorded === null) return;
  if (typeof ours !== 'object' || ours === null) return;
  for (const [name, value] of Object.entries(recorded)) {
    learn(value, Reflect.get(ours, name), names);
  }
}

async function move(fixture: PlaneFixture, now: Date): Promise<void> {
  const { database } = await openDatabase(fixture.folder);
  const created_at = now.toISOString();
  database.write(() => {
    database.insert('organizations', {
      organization_id: 'org_acme',
      slug: 'acme',
      display_name: 'Acme Corp',
      status: 'active',
      created_at,
    });
    for (const [user_id, email, display_name, role] of PEOPLE) {
      const user = { user_id, email, display_name, auth_subject: email };
      database.insert('users', { ...user, status: 'active', created_at });
      if (role === null) continue;
      database.insert('organization_members', { organization_id: 'org_acme', user_id, role });
    }
  });
  database.close();
}

async function join(
  fixture: PlaneFixture,
  now: Date,
  workspaceId: string,
  userId: string,
  invitedBy: string,
) {
  const { database } = await openDatabase(fixture.folder);
  database.write(() => {
    insertMember(database, now, { workspaceId, userId, role: 'viewer', invitedBy });
  });
  database.close();
}
