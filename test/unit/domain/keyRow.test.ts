import assert from 'node:assert/strict';
import { config } from '@vscode/l10n';
import type { KeyRowFacts, PlaceFacts } from '../../../src/domain/keys/keyFacts.ts';
import { keyRow } from '../../../src/domain/keys/keyRow.ts';
import { effectiveStatus } from '../../../src/domain/keys/keyStatus.ts';
import type { ApiKey } from '../../../src/wire/apiKeys.ts';
import { allDiffer, rowDifferences } from '../../../src/domain/keys/rowDifferences.ts';
import { clockTime } from '../../../src/domain/text/relativeTime.ts';
import { days, makeAccount, makeKey, makeRow, noon, planned } from './rows.ts';

/** What a row says, and its tooltip by the names of its lines. */
const seen = (more: Partial<KeyRowFacts>) => {
  const { description, tooltip } = row({}, more);
  return [description, new Map(tooltip)] as const;
};

const row = (given: Partial<ApiKey>, more?: Partial<KeyRowFacts>) =>
  keyRow(makeRow(given, more), noon);

describe('key row', () => {
  it('is labelled with the local name, else with the prefix', () => {
    assert.equal(row({}).label, 'grk_live_mwsgtj14d65');
    assert.equal(row({}, { name: 'ci' }).label, 'ci');
  });

  const at = clockTime(days(-1 / 24));
  const waits = {
    reason: 'a place still holds it',
    sentence: 'A place holds it.',
    since: days(-1 / 24),
  };
  const operation = { ...waits, operation: 'rotation', mayBeDone: false };
  const next: [string, Partial<ApiKey>, Partial<KeyRowFacts>?][] = [
    ['expires in 12 d', { expires_at: days(12.5) }],
    ['expires in 30 d', { expires_at: days(30) }],
    ['rotate in 40 d', { created_at: days(-50), last_used_at: days(-1) }],
    ['rotate in 3 d', { created_at: days(-87) }],
    ['rotation overdue by 5 d', { created_at: days(-95) }],
    ['never used', {}],
    ['used 3 h ago', { last_used_at: days(-1 / 8) }],
    ['expired 2 d ago', { expires_at: days(-2) }],
    ['expired', { status: 'expired' }],
    ['revoked 1 d ago', { status: 'revoked', revoked_at: days(-1) }],
    ['needs review', { status: 'paused' }],
    [`replaced, ends ${clockTime(days(1 / 24))}`, { expires_at: days(3) }, { retiring: planned() }],
    ['replaced, ends when unused', {}, { retiring: planned({ plan: 'unused', at: undefined }) }],
    [
      'replaced, kept until you end it',
      {},
      { retiring: planned({ plan: 'none', at: undefined, waits }) },
    ],
    ['replaced, ends now', {}, { retiring: planned({ at: days(-1) }) }],
    [
      `replaced, its end waiting since ${at}: a place still holds it`,
      {},
      { retiring: planned({ at: days(-1), waits }) },
    ],
    [`rotation waiting since ${at}: a place still holds it`, {}, { waits: operation }],
    [
      `rotation may be done, waiting since ${at}: a place still holds it`,
      {},
      { waits: { ...operation, mayBeDone: true } },
    ],
    ['revoked 1 d ago', { status: 'revoked', revoked_at: days(-1) }, { waits: operation }],
    ['loan over, ends now', {}, { lent: { until: days(-1), borrower: 'an agent' } }],
    [
      `loan over, its end waiting since ${at}: a place still holds it`,
      {},
      { lent: { until: days(1), borrower: 'an agent', waits } },
    ],
    ['revoked 1 d ago', { status: 'revoked', revoked_at: days(-1) }, { retiring: planned() }],
  ];
  for (const [text, key, more] of next) {
    it(`says what is next: ${text}`, () => {
      assert.equal(row(key, more).description, `${text} · runs:write · ci-bot`);
    });
  }

  it('begins with the place where nothing comes next, and else with what does', () => {
    const placements = [{ where: '.env, KEY', current: true }];
    const begins = (key: Partial<ApiKey>, more: Partial<KeyRowFacts> = {}) =>
      row(key, { placements, ...more })
        .description.split(' · ')
        .slice(0, 2);
    assert.deepEqual(begins({ last_used_at: days(0) }), ['.env', 'just used']);
    assert.deepEqual(begins({ expires_at: days(89) }), ['.env', 'never used']);
    assert.deepEqual(begins({ expires_at: days(30) }), ['expires in 30 d', '.env']);
    assert.deepEqual(begins({ created_at: days(-87) }), ['rotate in 3 d', '.env']);
    assert.deepEqual(begins({ status: 'revoked', revoked_at: days(-1) }), [
      'revoked 1 d ago',
      '.env',
    ]);
    assert.match(begins({}, { retiring: planned() })[0] ?? '', /^replaced, ends/);
    // What needs a hand cannot wait until what comes in weeks.
    const stale = [{ where: '.env, KEY', current: false }];
    assert.equal(begins({ expires_at: days(30) }, { placements: stale })[0], 'old value in .env');
  });

  const place = (where: string, current = true): PlaceFacts => ({ where, current });
  const places: [string, readonly PlaceFacts[]][] = [
    ['.env', [place('.env, GOVRAIL_API_KEY')]],
    ['apps/api/.env', [place('apps/api/.env, KEY')]],
    ['.envrc', [place('.envrc:3')]],
    ['2 places', [place('.env, KEY'), place('terminals of app')]],
    ['old value in .env', [place('.env, KEY', false), place('.envrc:3')]],
    ['2 places need a hand', [place('.env, KEY', false), place('.envrc:3', false)]],
    [
      'not delivered to gh-actions: octo/app',
      [{ ...place('gh-actions: octo/app, KEY'), notDelivered: 'the program is signed out' }],
    ],
    ['.env has changed', [{ ...place('.env, KEY', false), unknown: true }, place('.envrc:3')]],
  ];
  for (const [text, placements] of places) {
    it(`says where it is, or where it needs a hand: ${text}`, () => {
      const { description, accessibleLabel } = row({}, { placements });
      assert.equal(description, `${text} · never used · runs:write · ci-bot`);
      assert.ok(accessibleLabel.endsWith(`, ${text}`));
    });
  }

  it('leaves out what is the same for all rows that are shown', () => {
    const { key, accountName } = makeRow({});
    const alike = {
      names: true,
      ...rowDifferences([
        { key, accountName },
        { key, accountName },
      ]),
    };
    assert.equal(keyRow(makeRow({}), noon, alike).description, 'never used');
    const other = makeRow({ scope: ['runs:manage'] });
    assert.deepEqual(rowDifferences([makeRow({}), other]), { scopes: true, owner: false });
    const elsewhere = makeRow({ service_account_id: 'svc_other' });
    assert.deepEqual(rowDifferences([makeRow({}), elsewhere]), { scopes: false, owner: true });
  });

  it('says which one it is where another has its name', () => {
    const twin = row({}, { name: 'sample', isNamesake: true });
    assert.equal(twin.description, 'never used · …j14d65 · runs:write · ci-bot');
    assert.match(twin.accessibleLabel, /, grk_live_mwsgtj14d65$/);
    // Where it is cut, after its first words, it has said which one it is.
    const placed = row(
      {},
      { name: 'sample', isNamesake: true, placements: [{ where: '.env, KEY', current: true }] },
    );
    assert.match(placed.description, /^\.env · …j14d65 · never used · /);
    // Those that stand below it or apart are not taken for it; one that is over has only this.
    const alone = { ...allDiffer, names: false };
    const named = makeRow({}, { name: 'sample', isNamesake: true });
    assert.doesNotMatch(keyRow(named, noon, alone).description, /j14d65/);
    const over = makeRow({ revoked_at: days(-1) }, { name: 'sample', isNamesake: true });
    assert.match(keyRow(over, noon, alone).description, /…j14d65/);
    // Without a name, the prefix is its label.
    assert.doesNotMatch(row({}, { isNamesake: true }).description, /grk_live/);
  });

  it('says of every living key what no scope keeps it from', () => {
    const always = [
      'Every key, whatever its scopes',
      'Reads everything here, and creates and changes policies and tool providers',
    ];
    const lines = ({ tooltip }: ReturnType<typeof keyRow>) =>
      tooltip.filter(([name]) => name === always[0]);
    assert.deepEqual(lines(row({})), [always]);
    assert.deepEqual(lines(row({ scope: ['mcp:call', 'a2a:write'] })), [always]);
    // What has full access says more, and what is refused may nothing.
    assert.deepEqual(lines(row({ scope: [] })), []);
    assert.deepEqual(lines(row({ status: 'revoked', revoked_at: days(-1) })), []);
  });

  it('tells an orphan, a key without account and one with every right', () => {
    const orphan = effectiveStatus(makeKey(), {
      serviceAccounts: [makeAccount({ status: 'disabled' })],
      now: noon,
      expiryWarningDays: 14,
      rotationWindowDays: 90,
    });
    assert.match(row({}, { status: orphan }).description, /^service account disabled · /);
    const bare = row({ scope: [], service_account_id: null }, { accountName: undefined });
    assert.equal(bare.description, 'never used · full access · no service account');
  });

  it('can be read aloud', () => {
    assert.equal(
      row({ expires_at: days(12.5) }, { name: 'ci' }).accessibleLabel,
      'ci, expiring, runs:write, ci-bot, expires in 12 days',
    );
    assert.match(row({ last_used_at: days(-1 / 24) }).accessibleLabel, /used 1 hour ago$/);
  });

  it('says of a replaced key its planned end and nothing else, in row, label and tooltip', () => {
    const facts = { name: 'ci', retiring: planned() };
    const { description, accessibleLabel, tooltip } = row({ expires_at: days(89) }, facts);
    const at = clockTime(days(1 / 24));
    assert.ok(description.startsWith(`replaced, ends ${at} · `));
    assert.equal(accessibleLabel, `ci, replaced, ends ${at}, runs:write, ci-bot`);
    const lines = new Map(tooltip);
    assert.equal(
      lines.get('Status'),
      `Replaced by grk_live_successor00. It works until ${at}; then Keyrail revokes it. If VS Code is closed at that moment, Keyrail revokes it at the next start.`,
    );
    assert.match(lines.get('Ends') ?? '', /2026-11-23 13:00 UTC \(in 1 h\)/);
    assert.ok(!lines.has('Expires') && lines.has('Its own expiry'));
    assert.doesNotMatch(JSON.stringify(tooltip), /Active/);
  });

  it('names the day where the planned end is not today', () => {
    const later = (at: string) => row({}, { retiring: planned({ at }) }).description;
    assert.match(later(days(1.5)), /replaced, ends \w{3},? .*\d:\d\d/);
    assert.match(later(days(40)), /replaced, ends Jan 2, 2027/);
  });

  it('says what holds an end up, for what and since when, and not that it has ended', () => {
    const [description, lines] = seen({ retiring: planned({ at: days(-1 / 24), waits }) });
    assert.match(
      description,
      /^replaced, its end waiting since .*\d:\d\d.*: a place still holds it/,
    );
    assert.match(
      lines.get('Status') ?? '',
      /It still works; its end has been waiting since .*\d:\d\d.*\. A place holds it\.$/,
    );
    assert.ok(lines.has('Was to end') && !lines.has('Ends'));
  });

  it('says of an end whose time has come, and nothing of the past as to come', () => {
    const [, lines] = seen({ retiring: planned({ at: days(-1 / 720) }) });
    assert.match(lines.get('Status') ?? '', /Its time came .*; Keyrail revokes it now\.$/);
    assert.ok(lines.has('Was to end') && !lines.has('Ends'));
  });

  it('says of a loan and of any other operation that waits the same, in the tooltip too', () => {
    const lent = { until: days(-1), borrower: 'an agent', waits };
    assert.match(
      seen({ lent })[1].get('Loan') ?? '',
      /^Lent to an agent\. The loan is over, and its end has been waiting since .*: A place holds it\.$/,
    );
    const mayBeDone = { ...operation, mayBeDone: true };
    assert.match(
      seen({ waits: mayBeDone })[1].get('Waits') ?? '',
      /^Its rotation has been waiting since .* and may have been carried out\. A place holds it\.$/,
    );
  });

  it('says of what came since the row was made that it has come', () => {
    const made = makeRow({ expires_at: days(1) });
    assert.match(keyRow(made, new Date(days(2))).description, /^expired 1 d ago/);
    const due = makeRow({ created_at: days(-89) });
    assert.match(keyRow(due, new Date(days(3))).description, /^rotation overdue by 2 d/);
  });

  describe('in another language', () => {
    const german = {
      'expires {0}': 'läuft ab {0}',
      'rotate {0}': 'Rotation {0}',
      'in {0}': 'in {0}',
      '{0} ago': 'vor {0}',
      'replaced, ends when unused': 'ersetzt, endet unbenutzt',
      'used {0}': 'benutzt {0}',
      '1 day': '1 Tag',
      '{0} days': '{0} Tagen',
      '{0} hours': '{0} Stunden',
      '1 minute': '1 Minute',
      '{0} years': '{0} Jahren',
    };
    beforeEach(() => {
      config({ contents: german });
    });
    afterEach(() => {
      config({ contents: {} });
    });

    it('says in it what comes next', () => {
      assert.match(row({ expires_at: days(30) }).description, /^läuft ab in 30 d · /);
      assert.match(row({ created_at: days(-50) }).description, /^Rotation in 40 d · /);
      const unused = planned({ plan: 'unused', at: undefined });
      assert.match(row({}, { retiring: unused }).description, /^ersetzt, endet unbenutzt · /);
    });

    it('is read aloud in it', () => {
      const aloud = (at: string) => row({ last_used_at: at }).accessibleLabel;
      assert.match(row({ expires_at: days(30) }).accessibleLabel, /läuft ab in 30 Tagen$/);
      assert.match(aloud(days(-1)), /, benutzt vor 1 Tag$/);
      assert.match(aloud(days(-1 / 8)), /vor 3 Stunden$/);
      assert.match(aloud(days(-1 / 1440)), /vor 1 Minute$/);
      assert.match(aloud(days(-800)), /vor 2 Jahren$/);
    });
  });

  it('shows ids, owner, dates, rotation window and placements in the tooltip', () => {
    const { tooltip } = row(
      { created_by_user_id: 'usr_owner', last_used_at: days(-0.5) },
      {
        hasCopy: true,
        placements: [
          { where: '.env:3', current: true },
          { where: 'terminals of app', current: false },
        ],
      },
    );
    assert.deepEqual(tooltip, [
      ['Status', 'Active. This key can take part in a governed flow.'],
      ['Key ID', 'key_1'],
      ['Prefix', 'grk_live_mwsgtj14d65'],
      ['Scopes', 'runs:write'],
      [
        'Every key, whatever its scopes',
        'Reads everything here, and creates and changes policies and tool providers',
      ],
      ['Service account', 'ci-bot (svc_ci)'],
      ['Created by', 'Olivia Owner'],
      ['Created', '2026-11-13 12:00 UTC (10 d ago)'],
      ['Last used', '2026-11-23 00:00 UTC (12 h ago)'],
      ['Expires', 'never'],
      ['Rotation window', '90 d, ends 2027-02-11 12:00 UTC (in 80 d)'],
      ['Local copy', 'kept by this editor'],
      ['Place', '.env:3'],
      ['Place', 'terminals of app, old value'],
    ]);
  });

  it('shows when a key was revoked instead of what no longer matters', () => {
    const names = row({ status: 'revoked', revoked_at: days(-1) }).tooltip.map(([name]) => name);
    assert.ok(names.includes('Revoked'));
    assert.ok(!names.includes('Expires') && !names.includes('Rotation window'));
  });

  it('warns of full access', () => {
    const scopes = row({ scope: [] }).tooltip.find(([name]) => name === 'Scopes')?.[1];
    assert.match(scopes ?? '', /full access/);
  });
});
