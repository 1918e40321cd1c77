import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../support/owned.ts';
import { suitesToRun } from '../../support/suites.ts';

describe('the suites of a project', () => {
  it('are those whose runner is there, in a fixed order', async () => {
    const project = await temporaryFolder('suites');
    for (const suite of ['journeys', 'contract', 'editor']) {
      mkdirSync(path.join(project.path, 'test', suite), { recursive: true });
      writeFileSync(path.join(project.path, 'test', suite, 'run.ts'), '');
    }
    const names = suitesToRun(project.path, []).map(({ name }) => name);
    assert.deepEqual(names, ['journeys', 'editor', 'editor-floor', 'contract']);
    assert.deepEqual(
      suitesToRun(project.path, ['journeys', 'contract']).map(({ name }) => name),
      ['journeys', 'contract'],
    );
    project.dispose();
  });

  it('refuses a name that there is none of, and says which there are', async () => {
    const project = await temporaryFolder('suites');
    writeFileSync(path.join(project.path, 'package.json'), '{}');
    assert.throws(() => suitesToRun(project.path, ['editro']), /no suite “editro”.*check/);
    project.dispose();
  });
});
