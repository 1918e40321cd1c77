import { Uri, workspace } from 'vscode';
import type { Placement } from '../../lifecycle/copies/placement.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { Terminals, TerminalUse } from './terminals.ts';
import { record } from '../../lifecycle/steps/ledgerNote.ts';

/** Gives no terminal these secrets any more; their placements go with them. */
export async function endTerminalUses(
  lifecycle: LifecycleContext,
  terminals: Terminals,
  uses: readonly Pick<TerminalUse, 'folder' | 'variable'>[],
): Promise<void> {
  for (const { folder, variable } of uses) {
    terminals.stop(folder.uri, variable);
    const place = { kind: 'terminal', folder: folder.uri.toString(), variable } as const;
    const known = await lifecycle.placements.at(place);
    await lifecycle.placements.forget(place);
    if (!known) continue;
    const marker = await lifecycle.copies.marker(known.connectionId, known.keyId);
    await record(lifecycle, {
      kind: 'terminal',
      connectionId: known.connectionId,
      workspaceId: marker?.workspaceId ?? '',
      keyId: known.keyId,
      keyPrefix: marker?.keyPrefix ?? null,
      detail: `${folder.name}, ${variable}: stopped`,
    });
  }
}

/** Ends those of the placements that are terminals of this window; answers with the others. */
export async function endTerminalPlacements(
  lifecycle: LifecycleContext,
  terminals: Terminals,
  placements: readonly Placement[],
): Promise<readonly Placement[]> {
  const left: Placement[] = [];
  for (const known of placements) {
    const { place } = known;
    if (place.kind !== 'terminal') {
      left.push(known);
      continue;
    }
    const folder = workspace.getWorkspaceFolder(Uri.parse(place.folder));
    if (!folder) left.push(known);
    else await endTerminalUses(lifecycle, terminals, [{ folder, variable: place.variable }]);
  }
  return left;
}
