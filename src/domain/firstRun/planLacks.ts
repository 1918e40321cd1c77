import type { WorkspaceDetail } from '../../wire/workspaces.ts';
import { pressureOf, type Pressure } from './usagePressure.ts';

/** The control plane refuses an export wherever the plan does not name it (docs/contract.md, Audit export). */
export function lacksAuditExport({ plan }: Pick<WorkspaceDetail, 'plan'>): boolean {
  return plan.features.audit_export !== true;
}

/** The runs of the period, where the plan has none left. */
export function usedUpRuns({ usage }: Pick<WorkspaceDetail, 'usage'>): Pressure | undefined {
  const runs = usage.metrics.runs_created;
  const pressure = runs && pressureOf('runs_created', runs);
  return pressure?.level === 'blocked' ? pressure : undefined;
}
