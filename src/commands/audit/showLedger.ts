import { window, workspace } from 'vscode';
import { renderLedger } from '../../lifecycle/ledger/ledgerReport.ts';
import type { LedgerEvent } from '../../lifecycle/ledger/ledger.ts';
import type { Services } from '../../services.ts';

/** A document that stays quick to open; older months are in the files themselves. */
const mostEvents = 2000;

/** Opens the value-free history of this machine as a Markdown document. */
export async function showLedger(services: Services): Promise<void> {
  const { ledger } = await services.room();
  const events: LedgerEvent[] = [];
  for await (const event of ledger.events()) {
    events.push(event);
    if (events.length === mostEvents) break;
  }
  const document = await workspace.openTextDocument({
    language: 'markdown',
    content: renderLedger(events),
  });
  await window.showTextDocument(document);
}
