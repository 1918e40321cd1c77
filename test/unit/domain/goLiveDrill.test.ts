import assert from 'node:assert/strict';
import { evidenceReport } from '../../../src/domain/firstRun/evidenceReport.ts';
import { governanceLinks } from '../../../src/domain/firstRun/governanceLinks.ts';
import { readySteps } from '../../../src/domain/firstRun/goLiveDrill.ts';
import { consoleUrlOf } from '../../../src/domain/text/consoleUrl.ts';
import { delivery } from '../../../src/wire/delivery.ts';
import { workspaceDetail } from '../../../src/wire/workspaces.ts';
import { recordedData } from '../../support/recordings.ts';
import { evidenceSample } from './evidenceSample.ts';
import { asRole, pageOf, recordedAccounts, recordedKeys, stepOf } from './firstRunStates.ts';

const late = () => ({
  keys: recordedKeys('24-race-list'),
  accounts: recordedAccounts('23-sa-disable-200'),
});
const detailOf = (name: string) => workspaceDetail.parse(recordedData(name));

const sha256 = 'ab'.repeat(32);
const evidence = {
  ...evidenceSample,
  production: true,
  receipt: { ...evidenceSample.receipt, filename: 'audit.jsonl', to: '2026-11-22', sha256 },
} as const;

describe('the go-live drill', () => {
  const ready = (...args: Parameters<typeof pageOf>) => pageOf(...args).drill.map(readySteps);

  it('is pending in a fresh control-plane workspace but for what is there', () => {
    assert.deepEqual(ready('07-detail-workspace_created'), [1, 3, 0, 0]);
  });

  it('grows with what is proved, and is never ticked by hand', () => {
    assert.deepEqual(ready('11-detail-ready_for_demo', late()), [3, 3, 0, 0]);
    assert.deepEqual(ready('32-detail-demo_run_succeeded', late()), [3, 3, 2, 0]);
    assert.deepEqual(ready('33-detail-all-complete', late()), [3, 3, 3, 0]);
  });

  it('is whole when the receipt of an own run is in a delivery track', () => {
    const tracks = delivery.parse(recordedData('33-delivery-get-all-complete'));
    const go_live = { ...tracks.go_live, notes: `SHA-256: ${sha256}` };
    const around = { ...late(), evidence, delivery: { ...tracks, go_live } };
    assert.deepEqual(ready('33-detail-all-complete', around), [3, 3, 3, 3]);
  });

  it('asks to look where the plan lacks the export and the limit is reached', () => {
    const states = pageOf('36-tiny-detail-usage-at-limit').drill.flatMap(({ steps }) =>
      steps.filter(({ state }) => state === 'attention').map(({ title }) => title),
    );
    assert.ok(states.includes('Usage pressure'), states.join());
    assert.ok(states.includes('Audit export'), states.join());
  });

  it('does not take a revoked key for a credential, though main does', () => {
    const [phase] = pageOf('40-main-detail-only-revoked-key', { keys: [], accounts: [] }).drill;
    assert.equal(phase?.steps[2].state, 'pending');
  });

  const saysOf = (title: string, ...args: Parameters<typeof pageOf>) =>
    pageOf(...args)
      .drill.flatMap(({ steps }) => steps)
      .find((step) => step.title === title)?.says;

  it('says of keys that were not listed only that, and whose role keeps them from it', () => {
    const unread = { keys: undefined, accounts: undefined };
    for (const name of ['40-wave-detail-key-active', '40-main-detail-key-active']) {
      assert.equal(saysOf('Credential path', name, unread), 'The keys could not be listed.');
      const says = saysOf('Credential path', name, { ...unread, change: asRole('viewer') });
      assert.equal(says, 'It cannot be seen with your role.');
    }
  });

  it('knows of a receipt that was made and handed off elsewhere', () => {
    const tracks = delivery.parse(recordedData('33-delivery-get-all-complete'));
    const notes = `Audit export other.jsonl (full workspace history, SHA-256: ${'cd'.repeat(32)}).`;
    const elsewhere = { ...tracks, go_live: { ...tracks.go_live, notes } };
    const handOff = (around: Parameters<typeof pageOf>[1]) =>
      saysOf('Hand-off', '33-detail-all-complete', { ...late(), ...around });
    const made =
      'A delivery track carries the note of a receipt that was made elsewhere; none was made here.';
    assert.equal(handOff({ delivery: elsewhere }), made);
    const step = stepOf(
      pageOf('33-detail-all-complete', { ...late(), delivery: elsewhere }),
      'audit-receipt',
    );
    assert.deepEqual([step.state, step.why], ['now', made]);
    assert.match(
      handOff({ delivery: elsewhere, evidence }) ?? '',
      /No .* of the receipt that was made here/,
    );
    assert.match(handOff({ delivery: tracks }) ?? '', /No .* of a receipt\.$/);
    assert.match(handOff({}) ?? '', /not read yet/);
  });
});

describe('the evidence as a document', () => {
  const report = (change: Partial<Parameters<typeof evidenceReport>[0]> = {}) =>
    evidenceReport({
      evidence,
      page: pageOf('33-detail-all-complete', { ...late(), evidence }),
      detail: detailOf('33-detail-all-complete'),
      delivery: delivery.parse(recordedData('33-delivery-get-all-complete')),
      decisions: [],
      deliveries: [],
      baseUrl: 'https://api.acme.example',
      readAt: new Date('2026-11-23T12:00:00.000Z'),
      ...change,
    });

  it('names each decision about a place with what it rested on', () => {
    const decision = {
      at: '2026-11-23T11:00:00.000Z',
      keyPrefix: 'grk_live_mwsgtj14d65',
      place: 'app/config|x.json',
      how: 'end-anyway',
      lastUse: { old: '2026-11-22T09:00:00.000Z', next: null },
    } as const;
    const text = report({
      decisions: [
        decision,
        { ...decision, how: 'gone', lastUse: undefined },
        { ...decision, how: 'overwrite' },
      ],
    });
    const [, table = ''] = text.split('## Decisions about places');
    for (const part of [
      '2026-11-23 11:00:00Z',
      '`grk_live_mwsgtj14d65`',
      'Not waited for, as the person said | 2026-11-22 09:00:00Z | never |',
      'Gone, as the person said | not known | not known |',
      'A change of somebody else overwritten, as the person said |',
    ]) {
      assert.ok(table.includes(part), `${part} in ${table}`);
    }
    assert.ok(!report().includes('Decisions about places'));
  });

  it('names each program that was given a secret', () => {
    const text = report({
      deliveries: [
        {
          at: '2026-11-23T11:00:00.000Z',
          keyPrefix: 'grk_live_mwsgtj14d65',
          place: 'gh-actions: octo|app, KEY',
        },
      ],
    });
    const [, table = ''] = text.split('## Deliveries to programs');
    const row = '| 2026-11-23 11:00:00Z | `grk_live_mwsgtj14d65` | gh-actions: octo';
    assert.ok(table.includes(row), table);
    assert.ok(!report().includes('Deliveries to programs'));
  });

  it('says what was read when, what belongs together, and how to check it', () => {
    const text = report();
    for (const part of [
      'Read at 2026-11-23 12:00:00Z (UTC)',
      '`https://api.acme.example` · production',
      '**Run:** `run_mwsgw05sd2e90c9a93d545c6` · completed',
      '**Made with the key:** `key_1` · `grk_live_mwsgtj14d65` · runs:write',
      '**After the run:** 12 of 20,000 · read at 2026-11-22 23:27:47Z',
      '**Size:** 9195 bytes',
      `**SHA-256:** \`${sha256}\``,
      '`sha256sum audit.jsonl`',
      '### Verification',
      '### Go-live drill',
      'Execute operator flow (3 of 3)',
    ]) {
      assert.ok(text.includes(part), `${part} is missing in:\n${text}`);
    }
  });

  it('says what is missing instead of leaving it out', () => {
    const { connection, production, workspaceId, workspaceName } = evidence;
    const start = { connection, production, workspaceId, workspaceName };
    const text = report({ evidence: start, delivery: undefined, baseUrl: undefined });
    assert.match(text, /none was made from this editor/);
    assert.match(text, /inside the editor · production/);
    assert.match(text, /They could not be read\./);
    assert.match(text, /No audit export was made from this editor\./);
  });

  it('lets no text of a server be markup', () => {
    const detail = detailOf('33-detail-all-complete');
    const workspace = { ...detail.workspace, display_name: '# A | [b](http://c)\n# d' };
    const text = report({ detail: { ...detail, workspace } });
    assert.ok(text.includes('\\# A \\| \\[b\\]\\(http\\://c\\) \\# d'), text);
    assert.doesNotMatch(text, /^# d/m);
  });
});

describe('the links of the governance checkpoint', () => {
  it('lead to the console of a control plane at api., and nowhere else', () => {
    assert.equal(consoleUrlOf('https://api.govrail.net'), 'https://govrail.net');
    assert.equal(consoleUrlOf('https://api.acme.example:8443/x'), 'https://acme.example:8443');
    for (const other of [
      'http://api.acme.example',
      'https://acme.example',
      'https://api.com',
      'x',
    ]) {
      assert.equal(consoleUrlOf(other), undefined, other);
    }
  });

  it('follow the server only to pages of its own console', () => {
    const detail = detailOf('32-detail-demo_run_succeeded');
    assert.deepEqual(governanceLinks(detail, undefined), []);
    const action = { kind: 'x', label: 'Pay', href: 'https://evil.example/pay' };
    const billing = { ...detail.billing_summary!, action };
    const changed = { ...detail, billing_summary: billing };
    assert.deepEqual(
      governanceLinks(changed, 'https://govrail.net').map(({ name, url }) => [name, url]),
      [
        ['plan', 'https://govrail.net/settings?intent=manage-plan'],
        ['usage', 'https://govrail.net/usage'],
      ],
    );
  });
});
