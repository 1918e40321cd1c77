import assert from 'node:assert/strict';
import {
  CancellationTokenSource,
  DataTransfer,
  DataTransferItem,
  DocumentPasteTriggerKind,
  Range,
  workspace,
} from 'vscode';
import { importSecret } from '../../src/commands/secrets/importSecret.ts';
import { Secret } from '../../src/domain/secrets/secret.ts';
import { keepSecret, settleOwner } from '../../src/editor/leaks/keepSecret.ts';
import { createPasteGuard } from '../../src/editor/leaks/pasteGuard.ts';
import { whoseSecret } from '../../src/editor/leaks/whoseSecret.ts';
import { emptySnapshot } from '../../src/editor/keys/snapshot.ts';
import { windowPorts } from '../../src/commands/windowPorts.ts';
import type { Services } from '../../src/services.ts';
import { madeUpSecret } from '../fixtures/leaks/corpus.ts';
import { makeRow } from '../unit/domain/rows.ts';
import { openProvenFixture, type LifecycleFixture } from '../unit/lifecycle/lifecycleFixture.ts';
import { answerWith, type Person } from './support/windowOf.ts';

/** Server B of a person who has keys of server A: its list claims what the secrets of A begin with. */
describe('a secret that another control plane claims by its prefix', () => {
  const connection = {
    kind: 'remote',
    id: 'b',
    name: 'B',
    baseUrl: 'https://b.example',
    production: true,
    headerNames: [],
  } as const;
  let fixture: LifecycleFixture;
  let ofA: Secret;
  let keyOfA = '';
  let sent: string[] = [];
  let restore = (): unknown => undefined;

  beforeEach(async () => {
    fixture = await openProvenFixture();
    ({ keyId: keyOfA } = await fixture.key());
    const kept = await fixture.lifecycle.copies.read(fixture.at.connectionId, keyOfA);
    assert.ok(kept);
    ofA = kept;
    sent = [];
  });
  afterEach(async () => {
    restore();
    await fixture.dispose();
  });

  const answer = (person: Person) => {
    restore();
    restore = answerWith(person);
  };
  /** The window while B is its connection; B accepts whatever it is sent. */
  const atB = (prefix: string, keyId: string): Services => {
    const context = { connection, workspaceId: 'ws', workspaceName: 'W', workspaceSlug: 'w' };
    const runtime = (secret: Secret) => ({
      async probe() {
        sent.push(secret.reveal());
        return { accepted: true };
      },
    });
    const keys = [makeRow({ api_key_id: keyId, key_prefix: prefix })];
    return {
      keyList: {
        here: async () => ({
          context,
          session: { runtime, provenBaseUrl: async () => connection.baseUrl },
        }),
        snapshot: { ...emptySnapshot, connection, context, keys },
      },
      connections: { list: () => [connection, { ...connection, id: 'here', name: 'A' }] },
      keyNotes: { get: () => ({}), all: () => new Map() },
      localFacts: { pending: [] },
      lifecycle: async () => fixture.lifecycle,
      refresh: async () => undefined,
    } as unknown as Services; // Nothing else is asked for on these ways.
  };

  const stranger = new Secret(madeUpSecret(7));
  const questionAbout = async (pressed: string | undefined) => {
    const asked: string[] = [];
    answer({
      showWarningMessage: async (message, options) => {
        asked.push(`${message}\n${(options as { readonly detail: string }).detail}`);
        return pressed;
      },
    });
    const services = atB(stranger.keyPrefix, 'claimed');
    const owner = await whoseSecret(fixture.lifecycle, services.keyList.snapshot, stranger);
    return { asked, settled: settleOwner(services, stranger, owner) };
  };

  it('is sent nowhere before the person has said who issued it', async () => {
    const { asked, settled } = await questionAbout(undefined);
    await assert.rejects(settled);
    assert.deepEqual(sent, []);
    assert.match(asked[0] ?? '', /^Was this secret issued by b\.example, production B\?/);
    assert.match(asked[0] ?? '', /the whole secret is sent there/);
    assert.doesNotMatch(asked.join(''), new RegExp(stranger.reveal()));
  });

  it('is nobody’s that is known where the person says no', async () => {
    const { settled } = await questionAbout('Do Not Send');
    assert.equal((await settled).kind, 'unknown');
    assert.deepEqual(sent, []);
  });

  it('is tried and kept where the person says so', async () => {
    const { settled } = await questionAbout('Send and Keep');
    assert.equal((await settled).kind, 'own');
    assert.deepEqual(sent, [stranger.reveal()]);
    assert.equal((await fixture.lifecycle.copies.whose(stranger))?.keyId, 'claimed');
  });

  it('is not sent by a fix that was begun at the connection that issued it', async () => {
    const services = atB(ofA.keyPrefix, keyOfA);
    const own = {
      kind: 'own',
      keyId: keyOfA,
      label: 'a',
      keyPrefix: ofA.keyPrefix,
      status: { kind: 'active' },
    } as const;
    const home = { variable: 'KEY', target: undefined, isThere: false };
    const kept = await keepSecret(windowPorts(services, undefined), ofA, own, home, (name) => name);
    assert.equal(kept.copied, false);
    assert.deepEqual(sent, []);
  });

  it('is not imported as a key of B: of which one it is, is known', async () => {
    let prompt = '';
    answer({
      showInputBox: async (...given: unknown[]) => {
        ({ prompt } = given[0] as { readonly prompt: string });
        return ofA.reveal();
      },
    });
    const services = atB(ofA.keyPrefix, 'claimed');
    const argument = { keyId: 'claimed' };
    await assert.rejects(importSecret(windowPorts(services, argument), argument), /not sent to B/);
    assert.match(prompt, /is sent to b\.example to try it/);
    assert.deepEqual(sent, []);
  });

  it('is pasted as it is, unless the person chooses otherwise', async () => {
    const guard = createPasteGuard(windowPorts(atB(stranger.keyPrefix, 'claimed'), undefined));
    const document = await workspace.openTextDocument({
      language: 'javascript',
      content: "const key = '';\n",
    });
    const data = new DataTransfer();
    data.set('text/plain', new DataTransferItem(stranger.reveal()));
    const { token } = new CancellationTokenSource();
    const edits = await guard.provideDocumentPasteEdits?.(
      document,
      [new Range(0, 13, 0, 13)],
      data,
      { only: undefined, triggerKind: DocumentPasteTriggerKind.Automatic },
      token,
    );
    assert.equal(edits?.length, 1);
    assert.equal(edits[0]?.yieldTo?.length, 1);
    assert.deepEqual(sent, []);
  });
});
