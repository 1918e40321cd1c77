import assert from 'node:assert/strict';
import { commands, env } from 'vscode';
import { eventually } from '../journeys/support/eventually.ts';
import { asMenusPass, prepare, run, type NewKey } from './support/keyrail.ts';

describe('the text of a row', function () {
  this.timeout(60_000);
  const name = 'text of a row';
  let serviceAccountId = '';
  let key: NewKey;

  before(async () => {
    ({ serviceAccountId } = await prepare('copy-text'));
    key = await run<NewKey>('createKey', { serviceAccountId, name });
    // Ours alone: other tests leave keys in this window.
    await run('filterKeys', { text: name });
  });

  after(async () => {
    await run('filterKeys', { text: '' });
    await run('revokeKey', { keyId: key.keyId });
  });

  const focusFirst = async (view: string) => {
    await commands.executeCommand(`keyrail.${view}.focus`);
    await commands.executeCommand('list.focusFirst');
  };

  /** What the keyboard's Ctrl+C passes, after the person has gone so many rows down from the first. */
  const copyAt = async (view: string, downs: number) => {
    await focusFirst(view);
    for (let at = 0; at < downs; at += 1) await commands.executeCommand('list.focusDown');
    await env.clipboard.writeText('');
    const [row] = asMenusPass(`keyrail.${view}`);
    await commands
      .executeCommand('runCommands', {
        commands: [{ command: 'keyrail.copyText', args: row }],
      })
      .then(undefined, () => undefined);
    return env.clipboard.readText();
  };

  const copies = (what: string, view: string, downs: number, expected: RegExp) =>
    eventually(
      what,
      () => copyAt(view, downs),
      (text) => expected.test(text),
    );

  /** Opens the row that has the keyboard; of one that is open, the keyboard goes to the first below it. */
  const open = async (view: string) => {
    await focusFirst(view);
    await commands.executeCommand('list.expand');
  };

  it('is the id of a key, and below it what is known', async () => {
    await copies('The id', 'apiKeys', 0, new RegExp(`^${key.keyId}$`));
    await open('apiKeys');
    await copies('The status', 'apiKeys', 1, /^Active, expires in 89 d$/);
    // Places are open, so that the next row is the first of them.
    await copies('The copy', 'apiKeys', 3, /^kept by this editor$/);
  });

  it('is the id of a service account, and below it its keys and what is known', async () => {
    await copies('The id', 'serviceAccounts', 0, new RegExp(`^${serviceAccountId}$`));
    await open('serviceAccounts');
    await copies('Its key', 'serviceAccounts', 1, new RegExp(`^${key.keyId}$`));
    await copies('Its role', 'serviceAccounts', 3, /^workspace service$/);
  });

  it('is nothing that a program can say', async () => {
    await assert.rejects(run('copyText', { node: 'fact', value: 'x' }), /no argument named/);
    await assert.rejects(run('copyText', { text: 'x' }), /Select a row/);
  });
});
