import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import { governanceLinks } from '../../domain/firstRun/governanceLinks.ts';
import { consoleOf } from '../../editor/connection/console.ts';
import type { KeyList } from '../../editor/keys/keyList.ts';

/**
 * Tells of a plan without audit export before anything is asked. The plan may have changed since it was
 * read, so it is read again before it refuses. @throws UserFacingError
 */
export async function requireExport(keyList: Pick<KeyList, 'snapshot' | 'refresh'>): Promise<void> {
  if (keyList.snapshot.detail !== undefined && !isKnownToLack(keyList)) return;
  await keyList.refresh();
  if (!isKnownToLack(keyList)) return;
  const { detail, connection } = keyList.snapshot;
  const [page] = governanceLinks(detail, consoleOf(connection));
  const plan = detail?.plan.display_name ?? '';
  throw new UserFacingError(
    `${t('The plan {0} has no audit export.', plan)} ${t('Trying again changes nothing; another plan does.')}`,
    [
      page
        ? { label: t('Open Plan Page'), command: 'vscode.open', args: [page.url] }
        : {
            label: t('See Usage and Plan'),
            command: 'keyrail.openChecklist',
            args: [{ step: 'usage' }],
          },
    ],
  );
}

function isKnownToLack({ snapshot }: Pick<KeyList, 'snapshot'>): boolean {
  return snapshot.detail?.plan.features.audit_export === false;
}
