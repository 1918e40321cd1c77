import assert from 'node:assert/strict';
import { requireExport } from '../../../src/commands/audit/requireExport.ts';
import { requireRuns } from '../../../src/commands/firstRun/requireRuns.ts';
import { UserFacingError } from '../../../src/domain/errors.ts';
import { emptySnapshot, type Snapshot } from '../../../src/editor/keys/snapshot.ts';
import { workspaceDetail, type WorkspaceDetail } from '../../../src/wire/workspaces.ts';
import { recordedData } from '../../support/recordings.ts';

const recorded = workspaceDetail.parse(recordedData('07-detail-workspace_created'));

const withFeature = (audit_export?: boolean): WorkspaceDetail => ({
  ...recorded,
  plan: {
    ...recorded.plan,
    display_name: 'Free',
    features: audit_export === undefined ? {} : { audit_export },
  },
});
/** A period that is over would be told in other words, so this one ends in the month after the next. */
const later = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + 2, 1));
const withRuns = (used: number, limit: number | null): WorkspaceDetail => ({
  ...recorded,
  usage: {
    ...recorded.usage,
    period_end: later.toISOString(),
    metrics: { runs_created: { used, limit, remaining: null, over_limit: false } },
  },
});

/** A list that shows the first detail, and from the first refresh on the second. */
function listOf(before: WorkspaceDetail | undefined, after: WorkspaceDetail | undefined) {
  const list = {
    snapshot: { ...emptySnapshot, detail: before } satisfies Snapshot as Snapshot,
    reads: 0,
    refresh: () => {
      list.reads++;
      list.snapshot = { ...emptySnapshot, detail: after };
      return Promise.resolve();
    },
  };
  return list;
}

const saying = (message: string) => (error: unknown) => {
  assert.ok(error instanceof UserFacingError);
  assert.equal(error.message, message);
  assert.equal(error.remedies[0]?.command, 'keyrail.openChecklist');
  return true;
};

describe('what the plan refuses', () => {
  const noExport =
    'The plan Free has no audit export. Trying again changes nothing; another plan does.';

  it('is told of an export before anything is asked, also where the plan does not name it', async () => {
    for (const detail of [withFeature(false), withFeature()]) {
      await assert.rejects(requireExport(listOf(detail, detail)), saying(noExport));
    }
  });

  it('is told of an export whose plan was not known and can be read', async () => {
    await assert.rejects(requireExport(listOf(undefined, withFeature())), saying(noExport));
  });

  it('is not told of a plan that has the export now, or cannot be read', async () => {
    await requireExport(listOf(withFeature(), withFeature(true)));
    await requireExport(listOf(undefined, undefined));
    const known = listOf(withFeature(true), undefined);
    await requireExport(known);
    assert.equal(known.reads, 0);
  });

  it('is told of a run before anything is asked, where the runs of the plan are used up', async () => {
    await assert.rejects(
      requireRuns(listOf(withRuns(50, 50), withRuns(50, 50))),
      saying(
        `The plan limit is reached: Runs created, 50 of 50. Runs are refused until ${later.toISOString().slice(0, 10)} or another plan, with every key.`,
      ),
    );
  });

  it('is not told of a run while one is left, without a limit, or once the plan has changed', async () => {
    await requireRuns(listOf(withRuns(49, 50), undefined));
    await requireRuns(listOf(withRuns(50, null), undefined));
    await requireRuns(listOf(withRuns(50, 50), withRuns(50, 100)));
  });
});
