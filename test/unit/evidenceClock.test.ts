import assert from 'node:assert/strict';
import { usageReading } from '../../src/editor/firstRun/evidenceStore.ts';
import { emptySnapshot } from '../../src/editor/keys/snapshot.ts';
import { serverTime, tellServerTime } from '../../src/editor/serverTime.ts';
import { workspaceDetail } from '../../src/wire/workspaces.ts';
import { recordedData } from '../support/recordings.ts';

const hour = 3_600_000;

describe('the moments that evidence names', () => {
  afterEach(() => {
    tellServerTime(() => new Date());
  });

  for (const hours of [-2, -0.5, 0, 0.5, 2]) {
    it(`are the control plane's, beside those of its runs, where this machine's clock is ${hours} h ahead`, () => {
      tellServerTime(() => new Date(Date.now() - hours * hour));
      const detail = workspaceDetail.parse(recordedData('32-detail-demo_run_succeeded'));
      const freshness = { kind: 'fresh', at: Date.now() - 60_000 } as const;
      const { usage } = usageReading({ ...emptySnapshot, detail, freshness });
      const wanted = serverTime().getTime() - 60_000;
      assert.ok(Math.abs(Date.parse(usage?.readAt ?? '') - wanted) < 5000, usage?.readAt);
    });
  }
});
