import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { randomUUID } from 'node:crypto';
import { endLoan, lend } from '../../src/lifecycle/protocols/lend.ts';
import { panic } from '../../src/lifecycle/protocols/panic.ts';
import { issue } from '../../src/lifecycle/protocols/issue.ts';
import { findMissingCopies } from '../../src/lifecycle/copies/missingCopies.ts';
import type { Outcome } from '../../src/lifecycle/drive/outcome.ts';
import { rotateWithOverlap } from '../../src/lifecycle/protocols/overlap.ts';
import { listPending } from '../../src/lifecycle/steps/pending.ts';
import type { Place } from '../../src/lifecycle/model/places.ts';
import { recover } from '../../src/lifecycle/protocols/recover.ts';
import { leaveForLater } from '../../src/lifecycle/protocols/resolve.ts';
import { retire } from '../../src/lifecycle/protocols/retire.ts';
import { revoke } from '../../src/lifecycle/protocols/revoke.ts';
import { openLifecycle, type LifecycleContext } from '../../src/lifecycle/context.ts';
import { rotate } from '../../src/lifecycle/protocols/rotate.ts';
import type { ApiKey } from '../../src/wire/apiKeys.ts';
import { compose, tell } from './compose.ts';
import { connectionId } from './connection.ts';
import { deliver } from '../../src/lifecycle/protocols/deliver.ts';
import { ageKept, anHourAgo, programPlaces } from './programs.ts';
import { settingsPlace, writeSettings } from './textPlaces.ts';
import { createHook, type Hook } from './hook.ts';
import type { Job, Report, Stopped } from './jobs.ts';

/**
 * A window's extension host without the window: runs the real lifecycle for jobs that know nothing
 * of each other, until it is killed. Everything it leaves behind is on the disk or on the server.
 */
process.on('message', (job: Job) => {
  void work(job).then((report) => process.send?.(report));
});
// Nobody is left to work for.
process.once('disconnect', () => {
  process.exit(0);
});
process.send?.('ready');

async function work(job: Job): Promise<Report> {
  const hook = createHook(job.kill, job.jitterSeed, () => {
    process.send?.({ id: job.id } satisfies Stopped);
  });
  const { ports, close } = compose(job, hook);
  const lifecycle = openLifecycle(ports);
  let error: string | null = null;
  let missing: readonly string[] = [];
  try {
    if (job.task === 'prepare') await prepare(job, lifecycle);
    if (job.task === 'operate') await operate(job, lifecycle, hook);
    if (job.task === 'retire') {
      const keyId = oldRow(job.dir).api_key_id;
      tellOutcome(job.dir, await retire(lifecycle, { connectionId, keyId, grace: 'now' }));
    }
    if (job.task === 'recover') {
      await recover(lifecycle);
      const found = await findMissingCopies(lifecycle.copies, lifecycle.checkPersistence);
      missing = found.kind === 'known' ? found.missing.map(({ keyId }) => keyId) : [];
    }
  } catch (thrown) {
    error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  }
  const waiting = await listPending(lifecycle);
  await close();
  return { id: job.id, trace: hook.trace, waiting, missing, error };
}

/** An earlier session: the canary, and (except before an issue) a key with a copy and a placement. */
async function prepare(job: Job, lifecycle: LifecycleContext): Promise<void> {
  const { dir, workspaceId, scenario } = job;
  await lifecycle.checkPersistence();
  await lifecycle.strongbox.prepare();
  if (scenario === 'issue' || scenario === 'close') return;
  // Soon to end: a rotation that inherits that would be of little use.
  const outcome = await issue(lifecycle, { ...wantedKey(job), expiresAt: inMinutes(10) });
  tellOutcome(dir, outcome);
  if (outcome.kind !== 'kept') {
    const why = 'error' in outcome ? (outcome.error?.message ?? '') : '';
    throw new Error(`Preparing a trial failed: ${outcome.kind}. ${why}`);
  }
  await outcome.settling;
  const secret = await lifecycle.copies.read(connectionId, outcome.keyId);
  if (!secret) throw new Error('A kept key has a copy.');
  if (job.placed) {
    writeFileSync(join(dir, '.env'), `GOVRAIL_API_KEY=${secret.reveal()}\n`);
    writeSettings(dir, secret.reveal());
    for (const place of [placeOf(dir), settingsPlace(dir, secret)]) {
      await lifecycle.placements.remember(place, { connectionId, keyId: outcome.keyId }, secret);
    }
  }
  for (const place of job.programs ? programPlaces : []) {
    const { keyId, keyPrefix } = outcome;
    const key = { connectionId, workspaceId, keyId, keyPrefix, secret };
    const { kind } = await deliver(lifecycle, place, key);
    if (kind !== 'current' && kind !== 'sent') throw new Error(`A program took no value: ${kind}.`);
    const at = anHourAgo();
    ageKept(dir, place, at);
    const sent = {
      at: at.toISOString(),
      ...(place.recipe === 'telling' && { confirmedAt: at.toISOString() }),
    };
    if (kind === 'sent') await lifecycle.placements.send(place, key, secret, sent);
  }
  // A panic is about more than one key.
  const more = scenario === 'panic' ? await issue(lifecycle, wantedKey(job)) : undefined;
  if (more) tellOutcome(dir, more);
  if (more && 'settling' in more) await more.settling;
  const access = await lifecycle.ports.openAccess(connectionId);
  const rows = (await access?.keys.apiKeys(workspaceId)) ?? [];
  const oldFirst = rows.toSorted(
    (a, b) => Number(b.api_key_id === outcome.keyId) - Number(a.api_key_id === outcome.keyId),
  );
  writeFileSync(join(dir, 'old.json'), JSON.stringify(oldFirst));
}

async function operate(job: Job, lifecycle: LifecycleContext, hook: Hook): Promise<void> {
  const { dir, faults } = job;
  if (faults.somebody) {
    const { before, revokes } = faults.somebody;
    hook.before(before, () => revokeAsSomebody(job, lifecycle, revokes));
  }
  const outcome = await perform(job, lifecycle, hook);
  tellOutcome(dir, outcome);
  if ('settling' in outcome) await outcome.settling;
  // This process lives on with other jobs; a window that ends while it asks is killed in others.
  if (outcome.kind === 'not-kept') await leaveForLater(lifecycle, outcome);
}

async function perform(job: Job, lifecycle: LifecycleContext, hook: Hook): Promise<Outcome> {
  const { dir, workspaceId, scenario, placed } = job;
  const isPlacing = placed && (scenario === 'rotate' || scenario === 'overlap');
  const places = isPlacing ? await placesOf(lifecycle, oldRow(dir).api_key_id) : [];
  const at = { connectionId, workspaceId };
  const expiresAt = inMinutes(60);
  switch (scenario) {
    case 'issue':
      return issue(lifecycle, wantedKey(job));
    case 'rotate':
      return rotate(lifecycle, { ...at, key: oldRow(dir), places, expiresAt });
    case 'overlap':
      return rotateWithOverlap(lifecycle, {
        ...at,
        key: oldRow(dir),
        places,
        expiresAt,
        ...(job.grace === null ? {} : { grace: 'now' }),
      });
    case 'revoke':
      return revoke(lifecycle, { ...at, key: oldRow(dir) });
    case 'lend': {
      const key = oldRow(dir);
      const scope = ['runs:write'];
      const outcome = await lend(lifecycle, { ...at, key, scope, minutes: 15, borrower: 'trial' });
      if (outcome.kind !== 'lent') return outcome;
      tellOutcome(dir, outcome);
      return endLoan(lifecycle, { connectionId, keyId: outcome.keyId });
    }
    case 'panic':
      return panic(lifecycle, { ...at, keys: oldRows(dir) });
    case 'close': {
      const stop = new AbortController();
      hook.before('server create', async () => {
        setTimeout(() => {
          stop.abort();
        }, 15);
      });
      return issue(lifecycle, wantedKey(job), { signal: stop.signal });
    }
  }
}

function wantedKey({ workspaceId, accountId }: Job) {
  return {
    connectionId,
    workspaceId,
    serviceAccountId: accountId,
    scope: ['runs:write'] as const,
    expiresAt: inMinutes(60),
  };
}

function inMinutes(count: number): string {
  return new Date(Date.now() + count * 60_000).toISOString();
}

async function revokeAsSomebody(
  job: Job,
  lifecycle: LifecycleContext,
  which: 'old' | 'new',
): Promise<void> {
  const access = await lifecycle.ports.openAccess(connectionId);
  if (!access) return;
  const old = oldRow(job.dir).api_key_id;
  const rows = await access.keys.apiKeys(job.workspaceId);
  const row = rows.find(({ api_key_id: id }) => (which === 'old' ? id === old : id !== old));
  if (!row) return;
  const call = { idempotencyKey: randomUUID() };
  await access.keys.revokeApiKey(job.workspaceId, row.api_key_id, call);
  tell(job.dir, { kind: 'somebody', revoked: row.api_key_id });
}

/** As `prepare` wrote them: the old key first. */
function oldRows(dir: string): ApiKey[] {
  return JSON.parse(readFileSync(join(dir, 'old.json'), 'utf8')) as ApiKey[];
}

function oldRow(dir: string): ApiKey {
  const [old] = oldRows(dir);
  if (!old) throw new Error('This trial was prepared without a key.');
  return old;
}

async function placesOf(lifecycle: LifecycleContext, keyId: string): Promise<Place[]> {
  const known = await lifecycle.placements.of(connectionId, keyId);
  return known.filter(({ secondCopy }) => !secondCopy).map(({ place }) => place);
}

function placeOf(dir: string): Place {
  return {
    kind: 'env',
    file: pathToFileURL(join(dir, '.env')).href,
    variable: 'GOVRAIL_API_KEY',
  };
}

function tellOutcome(dir: string, outcome: Outcome): void {
  const { kind } = outcome;
  tell(dir, {
    kind: 'outcome',
    outcome: {
      kind,
      ...('keyId' in outcome ? { keyId: outcome.keyId } : {}),
      ...(outcome.kind === 'panicked'
        ? { ended: outcome.keys.filter(({ ended }) => ended).map(({ keyId }) => keyId) }
        : {}),
      ...('oldKeyId' in outcome ? { oldKeyId: outcome.oldKeyId } : {}),
      ...('persistence' in outcome
        ? {
            persistence: outcome.persistence,
            expiresAt: outcome.expiresAt,
            copy: outcome.copy,
          }
        : {}),
    },
  });
}
