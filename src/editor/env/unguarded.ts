import { t } from '@vscode/l10n';
import type { Memento } from 'vscode';
import { onDisk } from './envSpot.ts';
import type { EnvTarget } from './envTarget.ts';
import { otherVersionControl } from '../../dotenv/git/otherVersionControl.ts';

/** What is said once of a folder that something else than git keeps. */
export interface Unguarded {
  readonly sentences: readonly string[];
  /** It was said. */
  told(): Promise<void>;
}

/** `name`: the file as the person knows it. */
export async function unguarded(
  { file }: EnvTarget,
  name: string,
  state: Memento,
): Promise<Unguarded> {
  const silent = { sentences: [], told: () => Promise.resolve() };
  if (!onDisk(file)) return silent;
  const keeper = otherVersionControl(file.fsPath);
  const key = `otherVersionControl:${keeper?.root ?? ''}`;
  if (!keeper || state.get(key) === true) return silent;
  const sentence = t(
    '{0} is kept by {1}, which cannot be asked whether it would commit {2}. Make sure that it ignores the file. This is said once.',
    keeper.root,
    keeper.name,
    name,
  );
  return {
    sentences: [sentence],
    told: async () => {
      await state.update(key, true);
    },
  };
}
