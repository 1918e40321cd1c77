import { t } from '@vscode/l10n';
import { renderLedger } from '../../lifecycle/ledger/ledgerReport.ts';
import type { LedgerEvent } from '../../lifecycle/ledger/ledger.ts';
import type { Operations, Pages } from '../ports.ts';

/** What stays quick to show; older months are in the files themselves. */
const mostEvents = 2000;

/** Shows the value-free history of this machine. */
export async function showLedger(ports: Operations & Pages): Promise<void> {
  const { ledger } = await ports.lifecycle();
  const events: LedgerEvent[] = [];
  for await (const event of ledger.events()) {
    events.push(event);
    if (events.length === mostEvents) break;
  }
  await ports.reports.show(t('Ledger'), renderLedger(events));
}
