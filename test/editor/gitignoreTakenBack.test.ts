import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands, Uri, workspace, type Memento } from 'vscode';
import { Secret } from '../../src/domain/secrets/secret.ts';
import { createEnvFiles } from '../../src/editor/env/envFiles.ts';
import type { EnvWrite } from '../../src/editor/env/envWrite.ts';
import type { NameParts } from '../../src/editor/env/namedKey.ts';
import { leaveUnsaved } from './support/leaveUnsaved.ts';
import { folder } from './support/keyrail.ts';
import { answerWith } from './support/windowOf.ts';

describe('the .gitignore of a .env that is not written after all', () => {
  const at = (name: string) => join(folder(), 'nested', name);
  const what: EnvWrite = {
    of: undefined,
    secret: new Secret('krl_local_canary'),
    baseUrl: 'http://127.0.0.1:1',
    ask: true,
  };
  let restore = (): unknown => undefined;

  beforeEach(() => {
    mkdirSync(at('.'), { recursive: true });
    execFileSync('git', ['init', '--quiet'], { cwd: at('.') });
    writeFileSync(at('.env'), 'A=1\n');
  });
  afterEach(async () => {
    restore();
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    rmSync(at('.'), { recursive: true });
  });

  /** Writes a secret into `nested/.env`; `act` happens between the preview and the press of Write. */
  const write = async (act: () => Promise<void>) => {
    const [first] = workspace.workspaceFolders ?? [];
    assert.ok(first);
    restore = answerWith({
      async showWarningMessage(_message, ...rest) {
        await act();
        return rest.find((button) => button === 'Write');
      },
    });
    const state: Pick<Memento, 'get' | 'update'> = { get: () => undefined, update: async () => {} };
    const never = () => assert.fail('A secret of no key is not recorded.');
    // The names of keys are asked for where one is replaced.
    const files = createEnvFiles(state as Memento, never, {} as NameParts);
    const file = Uri.file(at('.env'));
    const variables = { variable: 'KEY', baseUrlVariable: '', part: '' };
    await files.write({ folder: first, file, ...variables }, what);
  };

  it('is as it was before, so that nothing was written is true', async () => {
    await assert.rejects(
      write(() => leaveUnsaved(at('.env'))),
      /was changed in the editor meanwhile\. Nothing was written\./,
    );
    assert.equal(existsSync(at('.gitignore')), false);
    assert.equal(readFileSync(at('.env'), 'utf8'), 'A=1\n');
  });

  it('has its line where the secret is written', async () => {
    await write(async () => undefined);
    assert.match(readFileSync(at('.gitignore'), 'utf8'), /^\/?\.env$/m);
    assert.match(readFileSync(at('.env'), 'utf8'), /^KEY=krl_local_canary$/m);
  });
});
