import assert from 'node:assert/strict';
import { workspace } from 'vscode';
import { UserFacingError } from '../../src/domain/errors.ts';
import { Secret } from '../../src/domain/secrets/secret.ts';
import { keepSecret, type KeepParts } from '../../src/editor/leaks/keepSecret.ts';

describe('a secret that is taken out of a text', () => {
  const folder = workspace.workspaceFolders![0]!;
  const target = {
    folder,
    file: folder.uri.with({ path: `${folder.uri.path}/.env` }),
    variable: 'TOKEN',
    part: '',
    baseUrlVariable: '',
  };
  const keep = (saved: boolean) => {
    const envFiles = { write: async () => ({ line: 1, saved, undo: undefined }) };
    const parts = { envFiles } as unknown as KeepParts; // A foreign secret needs nothing else.
    const owner = { kind: 'foreign', format: 'stripe' } as const;
    const home = { target, variable: 'TOKEN', isThere: false };
    return keepSecret(parts, new Secret('sk_not_a_real_one'), owner, home, (name) => name);
  };

  it('stays there while it is only in an editor that is not saved', async () => {
    await assert.rejects(keep(false), (error) => {
      assert.ok(error instanceof UserFacingError);
      assert.match(error.message, /only in the editor of .*\.env\. Save it/);
      return true;
    });
  });

  it('is kept once its line is saved', async () => {
    assert.deepEqual(await keep(true), { file: '.env', copied: false });
  });
});
