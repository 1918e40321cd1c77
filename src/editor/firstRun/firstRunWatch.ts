import { EventEmitter, type Event, type Memento } from 'vscode';
import type { Evidence } from '../../domain/firstRun/evidence.ts';
import { firstRun, type FirstRunPage } from '../../domain/firstRun/firstRun.ts';
import type { Delivery } from '../../wire/delivery.ts';
import { readEvidence } from './evidenceStore.ts';
import { firstRunState } from './firstRunState.ts';
import type { KeyList } from '../keys/keyList.ts';
import type { LocalFacts } from '../secrets/localFacts.ts';
import type { Log } from '../log.ts';
import { isRead, type Freshness, type SessionContext, type Snapshot } from '../keys/snapshot.ts';
import type { Sessions } from '../connection/session.ts';

/** What the first run needs of the editor; `Services` is one. */
export interface FirstRunParts {
  readonly keyList: KeyList;
  readonly sessions: Sessions;
  readonly localFacts: LocalFacts;
  readonly globalState: Memento;
  readonly log: Log;
}

/** The first run as it stands now, judged again at every change of the key list. */
export interface FirstRunWatch {
  readonly page: FirstRunPage;
  readonly evidence: Evidence | undefined;
  readonly onDidChange: Event<void>;
  dispose(): void;
}

/**
 * Follows the key list. The delivery tracks are one more read of the server: they are read once a
 * snapshot, only where `wantsDelivery` says so, and the page is drawn again when they arrive.
 */
export function watchFirstRun(
  { keyList, sessions, localFacts, globalState, log }: FirstRunParts,
  wantsDelivery: (snapshot: Snapshot, evidence: Evidence | undefined) => boolean,
): FirstRunWatch {
  const changed = new EventEmitter<void>();
  let delivery: { readonly of: string; readonly read: Delivery } | undefined;
  let asked: Freshness | undefined;
  let page: FirstRunPage | undefined;
  let disposed = false;

  const evidenceNow = () => {
    const { context } = keyList.snapshot;
    return context && readEvidence(globalState, context);
  };

  const readDelivery = async ({ connection, workspaceId: of }: SessionContext, at: Freshness) => {
    asked = at;
    try {
      // Not the key list's: for roles that see no keys, each question for that is a refresh.
      const session = await sessions.open(connection);
      const read = await session.management.delivery(of);
      // A newer question is under way, or nobody listens any more: this answer is old.
      if (asked !== at || disposed) return;
      delivery = { of, read };
      page = undefined;
      changed.fire();
    } catch (error) {
      log.error('The delivery tracks could not be read; no hand-off is seen.', error);
    }
  };

  const look = () => {
    page = undefined;
    const { snapshot } = keyList;
    const { context, freshness } = snapshot;
    if (delivery?.of !== context?.workspaceId) delivery = undefined;
    // Another answer, another object, also where it says the same.
    const isNews = context !== undefined && isRead(snapshot) && asked !== freshness;
    if (isNews && wantsDelivery(snapshot, evidenceNow())) void readDelivery(context, freshness);
    changed.fire();
  };

  const listener = keyList.onDidChange(look);
  look();
  return {
    get page() {
      const proof = { evidence: evidenceNow(), delivery: delivery?.read };
      return (page ??= firstRun(firstRunState(keyList.snapshot, localFacts, proof)));
    },
    get evidence() {
      return evidenceNow();
    },
    onDidChange: changed.event,
    dispose() {
      disposed = true;
      listener.dispose();
      changed.dispose();
    },
  };
}
