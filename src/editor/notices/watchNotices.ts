import { window } from 'vscode';
import {
  dueNotices,
  mayBeEndedElsewhere,
  withQuiet,
  withTold,
} from '../../domain/notices/dueNotices.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import { nextMoment } from '../../domain/notices/thresholds.ts';
import { endedHere } from '../../lifecycle/ledger/endedHere.ts';
import { nextOf, openTold, withNext } from '../../lifecycle/notices/told.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { Connections } from '../connection/connections.ts';
import { createDisposableStore, type Disposable } from '../disposables.ts';
import type { KeyList } from '../keys/keyList.ts';
import type { KeyRow, SessionContext } from '../keys/snapshot.ts';
import type { Log } from '../log.ts';
import type { LocalFacts } from '../secrets/localFacts.ts';
import { readSetting } from '../settings.ts';
import { tellNotices } from './tellNotices.ts';
import { serverTime } from '../serverTime.ts';

/** What notices need of the editor. */
export interface NoticeParts {
  readonly lifecycle: () => Promise<LifecycleContext>;
  readonly connections: Connections;
  readonly keyList: KeyList;
  readonly localFacts: LocalFacts;
  readonly log: Log;
}

/**
 * Tells of keys that expire, are due, or were ended by somebody else: after each answer of the
 * server, in the window that is looked at. It has no timer: what became due while nobody asked the
 * server is found when the window opens or is focused, by the moment that was noted before.
 */
export function watchNotices(parts: NoticeParts): Disposable {
  const { keyList, log } = parts;
  const owned = createDisposableStore();
  let running = Promise.resolve();
  const soon = (work: () => Promise<void>) => {
    running = running.then(work).catch((error: unknown) => {
      log.error('What is due could not be looked up.', error);
    });
  };
  const look = () => {
    soon(() => tellWhatIsDue(parts));
  };
  const wake = () => {
    soon(async () => {
      if (await isOverdue(parts)) await keyList.refresh();
      else await tellWhatIsDue(parts);
    });
  };
  owned.add(keyList.onDidRefresh(look));
  owned.add(
    window.onDidChangeWindowState(({ focused }) => {
      if (focused) wake();
    }),
  );
  wake();
  return owned;
}

async function tellWhatIsDue(parts: NoticeParts): Promise<void> {
  const { context, freshness, keys } = parts.keyList.snapshot;
  // A notice in a window that nobody looks at would be lost, and the other windows would keep still.
  if (!window.state.focused || !context || freshness.kind !== 'fresh') return;
  const lifecycle = await parts.lifecycle();
  const told = openTold(lifecycle.ports, context.connection.id);
  const isOwnDoing = await ownDoing(parts, lifecycle, keys);
  const now = serverTime();
  const expiryWarningDays = readSetting('expiryWarningDays');
  let due: readonly Notice[] = [];
  await told.change((state) => {
    due = dueNotices({ rows: keys, told: state, now, expiryWarningDays, endedHere: isOwnDoing });
    const changed = due.length > 0 ? { ...state, ...withTold(state, due, now) } : state;
    const next = nextMoment(keys, changed, expiryWarningDays, now);
    return withNext(changed, context.workspaceId, next);
  });
  if (due.length > 0) void tell(parts, context, due);
}

/** Not waited for: it may stand there for a long time. */
async function tell(parts: NoticeParts, context: SessionContext, due: readonly Notice[]) {
  try {
    parts.log.info(
      `Told of ${due.map(({ kind, row }) => `${row.key.api_key_id} ${kind}`).join(', ')}.`,
    );
    const silence = await tellNotices(due, context);
    if (!silence) return;
    const told = openTold((await parts.lifecycle()).ports, context.connection.id);
    const { keyIds, until } = silence;
    await told.change((state) => {
      const quiet = { ...state, ...withQuiet(state, keyIds, until) };
      const known = nextOf(state, context.workspaceId);
      const end = until?.toISOString();
      return end !== undefined && (known === undefined || end < known)
        ? withNext(quiet, context.workspaceId, end)
        : quiet;
    });
  } catch (error) {
    parts.log.error('A notice could not be answered.', error);
  }
}

/** Whether a key of this connection became due since the server was asked last. */
async function isOverdue({ lifecycle, connections, keyList }: NoticeParts): Promise<boolean> {
  const connection = connections.current();
  if (!connection) return false;
  const workspaceId = connections.workspaceOf(connection) ?? keyList.snapshot.context?.workspaceId;
  const { next } = await openTold((await lifecycle()).ports, connection.id).read();
  return next.some(
    (known) =>
      (workspaceId === undefined || known.workspaceId === workspaceId) &&
      Date.parse(known.at) <= serverTime().getTime(),
  );
}

/** The ledger is read only where a key was found ended. */
async function ownDoing(
  { localFacts }: NoticeParts,
  { ledger }: LifecycleContext,
  rows: readonly KeyRow[],
): Promise<(row: KeyRow) => boolean> {
  if (!rows.some(mayBeEndedElsewhere)) return () => false;
  const { keys, accounts } = await endedHere(ledger);
  const underWay = new Set(localFacts.pending.flatMap(({ oldKeyId }) => oldKeyId ?? []));
  return ({ key }) =>
    keys.has(key.api_key_id) ||
    underWay.has(key.api_key_id) ||
    (key.service_account_id !== null && accounts.has(key.service_account_id));
}
