import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { connectionId } from './connection.ts';
import { mainRequest, type FaultRow } from './faultTable.ts';
import { loseVault } from './fileVault.ts';
import { check, type Broken } from './invariants.ts';
import type { Job, Kill, LocalFaults, Report, Safeguard, Scenario } from './jobs.ts';
import type { Lane } from './lane.ts';
import { breakKeeper, installKeeper, mendKeeper } from './programs.ts';
import { root } from '../support/root.mjs';

/** One run of one operation with one fault and at most one kill, and what came of it. */
export interface Trial {
  readonly scenario: Scenario;
  readonly fault: FaultRow;
  readonly kill: Kill | null;
  /** Kills during the recoveries that follow, for the random trials. */
  readonly laterKills?: readonly Kill[];
  /** Two windows at once: both do the operation, or both recover what a kill left. */
  readonly rivals?: 'operate' | 'recover';
  readonly jitterSeed?: number;
  readonly without?: Safeguard | null;
}

export interface Verdict extends Broken {
  readonly trial: Trial;
  readonly killed: boolean;
  readonly trace: readonly string[];
  readonly activations: number;
}

const activations = 3;
/** On a machine that is busy otherwise a slow answer is not the fault that was ordered. */
const patienceMs = 30_000;

export async function runTrial(lane: Lane, trial: Trial): Promise<Verdict> {
  const dir = await mkdtemp(join(lane.folder, 'trial-'));
  try {
    return await runIn(dir, lane, trial);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function runIn(dir: string, lane: Lane, trial: Trial): Promise<Verdict> {
  const { plane, recorder, proxy } = lane;
  const { scenario, fault, kill } = trial;
  const place = await plane.newWorkspace();
  const { workspaceId } = place;
  const base: Omit<Job, 'task' | 'session' | 'kill' | 'faults'> = {
    id: 0,
    dir,
    url: proxy.url,
    token: plane.token,
    ...place,
    scenario,
    placed: fault.placed ?? true,
    programs: fault.programs !== undefined,
    without: trial.without ?? null,
    timeoutMs: patienceMs,
    jitterSeed: trial.jitterSeed ?? null,
  };
  const calm = { kill: null, faults: {}, jitterSeed: null };
  const said: string[] = [];
  const restart = () => {
    if (fault.forgetful) loseVault(join(dir, 'vault'));
    return randomUUID();
  };

  if (fault.programs) await installKeeper(dir, join(root, 'test/faults/keeper.cjs'));
  const prepared = await lane.run({ ...base, ...calm, task: 'prepare', session: randomUUID() });
  if (prepared.report?.error) throw new Error(`Preparing failed: ${prepared.report.error}`);

  if (fault.programs && fault.programs !== 'none') breakKeeper(dir, fault.programs);
  const foreign = await breakThings(lane, trial, workspaceId, place.accountId);
  const operate: Job = {
    ...base,
    task: 'operate',
    session: restart(),
    kill,
    faults: fault.local ?? {},
    timeoutMs: patienceOf(trial),
  };
  const [operated, ...others] = await (trial.rivals === 'operate'
    ? lane.runRivals(operate)
    : Promise.all([lane.run(operate, fault.local?.disk !== undefined)]));
  said.push(operated.output, ...others.map(({ output }) => output));
  mendKeeper(dir);
  await mend(lane, fault, workspaceId);

  let last: Report | undefined;
  let rounds = 0;
  for (const laterKill of [...(trial.laterKills ?? []), null, null, null]) {
    rounds++;
    const faults: LocalFaults = fault.local?.powerCut ? { powerCut: true } : {};
    const recover: Job = { ...base, task: 'recover', session: restart(), kill: laterKill, faults };
    const [recovered, ...rivals] = await (trial.rivals === 'recover' && rounds === 1
      ? lane.runRivals(recover)
      : Promise.all([lane.run(recover)]));
    said.push(recovered.output, ...rivals.map(({ output }) => output));
    if (!recovered.report) continue;
    last = recovered.report;
    // Late requests may still be on their way; what they do is for the next activation to find.
    if (proxy.isQuiet()) {
      if (last.waiting.length === 0 || rounds - (trial.laterKills?.length ?? 0) >= activations)
        break;
    } else {
      await proxy.settled();
    }
  }
  if (!last) throw new Error('No recovery came to an end.');

  const broken = check({
    scenario,
    dir,
    connectionId,
    rows: await plane.rows(workspaceId),
    secrets: recorder.secretsOf(workspaceId),
    foreign,
    last,
    mayWaitFor: fault.mayWaitFor ?? [],
    said: said.join('\n'),
  });
  const killed = operated.report === undefined;
  const trace = operated.report?.trace ?? [];
  const bug = operated.report?.error;
  const unsettled = bug == null ? broken.unsettled : [...broken.unsettled, bug];
  return { ...broken, unsettled, trial, killed, trace, activations: rounds };
}

/**
 * Only where a timeout is ordered is it worth hurrying. To close an operation is to ask again, and
 * that may meet the silence that was meant for the person.
 */
function patienceOf({ scenario, fault }: Trial): number {
  if (fault.name.startsWith('timeout')) return 150;
  return scenario === 'close' ? 1_000 : patienceMs;
}

/** Sets the faults of the network; returns keys that are somebody else's. */
async function breakThings(
  { proxy, plane }: Lane,
  { scenario, fault }: Trial,
  workspaceId: string,
  accountId: string,
): Promise<ReadonlySet<string>> {
  for (const plan of fault.plans?.(scenario) ?? []) proxy.plan(plan);
  if (scenario === 'close') {
    // The person loses patience with a request that is carried out and not answered.
    const fault = { kind: 'silent-answer' } as const;
    proxy.plan({ on: mainRequest(scenario), fault, times: 1 });
  }
  if (fault.refused) await proxy.refuse();
  if (!fault.otherAnswer) return new Set();

  // The `data` of a create's answer.
  const other = (await plane.post(`/api/v1/saas/workspaces/${workspaceId}/api-keys`, {
    service_account_id: accountId,
    scope: ['runs:write'],
    expires_at: new Date(Date.now() + 3_000_000).toISOString(),
  })) as { api_key: { api_key_id: string }; secret_key: string };
  proxy.plan({
    on: mainRequest(scenario),
    fault: { kind: 'changed-answer', change: (json) => swap(json, scenario, other) },
  });
  return new Set([other.api_key.api_key_id]);
}

function swap(json: unknown, scenario: Scenario, other: { api_key: object; secret_key: string }) {
  // The envelope of a success.
  const answer = json as { data?: Record<string, unknown> };
  if (scenario === 'revoke' || scenario === 'panic') return { ...answer, data: other.api_key };
  return { ...answer, data: { ...answer.data, ...other } };
}

/** Everything works again; a late twin of the request arrives as if it were a new one. */
async function mend(
  { proxy, plane, recorder }: Lane,
  fault: FaultRow,
  workspaceId: string,
): Promise<void> {
  proxy.heal();
  if (fault.refused) await proxy.reopen();
  if (!fault.lateTwin) return;
  const request = recorder.lastMaking(workspaceId);
  if (request) await plane.post(request.path, JSON.parse(request.body));
}
