import { Uri, workspace } from 'vscode';
import { isOver, type Placement } from '../../lifecycle/copies/placement.ts';
import type { Window } from '../../lifecycle/model/window.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { Terminals } from './terminals.ts';

/**
 * Terminals' secrets are gone with the window that gave them; their records are not, by themselves. A
 * window that was reloaded may end a moment after the next one looks, so this is asked again.
 */
export async function forgetLostTerminals(
  { placements, ports }: LifecycleContext,
  terminals: Pick<Terminals, 'valueOf'>,
): Promise<boolean> {
  let changed = false;
  for (const seen of await placements.all()) {
    const { place } = seen;
    if (place.kind !== 'terminal') continue;
    const folder = Uri.parse(place.folder);
    if (!workspace.getWorkspaceFolder(folder) || terminals.valueOf(folder, place.variable))
      continue;
    if (isElsewhere(seen, ports.window)) continue;
    changed = (await placements.forget(place, seen)) || changed;
  }
  return changed;
}

/** Whether another window may still give it to its terminals; its process id may be this one's by now. */
function isElsewhere(seen: Placement, { pid, host }: Window): boolean {
  const { window } = seen;
  if (!window || isOver(seen)) return false;
  return window.pid !== pid || window.host !== host;
}
