import { ApiError } from '../../client/apiError.ts';
import { atOf } from '../keys/snapshot.ts';
import { sweepRows } from '../../lifecycle/protocols/sweep.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { Disposable } from '../disposables.ts';
import type { KeyList } from '../keys/keyList.ts';
import type { Log } from '../log.ts';

interface LateKeyParts {
  readonly keyList: KeyList;
  readonly lifecycle: () => Promise<LifecycleContext>;
  readonly log: Log;
}

/**
 * Looks, now and after every refresh, among the keys that were listed anyway for one that a lost
 * request of ours made late: nobody has its secret, so it is ended, and the list is asked for again.
 */
export function watchLateKeys({ keyList, lifecycle, log }: LateKeyParts): Disposable {
  let isLooking = false;
  /** What was listed meanwhile, perhaps of another control-plane workspace, is looked at next. */
  let isListedAnew = false;

  const look = async () => {
    const { context, freshness, keys } = keyList.snapshot;
    if (!context || freshness.kind !== 'fresh') return;
    const at = atOf(context);
    const rows = keys.map(({ key }) => key);
    if (await sweepRows(await lifecycle(), at, rows)) await keyList.refresh();
  };

  const lookOnce = () => {
    isListedAnew = isLooking;
    if (isLooking) return;
    isLooking = true;
    look()
      .catch((error: unknown) => {
        // Offline again, or not permitted: the next refresh, or a recovery, looks once more.
        if (error instanceof ApiError) log.warn(`A late key could not be ended: ${error.code}.`);
        else log.error('Late keys could not be looked for.', error);
      })
      .finally(() => {
        isLooking = false;
        if (isListedAnew) lookOnce();
      });
  };

  lookOnce();
  return keyList.onDidRefresh(lookOnce);
}
