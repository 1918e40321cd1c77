import assert from 'node:assert/strict';
import { env } from 'vscode';
import { Secret } from '../../src/domain/secrets/secret.ts';
import { createClipboard } from '../../src/editor/secrets/clipboard.ts';
import { eventually } from '../journeys/support/eventually.ts';
import { madeUpSecret } from '../fixtures/leaks/corpus.ts';

describe('a secret on the clipboard whose window is gone', function () {
  this.timeout(30_000);
  const secret = new Secret(madeUpSecret(7));

  /** What VS Code keeps for all windows, as long as one test. */
  const keep = () => {
    const kept = new Map<string, unknown>();
    return {
      kept,
      get: (name: string) => kept.get(name) as undefined,
      update: async (name: string, value: unknown) => void kept.set(name, value),
    };
  };
  after(async () => {
    await env.clipboard.writeText('');
  });

  it('is taken away by the next window, and no trace of it stays', async () => {
    const state = keep();
    const killed = createClipboard(state);
    // Nobody waits for this one: its time is over when its process is no more.
    await killed.copy(secret, 600);
    const left = state.kept.get('clipboard') as { until: number };
    assert.doesNotMatch(JSON.stringify(left), new RegExp(secret.reveal()));
    state.kept.set('clipboard', { ...left, until: Date.now() - 1 });
    assert.equal(await env.clipboard.readText(), secret.reveal());

    const next = createClipboard(state);
    next.takeUp();
    await eventually(
      'An empty clipboard',
      async () => env.clipboard.readText(),
      (text) => text === '',
    );
    await eventually(
      'Nothing to take away',
      () => state.kept.get('clipboard'),
      (left) => left === undefined,
    );
    killed.dispose();
    next.dispose();
  });

  it('is left alone where the person has copied something else since', async () => {
    const state = keep();
    const killed = createClipboard(state);
    await killed.copy(secret, 600);
    const left = state.kept.get('clipboard') as { until: number };
    state.kept.set('clipboard', { ...left, until: 0 });
    await env.clipboard.writeText('of the person');
    const next = createClipboard(state);
    next.takeUp();
    await eventually(
      'Nothing to take away',
      () => state.kept.get('clipboard'),
      (after) => after === undefined,
    );
    assert.equal(await env.clipboard.readText(), 'of the person');
    killed.dispose();
    next.dispose();
  });
});
