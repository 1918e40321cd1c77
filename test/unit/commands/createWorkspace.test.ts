import assert from 'node:assert/strict';
import { createWorkspace } from '../../../src/commands/workspace/createWorkspace.ts';
import { CancelledError } from '../../../src/domain/errors.ts';
import { answeredArgument } from '../../../src/editor/ownArguments.ts';
import { openProvenFixture, type LifecycleFixture } from '../lifecycle/lifecycleFixture.ts';
import { keyWindow } from './support/keyWindow.ts';
import { dismisses, scriptedPerson, type Answer } from './support/scriptedPerson.ts';

describe('a control-plane workspace that is created', () => {
  let fixture: LifecycleFixture;
  beforeEach(async () => {
    fixture = await openProvenFixture();
  });
  afterEach(() => fixture.dispose());

  const opened = async (answers: readonly Answer[], production: boolean) => {
    const person = scriptedPerson(...answers);
    // A call to which the person has said yes before the command began.
    const window = await keyWindow(fixture, person, { argument: answeredArgument({}), production });
    const { session } = await window.ports.keyList.here();
    const used: string[] = [];
    const ports = {
      ...window.ports,
      connections: {
        current: () => session.connection,
        useWorkspace: async (_connection: unknown, workspaceId: string) =>
          void used.push(workspaceId),
      },
      sessions: { open: async () => session },
    };
    return { person, ports, used };
  };

  it('is asked for its name and slug, and is worked in from then on', async () => {
    const { ports, used } = await opened(['Billing', 'billing'], false);
    const { workspaceId } = await createWorkspace(ports);
    assert.deepEqual(used, [workspaceId]);
    const { workspaces } = await fixture.management.me();
    assert.ok(workspaces.some(({ workspace_id: id }) => id === workspaceId));
  });

  it('is asked about by its name on production, whatever was agreed to before it had one', async () => {
    const { person, ports, used } = await opened(['Billing', 'billing', dismisses], true);
    await assert.rejects(createWorkspace(ports), CancelledError);
    assert.match(person.asked.at(-1)!, /Create Control-Plane Workspace Billing.*production here/);
    assert.deepEqual(used, []);
  });
});
