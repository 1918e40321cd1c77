import type { RowSource } from './keyRows.ts';
import type { KeyRow, SessionContext } from './snapshot.ts';

/** What this machine knew of one key when it was listed. */
export type LocalOfKey = Pick<KeyRow, 'hasCopy' | 'placements' | 'retiring' | 'scopeUse' | 'lent'>;

/** What was listed last, of one connection and control-plane workspace. Holds no secret. */
export interface Remembered {
  readonly context: Omit<SessionContext, 'connection'>;
  readonly source: RowSource;
  readonly local: Readonly<Record<string, LocalOfKey>>;
  /** When the server said so, in milliseconds since 1970. */
  readonly at: number;
}

/** The file of a connection. Another version may have had other rows: it does not read ours. */
export interface KeptList extends Remembered {
  readonly version: string;
  readonly place: string;
}
