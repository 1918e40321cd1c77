import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { recordTrack } from '../../src/commands/firstRun/recordTrack.ts';
import { emptySnapshot } from '../../src/editor/keys/snapshot.ts';
import { windowPorts } from '../../src/commands/windowPorts.ts';
import type { Services } from '../../src/services.ts';
import { delivery, type Delivery, type DeliveryBody } from '../../src/wire/delivery.ts';
import { answerWith, takingFirst } from './support/windowOf.ts';

const section = (notes: string) => ({
  status: 'pending',
  owner_user_id: null,
  notes,
  evidence_links: [],
  updated_at: '2026-11-23T12:00:00.000Z',
  updated_by_user_id: null,
});
const tracks = (verification: string, goLive: string): Delivery =>
  delivery.parse({
    workspace_id: 'ws_one',
    verification: section(verification),
    go_live: section(goLive),
  });

describe('a delivery track that colleagues write as well', () => {
  let restore = (): unknown => undefined;
  afterEach(async () => {
    restore();
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is compared again after each question, until nothing has changed', async () => {
    const readings = [
      tracks('at first', 'go at first'),
      tracks('theirs', 'go at first'),
      // While the first question stood there, both were written.
      tracks('theirs again', 'go theirs'),
      tracks('theirs again', 'go theirs again'),
    ];
    const saved: DeliveryBody[] = [];
    const management = {
      delivery: async () => readings.shift() ?? assert.fail('read too often'),
      updateDelivery: async (_ws: string, body: DeliveryBody) => {
        saved.push(body);
        return tracks('ours', 'go theirs again');
      },
    };
    const connection = { kind: 'local', id: 'local', name: 'Local', production: false } as const;
    const context = { connection, workspaceId: 'ws_one', workspaceName: 'One' };
    // Recording a track needs no more of a window.
    const services = {
      keyList: {
        here: async () => ({ context, session: { management } }),
        snapshot: emptySnapshot,
        refresh: async () => undefined,
      },
      globalState: { get: () => undefined },
    } as unknown as Services;
    const questions: string[] = [];
    const steps: string[] = [];
    restore = answerWith({
      showInformationMessage: async () => undefined,
      createQuickPick: takingFirst((title) => {
        steps.push(title);
      }),
      showQuickPick: async (rows, { title }) => {
        questions.push(title);
        return (await (rows as Promise<unknown[]>))[0];
      },
    });
    await recordTrack(windowPorts(services, undefined), 'verification', undefined);
    assert.deepEqual(
      steps,
      Array.from({ length: 3 }, () => 'Record Verification'),
    );
    assert.equal(questions.filter((title) => /somebody else/.test(title)).length, 2);
    const [{ verification, go_live: goLive } = assert.fail('nothing was saved')] = saved;
    assert.deepEqual([verification.notes, goLive.notes], ['at first', 'go theirs again']);
  });
});
