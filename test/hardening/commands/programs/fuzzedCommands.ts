import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commands, env } from 'vscode';
import { commandIds } from '../../../../src/domain/commandIds.ts';
import { journalAtRest, setAutomation } from '../../../editor/support/beforehand.ts';
import { everything } from '../../../editor/support/everything.ts';
import { folder, prepare, run, type NewKey } from '../../../editor/support/keyrail.ts';
import { looks } from '../../../editor/support/looks.ts';
import { watchPerson, type WatchedPerson } from '../../../editor/support/watchedPerson.ts';
import { fuzzedCalls } from '../fuzzedCalls.ts';
import { figuresFile, seedFile, type CallFigures } from '../figures.ts';

const calls = 10_000;
/** How many are made between two looks at what may not change. */
const together = 500;

describe(`${calls} calls of commands with arguments made at random`, function () {
  this.timeout(900_000);
  let key: NewKey;
  let serviceAccountId = '';
  let person: WatchedPerson;

  before(async () => {
    ({ serviceAccountId } = await prepare('programs'));
    key = await run<NewKey>('createKey', { serviceAccountId, scope: ['runs:write'], name: 'mine' });
    await run('writeToEnv', { keyId: key.keyId });
    await journalAtRest();
    await env.clipboard.writeText('of the person');
    await setAutomation(false);
    person = watchPerson();
  });
  after(async () => {
    person.dispose();
    await setAutomation(true);
  });

  it('change nothing unanswered', async () => {
    // Those that open pages and panels only look, and take VS Code long.
    const changing = commandIds.filter((id) => !looks.includes(id));
    const known = [key.keyId, serviceAccountId, 'local'];
    const seed = Number(readFileSync(seedFile(folder()), 'utf8'));
    const before = await everything();
    const figures: CallFigures = { calls: 0, questions: 0, commands: changing.length };
    for (const { command, argument } of fuzzedCalls(changing, known, seed, calls)) {
      await commands.executeCommand(command, argument).then(undefined, () => undefined);
      figures.questions += person.asked().length;
      figures.calls += 1;
      if (figures.calls % together === 0) {
        assert.deepEqual(await everything(), before, `within ${figures.calls} calls`);
      }
    }
    assert.deepEqual(await everything(), before);
    const { KEYRAIL_RESULT: result = '' } = process.env;
    writeFileSync(figuresFile(path.dirname(result)), JSON.stringify(figures));
  });
});
