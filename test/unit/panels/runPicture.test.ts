import assert from 'node:assert/strict';
import { runPicture } from '../../../src/panels/runPicture.ts';
import { runGraph } from '../../../src/wire/runGraph.ts';

const step = (status: string) => ({
  step_id: `step_${status}`,
  run_id: 'run_1',
  sequence_no: 1,
  step_type: 'approval_wait',
  actor_ref: null,
  status,
  started_at: null,
  ended_at: null,
  metadata_json: null,
});

describe('the picture of a run', () => {
  it('keeps the status of the server, by which a step is drawn, beside the words for it', () => {
    const graph = runGraph.parse({
      run: { run_id: 'run_1', status: 'waiting_approval' },
      steps: [step('blocked'), step('a_new_one')],
      page_info: { next_cursor: null },
    });
    assert.deepEqual(
      runPicture(graph).map(({ title, status, statusWords }) => [title, status, statusWords]),
      [
        ['approval', 'blocked', 'waiting'],
        ['approval', 'a_new_one', 'a new one'],
      ],
    );
  });
});
