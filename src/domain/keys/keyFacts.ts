import type { ApiKey } from '../../wire/apiKeys.ts';
import type { EffectiveStatus } from './keyStatus.ts';
import type { ScopeUse } from './leastPrivilege.ts';
import type { PlannedEnd } from './plannedEnd.ts';
import type { HeldUp, WaitingOperation } from './waiting.ts';

/** A key that is lent. */
export interface Loan {
  /** By the control plane's clock; ISO 8601. */
  readonly until: string;
  /** What the clock of this machine will show then, where it differs; ISO 8601. */
  readonly shownUntil?: string | undefined;
  /** Who has it, in words. */
  readonly borrower: string;
  /** What holds its end up, which somebody or its time has asked for. */
  readonly waits?: HeldUp | undefined;
}

/** Where the value of a key stands on this machine, or is handed out from. */
export interface PlaceFacts {
  readonly where: string;
  /** Whether it holds the value of this key, as far as it could be read. */
  readonly current: boolean;
  /** Its text has changed, and nobody can read what stands there: it may still hold the value. */
  readonly unknown?: boolean | undefined;
  /** A program accepted the value then and gives nothing back; by this machine's clock, ISO 8601. */
  readonly sentAt?: string | undefined;
  /** When that program itself says that it was changed; by its own clock, ISO 8601. */
  readonly confirmedAt?: string | undefined;
  /** Why a program does not have the secret of the key that takes over, as the end of a sentence. */
  readonly notDelivered?: string | undefined;
  /** A program keeps it, which Keyrail delivers to. */
  readonly program?: boolean | undefined;
  /** A line of a `.env` file. */
  readonly env?: boolean | undefined;
}

/** Everything a row tells of one key. */
export interface KeyRowFacts {
  readonly key: ApiKey;
  readonly status: EffectiveStatus;
  /** The local name; without one the row shows the key prefix. */
  readonly name: string | undefined;
  /** Another listed key is called the same. */
  readonly isNamesake?: boolean | undefined;
  readonly accountName: string | undefined;
  /** What its service account is for, as its description says. */
  readonly accountPurpose?: string | undefined;
  readonly createdBy: string | undefined;
  readonly rotationWindowDays: number;
  readonly hasCopy: boolean;
  /** This editor had a copy, and its key store was found to have it no more. */
  readonly isCopyLost?: boolean | undefined;
  /** Where the value lives on this machine; not `current` = it still holds an older value. */
  readonly placements: readonly PlaceFacts[];
  /** Set while an overlap rotation waits to end this key. */
  readonly retiring: PlannedEnd | undefined;
  /** What this editor saw of its scopes; left out = nothing. */
  readonly scopeUse?: readonly ScopeUse[] | undefined;
  /** Set while it is a loan. */
  readonly lent?: Loan | undefined;
  /** Set while another operation with it than its retirement or a loan waits. */
  readonly waits?: WaitingOperation | undefined;
  /** This window wrote its secret into a `.env`, and can take that back. */
  readonly undoable?: boolean | undefined;
}
