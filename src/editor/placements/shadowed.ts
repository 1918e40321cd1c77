import { posix } from 'node:path';
import { t } from '@vscode/l10n';
import { Uri, workspace } from 'vscode';
import type { Place, Places } from '../../lifecycle/model/places.ts';
import { allowAgain, precedenceOf } from '../env/envSiblings.ts';
import { describePlace } from './placeName.ts';

/**
 * Of places that were just rewritten: what programs read instead, and what they need before they read it,
 * each named by its place. The value there is current, and not used.
 */
export async function shadowed(
  places: Pick<Places, 'read'>,
  rewritten: readonly Place[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const place of rewritten) {
    if (!('file' in place)) continue;
    const file = Uri.parse(place.file);
    const folder = workspace.getWorkspaceFolder(file);
    if (!folder) continue;
    const sentences = place.kind === 'text' ? allowAgain(posix.basename(file.path)) : [];
    const value = place.kind === 'env' ? await places.read(place) : undefined;
    if (place.kind === 'env' && value) {
      sentences.push(...(await precedenceOf(folder, file, place.variable, value)).hidden);
    }
    found.push(...sentences.map((sentence) => t('{0}: {1}', describePlace({ place }), sentence)));
  }
  return found;
}
