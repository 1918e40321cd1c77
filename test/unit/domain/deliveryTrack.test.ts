import assert from 'node:assert/strict';
import {
  deliveryWith,
  hasChanged,
  trackBody,
  withLinks,
  withNote,
} from '../../../src/domain/firstRun/deliveryTrack.ts';
import { UserFacingError } from '../../../src/domain/errors.ts';
import { delivery, deliveryBody, type DeliverySection } from '../../../src/wire/delivery.ts';
import { recordedData } from '../../support/recordings.ts';

const empty: DeliverySection = {
  status: 'pending',
  owner_user_id: null,
  notes: null,
  evidence_links: [],
  updated_at: '',
};

describe('a delivery track', () => {
  it('sends the other track back as it was read', () => {
    const read = delivery.parse(recordedData('33-delivery-post-200'));
    const ours = { ...trackBody(read.go_live), status: 'complete' as const };
    const body = deliveryWith(read, 'go_live', ours);
    assert.deepEqual(body.verification, trackBody(read.verification));
    assert.deepEqual(deliveryBody.parse(body), body);
  });

  it('is not sent with a status that nobody knows', () => {
    assert.throws(() => trackBody({ ...empty, status: 'parked' }), UserFacingError);
  });

  it('adds links once, and keeps the newest twenty', () => {
    const link = (id: number) => ({ label: `run ${id}`, url: `govrail://runs/${id}` });
    assert.deepEqual(withLinks([link(1)], [link(1), link(2)]), [link(1), link(2)]);
    const many = withLinks(
      Array.from({ length: 20 }, (_, id) => link(id)),
      [link(99)],
    );
    assert.equal(many.length, 20);
    assert.deepEqual(many.at(-1), link(99));
  });

  it('adds to a note only the lines it does not say yet', () => {
    const first = withNote('By hand.', 'Evidence\nRun: a');
    assert.equal(first, 'By hand.\n\nEvidence\nRun: a');
    assert.equal(withNote(first, 'Evidence\nRun: a'), first);
    assert.equal(withNote(first, 'Evidence\nRun: a\nReceipt'), `${first}\n\nReceipt`);
    assert.equal(withNote(null, 'Evidence'), 'Evidence');
  });

  it('refuses a note that the server would cut', () => {
    assert.throws(() => withNote('x'.repeat(3_999), 'Evidence'), /9 characters too long/);
  });

  it('sees that somebody has changed it meanwhile', () => {
    assert.equal(hasChanged(empty, { ...empty }), false);
    assert.equal(hasChanged(empty, { ...empty, updated_at: '2026-11-23T00:00:00.000Z' }), true);
    assert.equal(hasChanged(empty, { ...empty, notes: 'theirs' }), true);
  });
});
