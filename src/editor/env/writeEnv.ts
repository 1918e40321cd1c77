import { t } from '@vscode/l10n';
import { workspace, type Memento, type Uri } from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { Place } from '../../lifecycle/model/places.ts';
import { record } from '../../lifecycle/steps/ledgerNote.ts';
import { planBesideEnv, type MadeEdit } from './besideEnv.ts';
import { precedenceOf } from './envSiblings.ts';
import { envSpot, onDisk } from './envSpot.ts';
import { envFileName, type EnvTarget } from './envTarget.ts';
import type { EnvOwner, EnvWrite, EnvWritten } from './envWrite.ts';
import { keepApart } from './keepApart.ts';
import { namedKey, ownerOf, type NameParts } from './namedKey.ts';
import { approveWrite, type FormerValue } from './preview.ts';
import { Rehearsed, type FileLines } from './previewEnd.ts';
import { unguarded } from './unguarded.ts';
import { writeLines, type ApprovePlan } from './writeLines.ts';

/** What a write stands on. */
interface WriteParts {
  /** Remembers the files that were written before. */
  readonly state: Memento;
  readonly lifecycle: () => Promise<LifecycleContext>;
  readonly names: NameParts;
}

/** What is known of a write before a line of it is planned. */
interface Outlook {
  readonly name: string;
  readonly beside: Awaited<ReturnType<typeof planBesideEnv>>;
  readonly precedence: Awaited<ReturnType<typeof precedenceOf>>;
  readonly guard: Awaited<ReturnType<typeof unguarded>>;
}

const seenKey = (file: Uri) => `envSeen:${file.toString()}`;

/**
 * Writes a secret into its line, and what belongs beside it, once the person has agreed to every line.
 * @throws UserFacingError, CancelledError; Rehearsed and AnotherFile (`preview.ts`)
 */
export async function writeEnv(
  parts: WriteParts,
  target: EnvTarget,
  what: EnvWrite,
): Promise<EnvWritten> {
  const { state } = parts;
  requireTrust();
  keepApart(target.variable, target.baseUrlVariable);
  const spot = await envSpot(target.folder, target.file);
  const name = envFileName(target);
  const isSeen = state.get(seenKey(target.file)) === true;
  const beside = await planBesideEnv(spot, target, what, isSeen);
  const { folder, file, variable } = target;
  const precedence = await precedenceOf(folder, file, variable, what.secret);
  const guard = await unguarded(target, name, state);
  const approve = approvalOf(parts, target, what, { name, beside, precedence, guard });
  const lines = { ...what, keyId: what.of?.keyId };
  const { line, env } = await writeLines(spot, target, lines, approve, () => beside.takeBack());
  await state.update(seenKey(file), true);
  await guard.told();
  if (env) await beside.nameInExample();
  const undoAll = env && undoInTurn([env, ...beside.made.toReversed()]);
  const undo = what.of
    ? await registered(parts, target, what.of, what.secret, `${name}, ${variable}`, undoAll)
    : undoAll;
  return {
    line,
    files: [...(env ? [env] : []), ...beside.made],
    precedence,
    unguarded: guard.sentences,
    undo,
  };
}

/** @throws UserFacingError */
function requireTrust(): void {
  if (workspace.isTrusted) return;
  throw new UserFacingError(
    t('Keyrail writes nothing into a folder that is not trusted. Trust it first.'),
    [{ label: t('Manage Trust'), command: 'workbench.trust.manage' }],
  );
}

/** Shows the person all that would be written, where that was not agreed to already. */
function approvalOf(
  parts: WriteParts,
  target: EnvTarget,
  what: EnvWrite,
  { name, beside, precedence, guard }: Outlook,
): ApprovePlan {
  return async (plan, former, about) => {
    const others = beside.shown(plan.kind === 'write');
    const main = plan.kind === 'write' ? [{ name, changes: plan.changes }] : [];
    const all = [...main, ...others].map(({ name, changes }) => ({ name, changes }));
    if (what.ask && all.length > 0 && !isSame(what.agreed, all)) {
      await approveWrite({
        name,
        plan,
        beside: others,
        about,
        precedence,
        unguarded: guard.sentences,
        virtual: onDisk(target.file) ? undefined : target.file.scheme,
        key: what.of && namedKey(parts.names, what.of),
        held: await heldBy(parts, former, what.secret),
        occasion: what.rehearses,
      });
      await requireSameAddress(what);
    }
    if (what.rehearses) {
      throw new Rehearsed(all);
    }
    await beside.ignore();
  };
}

async function heldBy(
  { names, lifecycle }: WriteParts,
  former: Secret | undefined,
  next: Secret,
): Promise<FormerValue> {
  if (!former) return 'nothing';
  if (former.equals(next)) return 'the same';
  const owner = await ownerOf(names, lifecycle, former);
  return owner ? namedKey(names, owner) : 'something else';
}

/** Records the line as a placement of its key; what undoes the write takes that off the register, too. */
async function registered(
  { lifecycle }: WriteParts,
  { file, variable }: EnvTarget,
  owner: EnvOwner,
  secret: Secret,
  detail: string,
  undoAll: ReturnType<typeof undoInTurn> | undefined,
): Promise<EnvWritten['undo']> {
  const place: Place = { kind: 'env', file: file.toString(), variable };
  const opened = await lifecycle();
  await opened.placements.remember(place, owner, secret);
  await recordWrite(opened, owner, detail);
  if (!undoAll) return undefined;
  return () =>
    undoAll(async () => {
      // What stood there before is found again by its fingerprint, where it was one of ours.
      await opened.placements.forget(place);
      await recordWrite(opened, owner, `${detail}: undone`);
    });
}

/** Who had the port may be gone since the question was asked, and somebody else there. @throws UserFacingError */
async function requireSameAddress({ baseUrl, provenBaseUrl }: EnvWrite): Promise<void> {
  if (!provenBaseUrl || (await provenBaseUrl()) === baseUrl) return;
  throw new UserFacingError(
    t('The address of the control plane changed while you were asked. Nothing was written.'),
  );
}

/** Lines are masked, so that they are the same for any secret. */
function isSame(agreed: readonly FileLines[] | undefined, all: readonly FileLines[]): boolean {
  return agreed !== undefined && JSON.stringify(agreed) === JSON.stringify(all);
}

/** One after the other, the secret's file first; `after` follows that one. */
function undoInTurn([env, ...others]: readonly [MadeEdit, ...MadeEdit[]]) {
  return async (after: () => Promise<void> = () => Promise.resolve()): Promise<void> => {
    await env.undo();
    await after();
    for (const other of others) await other.undo();
  };
}

async function recordWrite(
  lifecycle: LifecycleContext,
  owner: EnvOwner,
  detail: string,
): Promise<void> {
  await record(lifecycle, {
    kind: 'env-write',
    ...owner,
    detail,
  });
}
