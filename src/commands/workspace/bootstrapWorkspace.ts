import { t } from '@vscode/l10n';
import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { window } from 'vscode';
import { confirmOnProduction } from '../confirmOnProduction.ts';
import { requireManagement } from '../../editor/connection/role.ts';
import type { Asking, Telling, ListedKeys } from '../ports.ts';
import { parseArguments } from '../argument.ts';

const bootstrapArguments = z.strictObject({});

/**
 * Creates the baseline's mock tool providers and policies; safe to repeat (docs/contract.md,
 * Bootstrap).
 */
export async function bootstrapWorkspace(ports: Asking & Telling & ListedKeys, argument: unknown) {
  parseArguments(bootstrapArguments, argument);
  const { session, context } = await ports.keyList.here();
  requireManagement(context, t('bootstrap the baseline'));
  await confirmOnProduction(ports, context, t('Bootstrap Baseline'));
  const { summary } = await ports.withProgress(t('Bootstrapping the baseline'), (signal) =>
    session.management.bootstrap(context.workspaceId, { idempotencyKey: randomUUID(), signal }),
  );
  await ports.keyList.refresh();
  window.setStatusBarMessage(t('Baseline ready in {0}', context.workspaceName), 5000);
  return { providers: summary.providers_total, policies: summary.policies_total };
}
