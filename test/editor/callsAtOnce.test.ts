import { commands } from 'vscode';
import { prepare } from './support/keyrail.ts';

describe('calls without arguments, as the palette makes them', () => {
  before(() => prepare('calls at once'));

  it('are carried out beside each other', async () => {
    const refresh = () => commands.executeCommand('keyrail.refresh');
    await Promise.all([refresh(), refresh(), refresh()]);
  });
});
