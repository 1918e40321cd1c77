import { stepIds } from '../../src/domain/firstRun/firstRunState.ts';
import type { ChecklistRequest } from '../../src/panels/protocol/checklist.ts';
import type { PlaygroundRequest } from '../../src/panels/protocol/playground.ts';

/** What each page may ask for, every verb at least once; the verbs of both, so that neither takes the other's. */
export const pageRequests: {
  readonly checklist: readonly ChecklistRequest[];
  readonly playground: readonly PlaygroundRequest[];
} = {
  checklist: [
    { type: 'ready' },
    ...stepIds.map((step) => ({ type: 'doStep' as const, number: 1, step })),
    { type: 'openBlocker', number: 2, code: 'api_key_missing' },
    { type: 'copyEvidence', number: 3, form: 'plain' },
    { type: 'open', number: 4, what: 'refresh' },
  ],
  playground: [
    { type: 'ready' },
    { type: 'draft', text: '{}', keyId: null },
    { type: 'comment', approvalId: 'apr_1', text: 'Looked at it.' },
    { type: 'run', number: 1, text: '{}', keyId: 'key_1' },
    { type: 'cancel', number: 2 },
    { type: 'stop', number: 11 },
    { type: 'replay', number: 3 },
    { type: 'show', number: 4, runId: 'run_1' },
    { type: 'copy', number: 5, what: 'trace' },
    { type: 'remedy', number: 6 },
    { type: 'instead', number: 12 },
    { type: 'example', number: 7, name: 'refused' },
    { type: 'openAsJson', number: 8, text: '' },
    { type: 'open', number: 9, what: 'checklist' },
    { type: 'open', number: 10, what: 'refresh' },
  ],
};
