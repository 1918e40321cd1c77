import type { Memento } from 'vscode';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { Placement } from '../../lifecycle/copies/placement.ts';
import type { EnvTarget } from './envTarget.ts';
import type { EnvWrite, EnvWritten } from './envWrite.ts';
import type { NameParts } from './namedKey.ts';
import { removeLines } from './removeLines.ts';
import { writeEnv } from './writeEnv.ts';

/** Secrets into and out of `.env` files, as transactions that are recorded as placements. */
export interface EnvFiles {
  /** @throws UserFacingError, CancelledError; AnotherFile (`previewEnd.ts`) where the person wants one */
  write(target: EnvTarget, what: EnvWrite): Promise<EnvWritten>;
  /** Takes the lines away that still hold the value; answers with those that it could not. */
  removeAll(placements: readonly Placement[]): Promise<readonly Placement[]>;
}

export function createEnvFiles(
  state: Memento,
  lifecycle: () => Promise<LifecycleContext>,
  parts: NameParts,
): EnvFiles {
  return {
    write: (target, what) => writeEnv({ state, lifecycle, names: parts }, target, what),
    async removeAll(placements) {
      return removeLines(await lifecycle(), placements);
    },
  };
}
