import type { Evidence } from '../../../src/domain/firstRun/evidence.ts';
import { firstRun, type FirstRunPage } from '../../../src/domain/firstRun/firstRun.ts';
import type {
  FirstRunState,
  StepId,
  StepState,
} from '../../../src/domain/firstRun/firstRunState.ts';
import { effectiveStatus } from '../../../src/domain/keys/keyStatus.ts';
import type { MemberRole } from '../../../src/wire/members.ts';
import { apiKeyList, type ApiKey } from '../../../src/wire/apiKeys.ts';
import {
  serviceAccount,
  serviceAccountList,
  type ServiceAccount,
} from '../../../src/wire/serviceAccounts.ts';
import { workspaceDetail, type WorkspaceDetail } from '../../../src/wire/workspaces.ts';
import { recordedData } from '../../support/recordings.ts';

/** When the recordings of the first run were made. */
const now = new Date('2026-11-22T23:28:00.000Z');

export const recordedKeys = (name: string): ApiKey[] => apiKeyList.parse(recordedData(name)).items;

/** The accounts as listed before `svc_old` was disabled, or with what disabling answered. */
export function recordedAccounts(after?: '23-sa-disable-200'): ServiceAccount[] {
  const { items } = serviceAccountList.parse(recordedData('20-sa-list-after-use'));
  if (after === undefined) return items;
  const disabled = serviceAccount.parse(recordedData(after));
  return items.map((each) =>
    each.service_account_id === disabled.service_account_id ? disabled : each,
  );
}

export interface Around {
  readonly keys?: readonly ApiKey[] | undefined;
  readonly accounts?: readonly ServiceAccount[] | undefined;
  /** Ids of the keys that this editor holds a copy of, and of those in a `.env`. */
  readonly copies?: readonly string[];
  readonly inEnv?: readonly string[];
  readonly delivery?: FirstRunState['delivery'];
  readonly evidence?: Evidence;
  /** Of the person, as the list of control-plane workspaces says. */
  readonly role?: string | undefined;
  /** What the server would have to say otherwise. */
  readonly change?: (detail: WorkspaceDetail) => WorkspaceDetail;
}

/** The page for a recorded detail, with the lists and the local facts that stood around it. */
export function pageOf(recording: string, around: Around = {}): FirstRunPage {
  const serviceAccounts = 'accounts' in around ? around.accounts : [];
  const keys = 'keys' in around ? around.keys : [];
  const detail = workspaceDetail.parse(recordedData(recording));
  return firstRun({
    connection: { name: 'Acme', production: false },
    problem: undefined,
    lacks: undefined,
    detail: around.change?.(detail) ?? detail,
    serviceAccounts,
    keys: keys?.map((key) => ({
      key,
      name: undefined,
      status: effectiveStatus(key, {
        serviceAccounts: serviceAccounts ?? [],
        now,
        expiryWarningDays: 14,
        rotationWindowDays: 90,
      }),
      hasCopy: around.copies?.includes(key.api_key_id) ?? false,
      inEnv: around.inEnv?.includes(key.api_key_id) ?? false,
    })),
    delivery: around.delivery,
    evidence: around.evidence,
    role: around.role,
  });
}

/** The detail as a member of that role gets it. */
export function asRole(role: MemberRole): (detail: WorkspaceDetail) => WorkspaceDetail {
  const membership = { role, status: 'active', joined_at: null };
  return (detail) => ({ ...detail, workspace: { ...detail.workspace, membership } });
}

/** A page told short: every step that is not blocked, the next command, who says what blocks. */
export function told(page: FirstRunPage) {
  const steps: Partial<Record<StepId, StepState>> = {};
  for (const { id, state } of page.steps) if (state !== 'blocked') steps[id] = state;
  return {
    steps,
    next: page.next?.command?.id,
    blockers: page.blockers.map(({ source, code }) => `${source} ${code}`),
  };
}

export function stepOf(page: FirstRunPage, id: StepId) {
  const step = page.steps.find((each) => each.id === id);
  if (step === undefined) throw new Error(`No step ${id}`);
  return step;
}
