import assert from 'node:assert/strict';
import { createAgreedPrograms } from '../../../src/editor/programs/agreedPrograms.ts';
import { commandText, signInCommand } from '../../../src/editor/programs/placeWords.ts';
import type { ProgramPlace } from '../../../src/lifecycle/model/places.ts';

/** As VS Code keeps it: what is read is what JSON makes of what was written. */
function createState() {
  const texts = new Map<string, string>();
  return {
    get: <T>(key: string, otherwise?: T) => {
      const text = texts.get(key);
      // `as`: an entry is read as what was written there.
      return text === undefined ? otherwise : (JSON.parse(text) as T);
    },
    update: async (key: string, value: unknown) => {
      if (value === undefined) texts.delete(key);
      else texts.set(key, JSON.stringify(value));
    },
    texts,
  };
}

const place = (name: string): ProgramPlace => ({
  kind: 'program',
  recipe: 'pass',
  answers: { path: name },
});
const program = { path: '/usr/bin/pass', identity: 'a digest' };

describe('programs that were agreed to', () => {
  it('count for their place alone, in whichever order its answers stand', async () => {
    const agreed = createAgreedPrograms(createState());
    const two = (answers: Record<string, string>) => ({ ...place(''), answers });
    await agreed.agree(two({ a: '1', b: '2' }), program);
    assert.deepEqual(agreed.of(two({ b: '2', a: '1' })), program);
    assert.equal(agreed.of(two({ a: '1', b: '3' })), undefined);
    assert.equal(agreed.of({ ...two({ a: '1', b: '2' }), recipe: 'own:pass' }), undefined);
  });

  it('are forgotten one by one or all at once, and leave nothing', async () => {
    const state = createState();
    const agreed = createAgreedPrograms(state);
    for (const name of ['one', 'two', 'three']) await agreed.agree(place(name), program);
    await agreed.withdraw(place('one'));
    assert.equal(agreed.of(place('one')), undefined);
    assert.deepEqual(agreed.of(place('two')), program);
    await agreed.withdraw();
    assert.equal(agreed.of(place('two')), undefined);
    assert.equal(state.texts.size, 0);
  });

  it('of second copies count for the connections alone that were asked about', async () => {
    const agreed = createAgreedPrograms(createState());
    const template = place('{key}');
    await agreed.agree(template, program, 'local');
    assert.ok(agreed.isFor(template, 'local'));
    assert.ok(!agreed.isFor(template, 'production'));
    await agreed.agree(template, program, 'production');
    assert.ok(agreed.isFor(template, 'local') && agreed.isFor(template, 'production'));
    await agreed.agree(template, { ...program, identity: 'another' }, 'local');
    assert.ok(!agreed.isFor(template, 'production'));
  });

  it('keep no more of a program than what tells it from another one', async () => {
    const state = createState();
    const seen = { kind: 'found', args: ['insert', 'one'], ...program };
    await createAgreedPrograms(state).agree(place('one'), seen);
    assert.doesNotMatch([...state.texts.values()].join(), /insert|found/);
  });
});

describe('what a person reads of a program', () => {
  it('is a command whose arguments cannot pass for several', () => {
    assert.equal(
      commandText('/usr/bin/gh', ['secret', 'set', 'KEY', '--repo', 'github.com/octo/app']),
      '/usr/bin/gh secret set KEY --repo github.com/octo/app',
    );
    assert.equal(
      commandText('/opt/my tools/box', ['put', 'a --force', '"; rm', '']),
      String.raw`"/opt/my tools/box" put "a --force" "\"; rm" ""`,
    );
  });

  it('is how to sign in, where that is known', () => {
    assert.equal(signInCommand({ program: 'gh' }, {}), 'gh auth login');
    const host = { host: 'github.example.com' };
    assert.equal(
      signInCommand({ program: 'gh' }, host),
      'gh auth login --hostname github.example.com',
    );
    assert.equal(signInCommand({ program: 'podman' }, {}), undefined);
  });
});
