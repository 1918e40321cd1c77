import { t } from '@vscode/l10n';
import { lacksAuditExport } from '../../domain/firstRun/planLacks.ts';
import type { KeyList } from '../../editor/keys/keyList.ts';
import { requireOfPlan } from '../planRefusal.ts';

/** Tells of a plan without audit export before anything is asked. @throws UserFacingError */
export function requireExport(keyList: Pick<KeyList, 'snapshot' | 'refresh'>): Promise<void> {
  return requireOfPlan(keyList, (detail) =>
    lacksAuditExport(detail)
      ? `${t('The plan {0} has no audit export.', detail.plan.display_name)} ${t('Trying again changes nothing; another plan does.')}`
      : undefined,
  );
}
