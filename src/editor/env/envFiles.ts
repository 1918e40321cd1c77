import { t } from '@vscode/l10n';
import { workspace, type Memento, type Uri } from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { Placement } from '../../lifecycle/copies/placement.ts';
import type { Place } from '../../lifecycle/model/places.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { MadeEdit } from './besideEnv.ts';
import { envSpot, onDisk } from './envSpot.ts';
import type { Precedence } from './envSiblings.ts';
import { envFileName, type EnvTarget } from './envTarget.ts';
import { keepApart } from './keepApart.ts';
import { namedKey, ownerOf, type NameParts } from './namedKey.ts';
import type { FileLines, FormerValue, Occasion } from './preview.ts';
import { writeLines, type ApprovePlan } from './writeLines.ts';
import { planBesideEnv } from './besideEnv.ts';
import { precedenceOf } from './envSiblings.ts';
import { unguarded } from './unguarded.ts';
import { approveWrite, Rehearsed } from './preview.ts';
import { removeLines } from './removeLines.ts';
import { record } from '../../lifecycle/steps/ledgerNote.ts';

/** The key that a secret belongs to. */
export interface EnvOwner {
  readonly connectionId: string;
  readonly workspaceId: string;
  readonly keyId: string;
  readonly keyPrefix: string;
}

/** What is to be written, and for whom. */
export interface EnvWrite {
  /** `undefined` for a secret of no key that is known: nothing is recorded of it. */
  readonly of: EnvOwner | undefined;
  readonly secret: Secret;
  readonly baseUrl: string;
  /** Proves once more whose address it is, after a question. @throws UserFacingError */
  readonly provenBaseUrl?: () => Promise<string>;
  /** False where a program called: then what would need a question refuses. */
  readonly ask: boolean;
  /** Shows what would be written, with this above it, and ends with `Rehearsed` instead of writing it. */
  readonly rehearses?: Occasion | undefined;
  /** What the person has agreed to already: nothing is asked where exactly that is to be written. */
  readonly agreed?: readonly FileLines[] | undefined;
}

/** What became of a write. */
export interface EnvWritten {
  /** Of the variable afterwards, from 1. */
  readonly line: number;
  /** Every file that was written, with its lines; the `.env` first. */
  readonly files: readonly FileLines[];
  /** What the other env files of its folder mean for it, in sentences. */
  readonly precedence: Precedence;
  /** Said once of a folder: nobody could be asked whether the file would be committed. */
  readonly unguarded: readonly string[];
  /** Brings the former files back if nothing changed them since. @throws UserFacingError */
  readonly undo: (() => Promise<void>) | undefined;
}

/** Secrets into and out of `.env` files, as transactions that are recorded as placements. */
export interface EnvFiles {
  /** @throws UserFacingError, CancelledError; AnotherFile (`preview.ts`) where the person wants one */
  write(target: EnvTarget, what: EnvWrite): Promise<EnvWritten>;
  /** Takes the lines away that still hold the value; answers with those that it could not. */
  removeAll(placements: readonly Placement[]): Promise<readonly Placement[]>;
}

const seenKey = (file: Uri) => `envSeen:${file.toString()}`;

export function createEnvFiles(
  state: Memento,
  lifecycle: () => Promise<LifecycleContext>,
  parts: NameParts,
): EnvFiles {
  const heldBy = async (former: Secret | undefined, next: Secret): Promise<FormerValue> => {
    if (!former) return 'nothing';
    if (former.equals(next)) return 'the same';
    const owner = await ownerOf(parts, lifecycle, former);
    return owner ? namedKey(parts, owner) : 'something else';
  };

  return {
    async write(target, what) {
      if (!workspace.isTrusted) {
        throw new UserFacingError(
          t('Keyrail writes nothing into a folder that is not trusted. Trust it first.'),
          [{ label: t('Manage Trust'), command: 'workbench.trust.manage' }],
        );
      }
      keepApart(target.variable, target.baseUrlVariable);
      const spot = await envSpot(target.folder, target.file);
      const name = envFileName(target);
      const isSeen = state.get(seenKey(target.file)) === true;
      const beside = await planBesideEnv(spot, target, what, isSeen);
      const owner = what.of;
      const { folder, file, variable } = target;
      const precedence = await precedenceOf(folder, file, variable, what.secret);
      const guard = await unguarded(target, name, state);
      const approve: ApprovePlan = async (plan, former, about) => {
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
            key: owner && namedKey(parts, owner),
            held: await heldBy(former, what.secret),
            occasion: what.rehearses,
          });
          await requireSameAddress(what);
        }
        if (what.rehearses) {
          throw new Rehearsed(all);
        }
        await beside.ignore();
      };
      const lines = { ...what, keyId: owner?.keyId };
      const written = await writeLines(spot, target, lines, approve, () => beside.takeBack());
      await state.update(seenKey(target.file), true);
      await guard.told();
      const { line, env } = written;
      const detail = `${name}, ${target.variable}`;
      const place: Place = {
        kind: 'env',
        file: target.file.toString(),
        variable: target.variable,
      };
      if (env) await beside.nameInExample();
      const undoAll = env && undoInTurn([env, ...beside.made.toReversed()]);
      const done = {
        line,
        files: [...(env ? [env] : []), ...beside.made],
        precedence,
        unguarded: guard.sentences,
      };
      if (!owner) return { ...done, undo: undoAll };
      const opened = await lifecycle();
      await opened.placements.remember(place, owner, what.secret);
      await recordWrite(opened, owner, detail);
      if (!undoAll) return { ...done, undo: undefined };
      return {
        ...done,
        async undo() {
          await undoAll(async () => {
            // What stood there before is found again by its fingerprint, where it was one of ours.
            await opened.placements.forget(place);
            await recordWrite(opened, owner, `${detail}: undone`);
          });
        },
      };
    },
    async removeAll(placements) {
      return removeLines(await lifecycle(), placements);
    },
  };
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
