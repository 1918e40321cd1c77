import assert from 'node:assert/strict';
import { commands, env } from 'vscode';
import { eventually } from '../journeys/support/eventually.ts';
import { prepare, run, type NewKey } from './support/keyrail.ts';

describe('copying the id of a key', () => {
  let keyId = '';

  before(async () => {
    const { serviceAccountId } = await prepare('copied');
    ({ keyId } = await run<NewKey>('createKey', { serviceAccountId, scope: ['runs:write'] }));
  });

  beforeEach(() => env.clipboard.writeText('before'));

  after(() => run('revokeKey', { keyId }));

  it('answers a program with the id that is on the clipboard', async () => {
    assert.deepEqual(await run('copyKeyId', { keyId }), { keyId });
    assert.equal(await env.clipboard.readText(), keyId);
  });

  it('takes no object of a program for a row because it looks like one', async () => {
    await assert.rejects(run('copyKeyId', { node: 'key', keyId }), /no argument named node/);
    assert.equal(await env.clipboard.readText(), 'before');
  });

  it('asks which key when nobody named one', async () => {
    let answer: { keyId: string } | undefined;
    void run<{ keyId: string }>('copyKeyId').then((given) => (answer = given));
    const { keyId: chosen } = await eventually(
      'The choice of the first key',
      async () => {
        await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return answer ?? { keyId: '' };
      },
      (given) => given.keyId.startsWith('key_'),
    );
    assert.equal(await env.clipboard.readText(), chosen);
  });

  it('leaves the clipboard alone when there is no such key', async () => {
    await assert.rejects(run('copyKeyId', { keyId: 'key_nobody' }), /has no key key_nobody/);
    assert.equal(await env.clipboard.readText(), 'before');
  });
});
