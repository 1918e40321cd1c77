import type { DeliverySection } from '../../wire/delivery.ts';
import type { Database, Query } from '../database/query.ts';

export const trackKeys = ['verification', 'go_live'] as const;
export type TrackKey = (typeof trackKeys)[number];

/**
 * A delivery track as it is answered; `updated_at` is `''` until it is first written
 * (docs/contract.md, Delivery tracks).
 */
export interface Track extends DeliverySection {
  readonly status: 'pending' | 'in_progress' | 'complete';
  readonly updated_at: string;
}

export type Tracks = Readonly<Record<TrackKey, Track>>;

interface TrackRow {
  readonly track_key: string;
  readonly status: Track['status'];
  readonly owner_user_id: string | null;
  readonly notes: string | null;
  readonly evidence_links: string;
  readonly updated_at: string;
}

const tracksOfWorkspace: Query<TrackRow> = {
  sql: `SELECT track_key, status, owner_user_id, notes, evidence_links, updated_at
    FROM delivery_tracks WHERE workspace_id = ?`,
};

/** Both tracks of a workspace, with defaults for those never written. */
export function readTracks(database: Database, workspaceId: string): Tracks {
  const rows = database.all(tracksOfWorkspace, workspaceId);
  const track = (key: TrackKey): Track => {
    const row = rows.find(({ track_key }) => track_key === key);
    return row === undefined
      ? { status: 'pending', owner_user_id: null, notes: null, evidence_links: [], updated_at: '' }
      : {
          status: row.status,
          owner_user_id: row.owner_user_id,
          notes: row.notes,
          // `as`: written by `writeTrack` only.
          evidence_links: JSON.parse(row.evidence_links) as DeliverySection['evidence_links'],
          updated_at: row.updated_at,
        };
  };
  return { verification: track('verification'), go_live: track('go_live') };
}

/** Replaces a whole track. Belongs into a transaction with the other one. */
export function writeTrack(
  database: Database,
  workspaceId: string,
  key: TrackKey,
  track: Track,
): void {
  database.run(
    'DELETE FROM delivery_tracks WHERE workspace_id = ? AND track_key = ?',
    workspaceId,
    key,
  );
  database.insert('delivery_tracks', {
    workspace_id: workspaceId,
    track_key: key,
    status: track.status,
    owner_user_id: track.owner_user_id,
    notes: track.notes,
    evidence_links: JSON.stringify(track.evidence_links),
    updated_at: track.updated_at,
  });
}
