import type { Disk, EnvPath } from '../files/disk.ts';
import type { Planner, Write } from './text/plan.ts';
import { queued } from '../files/queue.ts';
import { transact, type Edited, type EnvRefusal } from './transaction.ts';

/** A change of a file beside the `.env`, planned so that it can be shown with it before either is made. */
export interface SideEdit {
  readonly kind: 'planned';
  /** Absolute, as in `EnvPath`. */
  readonly file: string;
  readonly plan: Write;
  /** Makes it; a file that has changed since is planned anew. */
  make(): Promise<Edited>;
}

/** Plans a change of a file that holds no secret; nothing is touched. */
export async function planSideEdit(
  path: EnvPath,
  planner: Planner,
  disk: Disk,
): Promise<SideEdit | { readonly kind: 'unchanged' } | EnvRefusal> {
  const located = await disk.locate(path, false);
  const there = located.kind === 'located' ? await disk.read(located) : located;
  if (there.kind === 'refused') return there;
  const plan = planner(there.bytes);
  if (plan.kind !== 'write') return plan;
  const make = () =>
    queued(path.file, () =>
      transact({
        disk,
        path,
        planner,
        approve: undefined,
        beforeStep: () => undefined,
        followLinks: false,
        newMode: 0o644,
      }),
    );
  return { kind: 'planned', file: path.file, plan, make };
}
