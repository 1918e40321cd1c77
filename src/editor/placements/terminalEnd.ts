import { Uri, workspace } from 'vscode';
import type { Placement } from '../../lifecycle/copies/placements.ts';
import type { Room } from '../../lifecycle/room.ts';
import type { Terminals, TerminalUse } from './terminals.ts';

/** Takes secrets away from new terminals, their placements with them. */
export async function endTerminalUses(
  room: Room,
  terminals: Terminals,
  uses: readonly Pick<TerminalUse, 'folder' | 'variable'>[],
): Promise<void> {
  const { record } = await import('../../lifecycle/ledger/note.ts');
  for (const { folder, variable } of uses) {
    terminals.stop(folder.uri, variable);
    const place = { kind: 'terminal', folder: folder.uri.toString(), variable } as const;
    const known = await room.placements.at(place);
    await room.placements.forget(place);
    if (!known) continue;
    const marker = await room.copies.marker(known.connectionId, known.keyId);
    await record(room, {
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
  room: Room,
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
    else await endTerminalUses(room, terminals, [{ folder, variable: place.variable }]);
  }
  return left;
}
