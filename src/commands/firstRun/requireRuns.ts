import { t } from '@vscode/l10n';
import { usedUpRuns } from '../../domain/firstRun/planLacks.ts';
import { limitEffect } from '../../domain/firstRun/usagePressure.ts';
import { serverTime } from '../../editor/serverTime.ts';
import type { KeyList } from '../../editor/keys/keyList.ts';
import { requireOfPlan } from '../planRefusal.ts';

/** Tells of a plan whose runs are used up before anything is asked. @throws UserFacingError */
export function requireRuns(keyList: Pick<KeyList, 'snapshot' | 'refresh'>): Promise<void> {
  return requireOfPlan(keyList, (detail) => {
    const runs = usedUpRuns(detail);
    if (!runs) return undefined;
    const reached = t('The plan limit is reached: {0}, {1}.', runs.label, runs.text);
    return `${reached} ${limitEffect(runs, detail.usage.period_end, serverTime()) ?? ''}`.trimEnd();
  });
}
