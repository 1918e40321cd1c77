import { t } from '@vscode/l10n';
import { renderLedger } from '../../lifecycle/ledger/ledgerReport.ts';
import type { LedgerEvent } from '../../lifecycle/ledger/ledger.ts';
import type { Services } from '../../services.ts';

/** What stays quick to show; older months are in the files themselves. */
const mostEvents = 2000;

/** Shows the value-free history of this machine. */
export async function showLedger(services: Services): Promise<void> {
  const { ledger } = await services.lifecycle();
  const events: LedgerEvent[] = [];
  for await (const event of ledger.events()) {
    events.push(event);
    if (events.length === mostEvents) break;
  }
  await services.reports.show(t('Ledger'), renderLedger(events));
}
