import type { ManagementClient } from '../../client/api/managementClient.ts';
import type { RuntimeClient } from '../../client/api/runtimeClient.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { StateDisk } from './stateDisk.ts';
import type { LifecycleEvent } from './events.ts';
import type { Places, ProgramPlace } from './places.ts';
import type { Window } from './window.ts';

/**
 * Where secrets are kept (SecretStorage). One entry per secret; names come from `vaultNames.ts` and
 * carry ids only. Believed in nothing: whatever is stored here is read back.
 */
export interface Vault {
  /** `undefined` = not there. Throws where the store cannot be asked (locked keyring). */
  get(name: string): Promise<Secret | undefined>;
  /** Overwrites. Resolving proves nothing: SecretStorage resolves before it reaches the disk. */
  store(name: string, secret: Secret): Promise<void>;
  /** Fine when there is nothing. */
  delete(name: string): Promise<void>;
  /** Resolves when everything stored before this call has had time to reach the disk. */
  flushed(): Promise<void>;
}

/** The part of the management plane that makes and ends keys. */
export type KeyServer = Pick<
  ManagementClient,
  'apiKeys' | 'createApiKey' | 'rotateApiKey' | 'revokeApiKey'
>;

/** A connection that can be talked to now. */
export interface ServerAccess {
  readonly keys: KeyServer;
  /**
   * A client that authenticates with this secret; only `probe` is used (docs/contract.md, Probes).
   */
  readonly runtime: (secret: Secret) => Pick<RuntimeClient, 'probe'>;
  /** Whether applications reach this control plane, and nobody else, at its address; left out: they do. */
  readonly isProven?: () => Promise<boolean>;
}

/**
 * The connection of this id, or `undefined` when it was removed; throws UserFacingError when it
 * cannot be opened. The entries that need it then wait. Offline is found out by the calls.
 */
export type OpenAccess = (connectionId: string) => Promise<ServerAccess | undefined>;

export interface Clock {
  now(): Date;
  /** Rejects with `CancelledError` when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Everything the lifecycle needs from outside; made once in `createServices.ts`. */
export interface Ports {
  /** Absolute path of a folder of its own (inside global storage), shared by all windows. */
  readonly folder: string;
  /** `nodeDisk` from `disk.ts`. */
  readonly disk: StateDisk;
  /** `thisWindow()` from `window.ts`: whom a lease belongs to. */
  readonly window: Window;
  /** Changes when the application is restarted, not per window: `applicationRun`. */
  readonly session: string;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly openAccess: OpenAccess;
  /**
   * Now, by the clock of this connection's control plane, which judges the life of keys by it; by this
   * machine's until an answer has told. Moments at which keys end are kept and compared by it.
   */
  readonly serverTime: (connectionId: string) => Date;
  readonly places: Places;
  /**
   * Where every new secret of this connection is to be kept at once, too, as the person has agreed; `{key}` in
   * an answer stands for the key, so that each has an entry of its own. Asked when a person begins something.
   * @throws CancelledError
   */
  readonly keepAlsoIn?: (connectionId: string) => Promise<readonly ProgramPlace[]>;
  /** What happened beside the result of a call (recovery, waiting entries). Must not throw. */
  readonly notify: (event: LifecycleEvent) => void;
  /** Throws UserFacingError where the folder that would get a new key is not trusted. */
  readonly requireTrust: () => void;
}
