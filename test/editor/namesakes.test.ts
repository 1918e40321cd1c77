import assert from 'node:assert/strict';
import { commands } from 'vscode';
import type { CommandId } from '../../src/domain/commandIds.ts';
import { eventually } from '../journeys/support/eventually.ts';
import { prepare, run, type NewKey } from './support/keyrail.ts';
import { watchPerson, type WatchedPerson } from './support/watchedPerson.ts';
import { setAutomation } from './support/beforehand.ts';

/** What can be done with one key, and whether it asks first or tells afterwards. */
const acts: readonly CommandId[] = [
  'keyrail.rotateKey',
  'keyrail.rotateKeyWithOverlap',
  'keyrail.rotate',
  'keyrail.revokeKey',
  'keyrail.lendKey',
  'keyrail.forgetSecret',
  'keyrail.writeToEnv',
  'keyrail.useInTerminal',
  'keyrail.whereIsIt',
  'keyrail.copySecret',
  'keyrail.copyKeyId',
  'keyrail.setKeyName',
  'keyrail.setRotationWindow',
  'keyrail.runDemo',
];

describe('two keys of one name', function () {
  this.timeout(120_000);
  const keys: NewKey[] = [];
  let person: WatchedPerson | undefined;

  before(async () => {
    const { serviceAccountId } = await prepare('namesakes');
    const scope = ['runs:write', 'runs:manage'];
    for (let made = 0; made < 2; made += 1) {
      keys.push(await run<NewKey>('createKey', { serviceAccountId, scope, name: 'twin' }));
    }
    await setAutomation(false);
  });
  afterEach(() => {
    person?.dispose();
  });
  after(async () => {
    await commands.executeCommand('workbench.action.closeQuickOpen');
    await setAutomation(true);
    for (const { keyId } of keys) await run('revokeKey', { keyId });
  });

  for (const act of acts) {
    it(`are told apart in every sentence of ${act}`, async () => {
      const [, { keyPrefix } = { keyPrefix: '' }] = keys;
      person = watchPerson(undefined, (rows) =>
        // Of what is asked after the key, the first that is offered.
        rows.some(({ detail }) => detail?.includes('key_'))
          ? rows.find(({ detail }) => detail?.includes(keyPrefix))
          : rows[0],
      );
      const sentences: string[] = [];
      void commands.executeCommand(act);
      await eventually(
        'A sentence that names the key',
        () => {
          sentences.push(...(person?.asked() ?? []), ...(person?.told() ?? []));
          return sentences;
        },
        (all) => all.some((sentence) => sentence.includes(keyPrefix)),
      );
      for (const sentence of sentences.filter((each) => each.includes('twin'))) {
        assert.ok(sentence.includes(keyPrefix), sentence);
      }
    });
  }
});
