import { ConfigurationTarget, workspace } from 'vscode';
import { eventually } from '../../journeys/support/eventually.ts';
import { everything } from './everything.ts';

/** Whether the person lets programs answer questions by their arguments; editor tests begin with it on. */
export const setAutomation = (on: boolean | undefined) =>
  workspace.getConfiguration('keyrail').update('automation', on, ConfigurationTarget.Global);

/** Waits until what was begun before is settled, which happens in the background. */
export async function journalAtRest(): Promise<void> {
  await eventually(
    'A journal at rest',
    async () => (await everything())['lifecycle'] ?? '',
    (files) => !/^journal\/[^\n]*\.json /m.test(files),
  );
}
