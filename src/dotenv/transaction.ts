import { t } from '@vscode/l10n';
import { Secret } from '../domain/secrets/secret.ts';
import type { BeforeStep, Disk, EnvPath, FileState, FileWarning, Located } from '../files/disk.ts';
import { refuseBegun, refuseFile, refuseReadOnly, type FileRefusal } from '../files/fileRefusal.ts';
import { bytesOf, latin1View } from './text/fileText.ts';
import type { Planner, Write } from './text/plan.ts';
import type { Refusal } from './text/refusal.ts';

export type EnvRefusal = Refusal | FileRefusal;

/** What the person ought to know beside the masked changes. */
export interface AboutWrite {
  readonly path: string;
  /** Whether the file is made by this. */
  readonly created: boolean;
  readonly warnings: readonly FileWarning[];
  /** Asked once more: another program has changed the file a second time. */
  readonly again: boolean;
}

/** Asked with the masked changes before the file is touched; rejects to stop. */
export type Approve = (plan: Write, about: AboutWrite) => Promise<void>;

export type Edited =
  | {
      readonly kind: 'written';
      readonly plan: Write;
      readonly created: boolean;
      readonly warnings: readonly FileWarning[];
      /** Brings the former content back if nothing has changed since; it is kept in memory only. */
      undo(): Promise<{ readonly kind: 'undone' } | FileRefusal>;
    }
  | { readonly kind: 'unchanged' }
  | EnvRefusal;

export interface Transaction<L extends Located = Located> {
  readonly disk: Disk<L>;
  readonly path: EnvPath;
  readonly planner: Planner;
  /** Absent where nobody can be asked: then a second change by somebody else ends the write. */
  readonly approve: Approve | undefined;
  readonly beforeStep: BeforeStep;
  readonly followLinks: boolean;
  readonly newMode: number;
}

/** After so many surprises the other program wins, whatever the person says. */
const MOST_ROUNDS = 8;

/**
 * Look, read, plan, ask, write and read back. When the file changes between reading and writing, the
 * plan is made again on what stands there: once by itself, after that the person is asked.
 */
export async function transact<L extends Located>(transaction: Transaction<L>): Promise<Edited> {
  const { disk, path, planner, approve, beforeStep, followLinks, newMode } = transaction;
  await beforeStep('locate');
  const located = await disk.locate(path, followLinks);
  if (located.kind === 'refused') return located;
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    await beforeStep('read');
    const was = await disk.read(located);
    if (was.kind === 'refused') return was;
    await beforeStep('plan');
    const plan = planner(was.bytes);
    if (plan.kind !== 'write') return plan;
    if (was.readOnly === true) return refuseReadOnly();
    const hindrance = await disk.hindrance?.(located);
    if (hindrance) return hindrance;
    const created = !was.exists;
    if (round > 2 && approve === undefined) break;
    if (round !== 2) {
      await approve?.(plan, {
        path: located.path,
        created,
        warnings: was.warnings,
        again: round > 2,
      });
    }
    const done = await disk.replace(located, was, plan.bytes, { beforeStep, newMode });
    if (typeof done === 'object') return done;
    if (done === 'changed') continue;
    if (done === 'overtaken') return refuseBegun('changed-meanwhile', OVERTAKEN);
    const undo = undoing(transaction, located, was, plan.bytes);
    return { kind: 'written', plan, created, warnings: was.warnings, undo };
  }
  return refuseFile('changed-meanwhile');
}

const OVERTAKEN = t(
  'The file was written, and at once changed by another program. Look whether the value is in it.',
);
const OVERTAKEN_AGAIN = t(
  'The former content was written back, and at once changed by another program. Look whether the value is still in the file.',
);

function undoing<L extends Located>(
  { disk, beforeStep, newMode }: Transaction<L>,
  located: L,
  former: FileState,
  bytes: Uint8Array,
): () => Promise<{ readonly kind: 'undone' } | FileRefusal> {
  // The former content may hold the former secret, so it is kept as one.
  const kept = former.bytes.byteLength === 0 ? undefined : new Secret(latin1View(former.bytes));
  const { exists } = former;
  const written: FileState = { kind: 'file', bytes, exists: true, warnings: [] };
  return async () => {
    const old = kept === undefined ? new Uint8Array() : bytesOf(kept.reveal());
    const done = exists
      ? await disk.replace(located, written, old, { beforeStep, newMode })
      : await disk.remove(located, written);
    if (typeof done === 'object') return done;
    if (done === 'replaced' || done === 'removed') return { kind: 'undone' };
    if (done === 'overtaken') return refuseBegun('changed-meanwhile', OVERTAKEN_AGAIN);
    return refuseFile('changed-meanwhile', t('The file has changed since. It was left as it is.'));
  };
}
