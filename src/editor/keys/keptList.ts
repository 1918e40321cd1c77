import type { RowSource } from './keyRows.ts';
import type { KeyRow, SessionContext } from './snapshot.ts';

/** What this machine knew of one key when it was listed. */
export type LocalOfKey = Pick<
  KeyRow,
  'hasCopy' | 'isCopyLost' | 'placements' | 'retiring' | 'scopeUse' | 'lent'
>;

/** What the server has listed, of one connection and control-plane workspace. */
export interface Listed {
  readonly context: Omit<SessionContext, 'connection'>;
  readonly source: RowSource;
  /** When the server said so, in milliseconds since 1970. */
  readonly at: number;
}

/** The same, to be kept; what this machine knows of keys is asked for only where it is kept. */
export interface ToKeep extends Listed {
  readonly localOf: (keyIds: readonly string[]) => Readonly<Record<string, LocalOfKey>>;
}

/** The same as an earlier window kept it. Holds no secret. */
export interface Remembered extends Listed {
  readonly local: Readonly<Record<string, LocalOfKey>>;
}

/** The file of a connection. Another version may have had other rows: it does not read ours. */
export interface KeptList extends Remembered {
  readonly version: string;
  readonly place: string;
}
