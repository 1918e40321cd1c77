import assert from 'node:assert/strict';
import fc from 'fast-check';
import { firstRun } from '../../../src/domain/firstRun/firstRun.ts';
import { delivery } from '../../../src/wire/delivery.ts';
import { readRecording, recordedData, recordingNames } from '../../support/recordings.ts';
import { pageOf, recordedAccounts, recordedKeys, stepOf, told } from './firstRunStates.ts';
import { makeAccount, makeKey } from './rows.ts';

/** The narrow key of `ci-runner` in the lists of `ws_support`. */
const ciKey = 'key_mwsgtj14d5e688d8fb4e4724';
const judged = new Set<string>();

function page(recording: string, around: Parameters<typeof pageOf>[1] = {}) {
  judged.add(recording);
  return pageOf(recording, around);
}

const setUp = { session: 'done', baseline: 'done', 'service-account': 'done' } as const;
const early = () => ({ keys: recordedKeys('11-keys-list'), accounts: recordedAccounts() });
const late = () => ({
  keys: recordedKeys('24-race-list'),
  accounts: recordedAccounts('23-sa-disable-200'),
});
/** The newest usable key of the late list: `svc_ci`, runs:write. */
const lateKey = () => recordedKeys('24-race-list')[0]?.api_key_id ?? '';

describe('first run, judged by recorded server states', () => {
  it('starts a fresh control-plane workspace with its baseline', () => {
    const fresh = page('07-detail-workspace_created');
    assert.deepEqual(told(fresh), {
      steps: { session: 'done', baseline: 'now' },
      next: 'keyrail.bootstrapWorkspace',
      blockers: ['server baseline_not_ready'],
    });
    assert.equal(
      stepOf(fresh, 'baseline').why,
      'Bootstrap baseline providers and policies before continuing onboarding.',
    );
    assert.equal(stepOf(fresh, 'service-account').why, 'Create the baseline first.');
    const free = page('35-detail-free');
    assert.deepEqual(told(free), told(fresh));
    assert.equal(stepOf(free, 'audit-receipt').why, 'The plan Free has no audit export.');
  });

  it('goes on with a service account, in both variants', () => {
    for (const name of ['08-detail-baseline_ready', '41-wave-detail']) {
      assert.deepEqual(told(page(name)), {
        steps: { session: 'done', baseline: 'done', 'service-account': 'now' },
        next: 'keyrail.createServiceAccount',
        blockers: ['server service_account_missing'],
      });
    }
  });

  it('goes on with a key', () => {
    const first = page('10-detail-sa-created', { accounts: recordedAccounts() });
    assert.deepEqual(told(first), {
      steps: { ...setUp, key: 'now' },
      next: 'keyrail.createKey',
      blockers: ['server api_key_missing'],
    });
  });

  it('asks for a local copy when this editor holds none', () => {
    const ready = page('11-detail-ready_for_demo', early());
    assert.deepEqual(told(ready), {
      steps: { ...setUp, key: 'done', 'local-copy': 'attention' },
      next: 'keyrail.importSecret',
      blockers: ['server demo_run_missing'],
    });
    assert.match(stepOf(ready, 'demo-run').why ?? '', /local copy/);
  });

  it('offers the .env line and the demo run once there is a copy', () => {
    const around = { ...early(), copies: [ciKey] };
    const ready = page('11-detail-ready_for_demo', around);
    assert.deepEqual(told(ready), {
      steps: { ...setUp, key: 'done', 'local-copy': 'now', 'demo-run': 'now' },
      next: 'keyrail.writeToEnv',
      blockers: ['server demo_run_missing'],
    });
    assert.deepEqual(ready.next?.command?.args, [{ keyId: ciKey }]);
  });

  it('waits for a real demo run, whatever other runs there were', () => {
    const around = { ...late(), copies: [lateKey()], inEnv: [lateKey()] };
    for (const name of [
      '25-detail-counts',
      '30-detail-before-demo',
      '30-detail-after-quickstart',
      '30-detail-after-vscode-source',
    ]) {
      const waiting = page(name, around);
      assert.deepEqual(told(waiting), {
        steps: { ...setUp, key: 'done', 'local-copy': 'done', 'demo-run': 'now' },
        next: 'keyrail.runDemo',
        blockers: ['server demo_run_missing'],
      });
      assert.deepEqual(waiting.next?.command?.args, [{ keyId: lateKey() }]);
    }
  });

  it('says that a demo run waits for an approval', () => {
    const around = { ...late(), copies: [lateKey()], inEnv: [lateKey()] };
    for (const name of ['31-detail-demo-queued', '31-detail-demo-waiting-approval']) {
      const waiting = page(name, around);
      assert.deepEqual(told(waiting), {
        steps: { ...setUp, key: 'done', 'local-copy': 'done', 'demo-run': 'attention' },
        next: 'keyrail.openPlayground',
        blockers: ['server demo_run_in_progress'],
      });
      assert.deepEqual(waiting.next?.command?.args, [{ runId: 'run_mwsgvyigb5e908328e13417c' }]);
      const { why, facts } = stepOf(waiting, 'demo-run');
      assert.equal(why, 'Demo run requires operator review');
      assert.deepEqual(facts, [
        'run_mwsgvyigb5e908328e13417c, waiting for approval',
        'Trace trc_mwsgvyi9b0400dc382bd46a8',
      ]);
    }
  });

  it('offers another demo run after one that ended badly', () => {
    const around = { ...late(), copies: [lateKey()], inEnv: [lateKey()] };
    const cancelled = page('31-detail-demo-cancelled', around);
    assert.deepEqual(told(cancelled), {
      steps: { ...setUp, key: 'done', 'local-copy': 'done', 'demo-run': 'attention' },
      next: 'keyrail.runDemo',
      blockers: ['server demo_run_failed'],
    });
    assert.match(stepOf(cancelled, 'demo-run').why ?? '', /requires replay or a fresh demo/);
  });

  const proven = { ...setUp, key: 'done', 'local-copy': 'done', 'demo-run': 'done', usage: 'done' };

  it('goes on with verification when the demo run succeeded and is counted', () => {
    const around = { ...late(), copies: [lateKey()], inEnv: [lateKey()] };
    for (const name of ['32-detail-demo_run_succeeded', '33-detail-verification-in-progress']) {
      assert.deepEqual(told(page(name, around)), {
        steps: { ...proven, verification: 'now' },
        next: 'keyrail.recordVerification',
        blockers: ['server verification_track_incomplete'],
      });
    }
  });

  it('goes on with the go-live drill, then with the audit receipt', () => {
    const around = { ...late(), copies: [lateKey()], inEnv: [lateKey()] };
    assert.deepEqual(told(page('33-detail-verification-complete', around)), {
      steps: { ...proven, verification: 'done', 'go-live': 'now' },
      next: 'keyrail.recordGoLive',
      blockers: ['server go_live_track_incomplete'],
    });
    const last = page('33-detail-all-complete', around);
    assert.deepEqual(told(last), {
      steps: { ...proven, verification: 'done', 'go-live': 'done', 'audit-receipt': 'now' },
      next: 'keyrail.exportAudit',
      blockers: [],
    });
    assert.equal(last.complete, false);
  });

  const receipt = {
    filename: 'govrail-audit-support-20261122.jsonl',
    format: 'jsonl',
    from: null,
    to: null,
    contentType: 'application/x-ndjson',
    size: 1,
    sha256: 'ab'.repeat(32),
    exportedAt: '2026-11-22T23:28:00.000Z',
  } as const;
  const evidence = {
    connection: 'Acme',
    production: false,
    workspaceId: 'ws_support',
    workspaceName: 'Support',
    receipt,
  };

  it('is complete only when the receipt is found in a delivery track', () => {
    const around = { ...late(), copies: [lateKey()], inEnv: [lateKey()], evidence };
    const tracks = delivery.parse(recordedData('33-delivery-get-all-complete'));
    for (const each of [undefined, tracks]) {
      const open = page('33-detail-all-complete', { ...around, delivery: each });
      assert.equal(told(open).next, 'keyrail.recordGoLive');
      assert.equal(open.complete, false);
    }
    const notes = `Handed off. SHA-256: ${receipt.sha256}`;
    const go_live = { ...tracks.go_live, notes };
    const done = page('33-detail-all-complete', { ...around, delivery: { ...tracks, go_live } });
    assert.equal(done.next, undefined);
    assert.equal(done.complete, true);
  });

  it('takes no evidence of another control-plane workspace', () => {
    const other = { ...evidence, workspaceId: 'ws_other' };
    const open = page('33-detail-all-complete', { ...late(), evidence: other });
    assert.equal(stepOf(open, 'audit-receipt').command?.id, 'keyrail.exportAudit');
  });

  it('names the key that made the demo run, when this editor made it', () => {
    const own = { id: 'run_mwsgw05sd2e90c9a93d545c6', traceId: null, status: 'completed' };
    const done = page('32-detail-demo_run_succeeded', {
      ...late(),
      evidence: {
        ...evidence,
        run: { ...own, createdAt: null, completedAt: null },
        key: { id: 'key_1', prefix: 'grk_live_mwsgtj14d65', scope: ['runs:write'] },
      },
    });
    assert.ok(stepOf(done, 'demo-run').facts.includes('Made with the key grk_live_mwsgtj14d65'));
  });

  const dead = {
    account: makeAccount({ status: 'disabled' }),
    key: makeKey({ status: 'revoked', revoked_at: '2026-11-22T23:00:00.000Z' }),
  };

  it('counts neither a revoked key, though main does', () => {
    const main = page('40-main-detail-only-revoked-key', {
      accounts: [makeAccount()],
      keys: [dead.key],
    });
    assert.deepEqual(told(main), {
      steps: { ...setUp, key: 'attention' },
      next: 'keyrail.createKey',
      blockers: ['keyrail api_key_missing', 'server demo_run_missing'],
    });
    assert.deepEqual(stepOf(main, 'key').facts, ['0 live of 1 key', '1 revoked']);

    const wave = page('40-wave-detail-only-revoked-key', {
      accounts: [makeAccount()],
      keys: [dead.key],
    });
    assert.deepEqual(told(wave), {
      ...told(main),
      blockers: ['server api_key_missing'],
    });
    assert.match(stepOf(wave, 'key').why ?? '', /^Only revoked or historical API keys remain/);
  });

  it('nor a disabled account, though main does', () => {
    const around = { accounts: [dead.account], keys: [makeKey()] };
    const main = page('40-main-detail-only-disabled-sa', around);
    assert.deepEqual(told(main), {
      steps: { session: 'done', baseline: 'done', 'service-account': 'attention' },
      next: 'keyrail.createServiceAccount',
      blockers: ['keyrail service_account_missing', 'server demo_run_missing'],
    });
    assert.match(stepOf(main, 'service-account').why ?? '', /^Only disabled service accounts/);

    const wave = page('40-wave-detail-only-disabled-sa', around);
    assert.deepEqual(told(wave), {
      ...told(main),
      blockers: ['server service_account_missing'],
    });
    assert.match(stepOf(wave, 'service-account').why ?? '', /^Only disabled or historical/);
  });

  it('judges an active key alike in both variants', () => {
    const around = { accounts: [makeAccount()], keys: [makeKey()], copies: ['key_1'] };
    for (const name of ['40-main-detail-key-active', '40-wave-detail-key-active']) {
      assert.deepEqual(told(page(name, around)), {
        steps: { ...setUp, key: 'done', 'local-copy': 'now', 'demo-run': 'now' },
        next: 'keyrail.writeToEnv',
        blockers: ['server demo_run_missing'],
      });
    }
  });

  it('claims nothing about lists that could not be read', () => {
    const unread = { accounts: undefined, keys: undefined };
    const main = page('40-main-detail-key-active', unread);
    assert.deepEqual(told(main).steps, {
      session: 'done',
      baseline: 'done',
      'service-account': 'attention',
      key: 'attention',
      'local-copy': 'attention',
    });
    assert.equal(told(main).next, 'keyrail.refresh');
    // What it counts as active may have expired, or be its disabled account's.
    const wave = page('40-wave-detail-key-active', unread);
    assert.deepEqual(told(wave).steps, {
      ...setUp,
      key: 'attention',
      'local-copy': 'attention',
    });
  });

  it('tells a viewer which role is missing and whom to ask', () => {
    const viewer = page('09-viewer-detail-200', { accounts: undefined, keys: undefined });
    assert.deepEqual(told(viewer), {
      steps: { session: 'done', baseline: 'done' },
      next: undefined,
      blockers: ['server service_account_missing'],
    });
    assert.equal(
      stepOf(viewer, 'service-account').why,
      'This needs the role workspace owner or workspace admin; yours is viewer. Ask Olivia Owner.',
    );
  });

  it('informs about usage and never blocks on it', () => {
    const tiny = page('36-tiny-detail-usage-at-limit', {
      accounts: [],
      keys: [makeKey({ service_account_id: null })],
      copies: ['key_1'],
      inEnv: ['key_1'],
    });
    assert.deepEqual(told(tiny), {
      steps: { session: 'done', baseline: 'now', key: 'done', 'local-copy': 'done' },
      next: 'keyrail.bootstrapWorkspace',
      blockers: ['server baseline_not_ready'],
    });
    assert.ok(tiny.governance);
    const { plan, pressure } = tiny.governance;
    assert.deepEqual(
      [plan, pressure[0]?.metric, pressure[0]?.level],
      ['Tiny (test)', 'runs_created', 'blocked'],
    );
  });

  it('has judged every recorded detail', () => {
    const details = recordingNames().filter((name) => {
      const { request, response } = readRecording(name);
      return (
        request.method === 'GET' &&
        response.status === 200 &&
        /^\/api\/v1\/saas\/workspaces\/[^/]+$/.test(request.path)
      );
    });
    assert.deepEqual(
      details.filter((name) => !judged.has(name)),
      [],
    );
  });
});

describe('first run, beyond the recordings', () => {
  const nothing = {
    problem: undefined,
    lacks: undefined,
    detail: undefined,
    keys: undefined,
    serviceAccounts: undefined,
    delivery: undefined,
    evidence: undefined,
  };

  it('starts with connecting', () => {
    const start = firstRun({ ...nothing, connection: undefined });
    assert.deepEqual(told(start), {
      steps: { session: 'now' },
      next: 'keyrail.switchConnection',
      blockers: [],
    });
    assert.equal(stepOf(start, 'baseline').why, 'Connect to a control plane first.');
    assert.equal(start.governance, undefined);
  });

  it('says why a control plane cannot be read', () => {
    const connection = { name: 'Acme', production: true };
    const offline = firstRun({ ...nothing, connection, problem: 'Acme is offline.' });
    assert.equal(stepOf(offline, 'session').why, 'Acme is offline.');
    assert.equal(offline.next?.command?.id, 'keyrail.refresh');
    assert.deepEqual(stepOf(offline, 'session').facts, ['Acme, production']);
  });

  it('names what is missing where the control plane has answered and let nobody in', () => {
    const connection = { name: 'Acme', production: false };
    const ways = {
      user: ['keyrail.editConnection', 'The control plane must know who you are first.'],
      permission: ['keyrail.switchWorkspace', 'The control plane must let you in first.'],
      workspace: [
        'keyrail.createWorkspace',
        'Create a control-plane workspace, or be invited to one, first.',
      ],
      'chosen-workspace': ['keyrail.switchWorkspace', 'Choose a control-plane workspace first.'],
      'usable-answer': [
        'keyrail.refresh',
        'The session context comes first: its step says what is in the way.',
      ],
    } as const;
    for (const lacks of [
      'user',
      'permission',
      'workspace',
      'chosen-workspace',
      'usable-answer',
    ] as const) {
      const [way, why] = ways[lacks];
      const page = firstRun({ ...nothing, connection, lacks, problem: 'It says no.' });
      assert.equal(stepOf(page, 'session').command?.id, way);
      const others = page.steps.filter(({ id }) => id !== 'session');
      assert.deepEqual(new Set(others.map((step) => step.why)), new Set([why]));
    }
    const silent = firstRun({ ...nothing, connection, problem: 'Acme is offline.' });
    assert.equal(stepOf(silent, 'key').why, 'The control plane must answer first.');
  });

  it('does not send a key to the demo run that may not start runs', () => {
    const approver = pageOf('40-main-detail-key-active', {
      accounts: [makeAccount()],
      keys: [makeKey({ scope: ['approvals:write'] })],
      copies: ['key_1'],
    });
    assert.equal(stepOf(approver, 'key').why, 'None of the live keys may start runs.');
    assert.equal(stepOf(approver, 'demo-run').state, 'blocked');
  });

  it('prefers the narrow key at hand, and the one in a .env', () => {
    const wide = makeKey({ api_key_id: 'wide', scope: [] });
    const narrow = makeKey({ api_key_id: 'narrow' });
    const ready = (inEnv: string[]) =>
      pageOf('40-main-detail-key-active', {
        accounts: [makeAccount()],
        keys: [wide, narrow],
        copies: ['wide', 'narrow'],
        inEnv,
      });
    assert.deepEqual(stepOf(ready([]), 'demo-run').command?.args, [{ keyId: 'narrow' }]);
    assert.deepEqual(stepOf(ready(['wide']), 'demo-run').command?.args, [{ keyId: 'wide' }]);
  });

  it('shows blockers it does not know, with one of two severities and a plain surface', () => {
    const sent = (code: string, severity: string, surface: string) => ({
      code,
      severity,
      surface,
      message: `About ${code}.`,
    });
    const odd = pageOf('33-detail-all-complete', {
      change: (detail) => ({
        ...detail,
        onboarding: {
          ...detail.onboarding,
          blockers: [
            sent('go_live_track_incomplete', 'warning', 'go_live'),
            sent('legal_hold', 'catastrophic', 'Legal_Desk'),
            sent('seats_missing', 'blocking', 'api_keys'),
          ],
        },
      }),
    });
    assert.deepEqual(
      odd.blockers.map(({ severity, surface, message, command }) => [
        severity,
        surface,
        message,
        command?.id,
      ]),
      [
        ['warning', 'go-live', 'About go_live_track_incomplete.', 'keyrail.recordGoLive'],
        ['warning', 'legal-desk', 'About legal_hold.', 'keyrail.openChecklist'],
        ['blocking', 'api-keys', 'About seats_missing.', 'keyrail.createKey'],
      ],
    );
  });

  it('keeps the usage reading taken after the run when a new month starts at nothing', () => {
    const change: NonNullable<Parameters<typeof pageOf>[1]>['change'] = (detail) => ({
      ...detail,
      usage: { ...detail.usage, metrics: {} },
    });
    const name = '32-detail-demo_run_succeeded';
    assert.equal(stepOf(pageOf(name, { change }), 'usage').state, 'attention');
    const evidence = {
      connection: 'Acme',
      production: false,
      workspaceId: 'ws_support',
      workspaceName: 'Support',
      usage: { used: 12, limit: 20_000, readAt: '2026-11-22T23:28:00.000Z' },
    };
    assert.equal(stepOf(pageOf(name, { change, evidence }), 'usage').state, 'done');
  });

  it('judges alike whatever usage and billing say', () => {
    const names = [
      '07-detail-workspace_created',
      '11-detail-ready_for_demo',
      '33-detail-all-complete',
    ];
    const numbers = fc.record({ used: fc.nat(), limit: fc.option(fc.nat(), { nil: null }) });
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        numbers,
        fc.constantFrom('positive', 'warning', 'neutral', 'odd'),
        (name, metric, status_tone) => {
          const pressed = { ...metric, remaining: null, over_limit: true };
          const around = { ...early(), copies: [ciKey] };
          const page = pageOf(name, {
            ...around,
            change: (detail) => ({
              ...detail,
              billing_summary: detail.billing_summary && { ...detail.billing_summary, status_tone },
              usage: {
                ...detail.usage,
                metrics: {
                  ...detail.usage.metrics,
                  active_tool_providers: pressed,
                  artifact_storage_bytes: pressed,
                  runs_created: { ...pressed, used: pressed.used + 1 },
                },
              },
            }),
          });
          assert.deepEqual(told(page), told(pageOf(name, around)));
        },
      ),
    );
  });
});
