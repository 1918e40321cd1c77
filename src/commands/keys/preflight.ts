import { serverSentence } from '../../domain/text/serverSentences.ts';
import { t } from '@vscode/l10n';
import { CancelledError } from '../../domain/errors.ts';
import { billingPosture, limitEffect, usagePressure } from '../../domain/firstRun/usagePressure.ts';
import { serverTime } from '../../editor/serverTime.ts';
import type { WorkspaceDetail } from '../../wire/workspaces.ts';
import type { Asking, Telling } from '../ports.ts';

/**
 * The governance checkpoint before a key is made: usage and billing are shown when they press. It
 * informs and never blocks. @throws CancelledError when the person stops here.
 */
export async function confirmGovernance(
  { prompter, messages }: Asking & Telling,
  detail: WorkspaceDetail | undefined,
): Promise<void> {
  if (!detail) return;
  const pressing = usagePressure(detail.usage).filter(
    ({ level }) => level === 'high' || level === 'blocked',
  );
  const concerns = pressing.map((pressure) => {
    const effect = limitEffect(pressure, detail.usage.period_end, serverTime());
    const reading = `${pressure.label}: ${pressure.text}.`;
    return effect === undefined ? reading : `${reading} ${effect}`;
  });
  const billing = billingPosture(detail.billing_summary);
  if (billing?.tone === 'warning')
    concerns.push(`${serverSentence(billing.label)}. ${serverSentence(billing.description)}`);
  if (concerns.length === 0) return;
  const choice = await prompter.confirm({
    message: t('Check usage and plan before you create a key'),
    detail: [concerns, t('This does not block the key.')],
    buttons: [t('Create Anyway'), t('Open Checklist')],
  });
  if (choice === t('Create Anyway')) return;
  await messages.runPressed({ command: 'keyrail.openChecklist', args: [{ step: 'usage' }] });
  throw new CancelledError();
}
