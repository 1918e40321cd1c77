import assert from 'node:assert/strict';
import type { KeyRowFacts } from '../../../../src/domain/keys/keyFacts.ts';
import type { Notice } from '../../../../src/domain/notices/notice.ts';
import { noticeText } from '../../../../src/domain/notices/noticeText.ts';
import type { ApiKey } from '../../../../src/wire/apiKeys.ts';
import { days, makeRow, noon } from '../rows.ts';

function notice(
  kind: Notice['kind'],
  key: Partial<ApiKey>,
  more: Partial<KeyRowFacts> = {},
  threshold = 0,
): Notice {
  return { kind, threshold, row: makeRow(key, { name: 'first run', ...more }) };
}
const week = notice('expiring', { created_at: days(-60), expires_at: days(6.5) }, {}, 7);

describe('the words of a notice', () => {
  const told: [Notice, level: string, sentence: string, button: string][] = [
    [
      week,
      'info',
      'The key first run expires in 6 d. Rotate it with overlap, and nothing stops working.',
      'Rotate with Overlap',
    ],
    [
      notice('rotation-due', { created_at: days(-80) }),
      'info',
      'The key first run is due for rotation: its rotation window of 90 days ends in 10 d.',
      'Rotate with Overlap',
    ],
    [
      notice('rotation-overdue', { created_at: days(-95) }),
      'info',
      'The key first run has outlived its rotation window of 90 days by 5 d. It still works.',
      'Rotate with Overlap',
    ],
    [
      notice('expired', { created_at: days(-60), expires_at: days(-2) }, { hasCopy: true }),
      'warning',
      'The key first run expired 2 d ago. Its value is still kept here, and is refused.',
      'Show Places',
    ],
    [
      notice('ended-elsewhere', { status: 'revoked' }, { hasCopy: true }),
      'warning',
      'The key first run was revoked, and not by this editor. The value that is kept here is refused.',
      'Show Places',
    ],
    [
      notice(
        'orphaned',
        {},
        { status: { kind: 'orphaned', serviceAccountId: 'svc', serviceAccountName: 'ci-bot' } },
      ),
      'warning',
      'The key first run no longer works: its service account ci-bot is disabled.',
      'Revoke Key…',
    ],
  ];
  for (const [one, level, sentence, button] of told) {
    it(`say what happened: ${one.kind}`, () => {
      const text = noticeText([one], noon);
      assert.equal(text.sentence, sentence);
      assert.equal(text.level, level);
      assert.deepEqual(
        text.remedies.map(({ label, args }) => [label, args]),
        [[button, [{ keyId: 'key_1' }]]],
      );
    });
  }

  it('are one sentence for many keys, which names three and counts the rest', () => {
    const { sentence, remedies } = noticeText([week, week, week, week, week], noon);
    assert.equal(
      sentence,
      '5 keys need attention: first run expires in 6 d; first run expires in 6 d; first run expires in 6 d; and 2 more.',
    );
    assert.deepEqual(
      remedies.map(({ command }) => command),
      ['keyrail.showAttention'],
    );
  });

  it('warn where one of several will not work tomorrow', () => {
    const day = notice('expiring', { created_at: days(-60), expires_at: days(0.5) }, {}, 1);
    assert.equal(noticeText([week, day], noon).level, 'warning');
  });
});
