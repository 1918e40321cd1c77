import { randomUUID } from 'node:crypto';
import { window } from 'vscode';
import { withProgress } from '../editor/prompts.ts';
import { confirmOnProduction } from '../editor/production.ts';
import type { Services } from '../services.ts';

/** Creates the baseline's mock tool providers and policies; safe to repeat (facts §7). */
export async function bootstrapWorkspace(services: Services) {
  const { session, context } = await services.keyRing.here();
  await confirmOnProduction(context, 'Bootstrap the baseline');
  const { summary } = await withProgress('Bootstrapping the baseline', (signal) =>
    session.management.bootstrap(context.workspaceId, { idempotencyKey: randomUUID(), signal }),
  );
  await services.keyRing.refresh();
  window.setStatusBarMessage(`Baseline ready in ${context.workspaceName}`, 5000);
  return { providers: summary.providers_total, policies: summary.policies_total };
}
