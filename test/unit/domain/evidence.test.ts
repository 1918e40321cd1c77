import assert from 'node:assert/strict';
import { evidenceLinks, evidenceNote } from '../../../src/domain/firstRun/evidence.ts';
import { deliveryBody } from '../../../src/wire/delivery.ts';
import { readRecording } from '../../support/recordings.ts';
import { evidenceSample } from './evidenceSample.ts';

const evidence = evidenceSample;
const { sha256 } = evidence.receipt;

describe('evidence note', () => {
  it('holds everything that belongs together, one line each', () => {
    assert.equal(
      evidenceNote(evidence, 'plain'),
      [
        'Evidence of the first run',
        'Control-plane workspace: Support · ws_support',
        'Connection: Acme · non-production',
        'Run: run_mwsgw05sd2e90c9a93d545c6 · completed',
        'Trace: trc_mwsgw05leb2576c074044277',
        'Started: 2026-11-22T23:27:44.848Z',
        'Completed: 2026-11-22T23:27:44.900Z',
        'Key: key_1 · grk_live_mwsgtj14d65 · runs:write',
        'Runs created: 12 of 20,000 · 2026-11-22T23:27:47.000Z',
        `Audit export govrail-audit-support-20261122.jsonl (full workspace history, SHA-256: ${sha256}).`,
      ].join('\n'),
    );
  });

  it('is the same in Markdown, with values as code', () => {
    const note = evidenceNote(evidence, 'markdown');
    assert.match(
      note,
      /^### Evidence of the first run\n\n- \*\*Control-plane workspace:\*\* `Support`/,
    );
    assert.match(note, /- \*\*Run:\*\* `run_mwsgw05sd2e90c9a93d545c6` · `completed`/);
    assert.match(note, /\n\nAudit export govrail-audit/);
  });

  it('grows with the first run', () => {
    const { connection, production, workspaceId, workspaceName } = evidence;
    const start = { connection, production, workspaceId, workspaceName };
    assert.equal(evidenceNote(start, 'plain').split('\n').length, 3);
    assert.deepEqual(evidenceLinks(start), []);
  });

  it('lets no text of a server start a line or end the code it stands in', () => {
    const note = evidenceNote({ ...evidence, workspaceName: 'a`\n# b' }, 'markdown');
    assert.match(note, /`a' # b`/);
  });

  it('links the run in the form that the console stores', () => {
    const sent = deliveryBody.parse(readRecording('33-delivery-post-200').request.body);
    assert.deepEqual(evidenceLinks(evidence), sent.verification.evidence_links);
  });
});
