import { t } from '@vscode/l10n';
import { pickCommand } from '../view/pickCommand.ts';

/** What is done with the evidence of the first run, from recording it to handing it on. */
export async function manageEvidence(): Promise<void> {
  await pickCommand(t('Manage Evidence'), [
    {
      label: t('$(checklist) Record Verification…'),
      detail: t('Run, key, usage and links, in the verification track on the server.'),
      value: 'keyrail.recordVerification',
    },
    {
      label: t('$(rocket) Record Go-Live Drill…'),
      detail: t('What the drill has shown, in the go-live track on the server.'),
      value: 'keyrail.recordGoLive',
    },
    {
      label: t('$(export) Export Audit Events…'),
      detail: t('A file, with a receipt that carries its SHA-256.'),
      value: 'keyrail.exportAudit',
    },
    {
      label: t('$(verified) Verify Audit Receipt…'),
      detail: t('Whether a file is still the one that a receipt was made for.'),
      value: 'keyrail.verifyReceipt',
    },
    {
      label: t('$(file) Export Evidence…'),
      detail: t('One report of all of it, for others to read.'),
      value: 'keyrail.exportEvidence',
    },
  ]);
}
