import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import { governanceLinks } from '../../domain/firstRun/governanceLinks.ts';
import { consoleOf } from '../../editor/connection/console.ts';
import type { KeyRing } from '../../editor/keys/keyRing.ts';

/**
 * Tells of a plan without audit export before anything is asked. The plan may have changed since it was
 * read, so it is read again before it refuses. @throws UserFacingError
 */
export async function requireExport(keyRing: Pick<KeyRing, 'snapshot' | 'refresh'>): Promise<void> {
  if (!isKnownToLack(keyRing)) return;
  await keyRing.refresh();
  if (!isKnownToLack(keyRing)) return;
  const { detail, connection } = keyRing.snapshot;
  const [page] = governanceLinks(detail, consoleOf(connection));
  const plan = detail?.plan.display_name ?? '';
  throw new UserFacingError(
    `${t('The plan {0} has no audit export.', plan)} ${t('Trying again changes nothing; another plan does.')}`,
    [
      page
        ? { label: t('Open Plan Page'), command: 'vscode.open', args: [page.url] }
        : { label: t('See Usage and Plan'), command: 'keyrail.openChecklist' },
    ],
  );
}

function isKnownToLack({ snapshot }: Pick<KeyRing, 'snapshot'>): boolean {
  return snapshot.detail?.plan.features.audit_export === false;
}
