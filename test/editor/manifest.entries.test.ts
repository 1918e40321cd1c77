import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { commandIds } from '../../src/domain/commandIds.ts';
import { eventually } from '../journeys/support/eventually.ts';
import { menuEntries } from '../support/menuEntries.ts';
import { asMenusPass, prepare, run, type NewKey } from './support/keyrail.ts';
import { buttonsOfCode, offeredByManifest } from './support/offered.ts';
import { pressed } from './support/pressed.ts';
import { setAutomation } from './support/beforehand.ts';

/*
 * What the manifest offers beside the menus of the views, whose titles and rows the journey `everyEntry`
 * presses: the palette, the links of the welcome views and of the walkthrough; and the buttons of
 * messages, pages and rows, as the code names them. Here, where VS Code's own questions can be read, all
 * of them are pressed in every state of selection. VS Code lets these views have one row selected.
 */

const nothingShown = /^$/;

/** What each command shows first, whatever row is selected. */
const outcomes: Readonly<Record<string, RegExp>> = {
  'keyrail.quickStart': /^question: Create Key and Make Demo Run\?/,
  'keyrail.setUpLocal': /^told: .*Local control plane is in use/,
  'keyrail.connect': /^(question|box): Connect to a Server/,
  'keyrail.switchConnection': /^question: Switch Connection/,
  'keyrail.manageConnections': /^question: Manage Connections/,
  'keyrail.switchWorkspace': /^question: Switch Control-Plane Workspace/,
  'keyrail.createWorkspace': /^question: Create Control-Plane Workspace/,
  'keyrail.bootstrapWorkspace': /^told: Baseline ready in /,
  'keyrail.createServiceAccount': /^question: Create Service Account/,
  'keyrail.createKey': /^question: Create Key/,
  'keyrail.rotate': /^question: Rotate Key/,
  'keyrail.revokeKey': /^question: Revoke Key/,
  'keyrail.panic': /^question: Revoke Keys and Wipe Copies/,
  'keyrail.undoWrite': /^told: There is no write to a \.env file that could be undone\./,
  'keyrail.writeToEnv': /^question: Write Secret to \.env/,
  'keyrail.copySecret': /^question: Copy Secret/,
  'keyrail.importSecret': /^question: Import Secret/,
  'keyrail.forgetEverything': /^question: Forget everything on this machine\?/,
  'keyrail.openChecklist': /^tab: /,
  'keyrail.openPlayground': /^tab: /,
  'keyrail.runDemo': /^question: Make Demo Run: entry . \(\S+\)\?/,
  'keyrail.recordVerification': /^question: Record Verification/,
  'keyrail.recordGoLive': /^question: Record Go-Live Drill/,
  'keyrail.exportAudit': /^question: Export Audit Events/,
  'keyrail.manageEvidence': /^question: Manage Evidence/,
  'keyrail.useInTerminal': /^question: Use Key in Terminals/,
  'keyrail.whereIsIt': /^question: Show Places/,
  'keyrail.updateStalePlacements': /^told: .*No place has an old value\./,
  'keyrail.findLeaks': /^told: No secret stands in the \d+ files that git tracks here\./,
  'keyrail.copyCurl': /^told: Copied\. It reads the key from/,
  'keyrail.recover': /^told: Nothing was interrupted\./,
  'keyrail.showLedger': /^tab: /,
  // Rows are all that changes, or a panel, which nobody can ask about here.
  'keyrail.refresh': nothingShown,
  'keyrail.clearFilter': nothingShown,
  'keyrail.filterAndGroup': /^question: Filter and Group/,
  'keyrail.showLog': nothingShown,
  // Not in the palette; a keybinding has them.
  'keyrail.editConnection': /^told: There is no connection by URL yet\./,
  'keyrail.testConnection': /^told: There is no connection by URL yet\./,
  'keyrail.disconnect': /^question: Remove Connection/,
  'keyrail.showAccountKeys': /^question: Show Keys of a Service Account/,
  'keyrail.disableServiceAccount': /^question: Disable Service Account/,
  'keyrail.rotateKey': /^question: Rotate Key Now/,
  'keyrail.rotateKeyWithOverlap': /^question: Rotate Key with Overlap/,
  'keyrail.retireOldKey': /^told: There is no old key to end\./,
  'keyrail.lendKey': /^question: Lend Key/,
  'keyrail.endOldKeyNow': /^told: There is no old key to end\./,
  'keyrail.keepOldKey': /^told: There is no old key to end\./,
  'keyrail.endLoan': /^told: No key is lent now\./,
  'keyrail.putIntoProgram': /^question: Put Secret Into/,
  'keyrail.updatePlace': /^told: No program keeps a secret/,
  'keyrail.removePlace': /^told: No program keeps a secret/,
  'keyrail.revealSecret': /^question: Reveal Secret/,
  'keyrail.restoreSecret': /^question: Restore Secret/,
  'keyrail.copyKeyId': /^question: Copy Key ID/,
  'keyrail.forgetSecret': /^question: Forget Local Copy/,
  'keyrail.setKeyName': /^question: Rename Key/,
  'keyrail.setRotationWindow': /^question: Set Rotation Window/,
  'keyrail.verifyReceipt': /^question: Verify Audit Export Against Its Receipt/,
  'keyrail.exportEvidence': /^question: Export Evidence/,
  'keyrail.stopUsingInTerminal': /^told: No terminal gets a secret from Keyrail now\./,
  'keyrail.removeEnvLines': /^told: .*No \.env line holds the value of a key that was ended\./,
  'keyrail.withdrawConsent': /^told: No launch, task or program was allowed to use a key here\./,
  'keyrail.fixLeak': /^told: Open the file and put the cursor into the secret\./,
  'keyrail.reviewDismissed': /^told: Nothing was called “not a secret” on this machine\./,
  'keyrail.showMenu': /^question: Local control plane · /,
  'keyrail.filterKeys': /^question: Filter Keys/,
  'keyrail.showAttention': nothingShown,
  'keyrail.groupKeys': /^question: Group Keys/,
};

const states = ['nothing', 'a key', 'a revoked key', 'a service account', 'a group'] as const;
type State = (typeof states)[number];

/** What the menu of a row does with its key; a row or a message may be overtaken, so both are pressed. */
const ofKeys: Readonly<Record<string, Readonly<Record<'live' | 'revoked', RegExp>>>> = {
  'keyrail.writeToEnv': {
    live: /^question: Write to \S+\?/,
    revoked: /^told: entry b opens nothing any more/,
  },
  'keyrail.endOldKeyNow': {
    live: /^told: entry a is no old key of a rotation/,
    revoked: /^told: The old key entry b \(\S+\) has ended already\./,
  },
  'keyrail.keepOldKey': {
    live: /^told: entry a is no old key of a rotation/,
    revoked: /^told: The old key entry b \(\S+\) has ended already\./,
  },
  'keyrail.undoWrite': {
    live: /^told: There is no write to a \.env file that could be undone\./,
    revoked: /^told: There is no write to a \.env file that could be undone\./,
  },
  'keyrail.copySecret': {
    live: /^question: Copy Secret: entry a \(\S+\)\?/,
    revoked: /^question: Copy Secret: entry b \(\S+\)\?/,
  },
  'keyrail.revealSecret': {
    live: /^question: Reveal Secret: entry a \(\S+\)\?/,
    revoked: /^question: Reveal Secret: entry b \(\S+\)\?/,
  },
  'keyrail.useInTerminal': {
    live: /^question: Give a new terminal of \S+ the secret of entry a\?/,
    revoked: /^told: entry b opens nothing any more/,
  },
  'keyrail.putIntoProgram': {
    live: /^(question: Put Secret Into|told: No program that keeps secrets)/,
    revoked: /^told: entry b opens nothing any more/,
  },
  'keyrail.lendKey': {
    live: /^question: Lend Key/,
    revoked: /^told: entry b does not work, or not for long enough to be lent\./,
  },
  'keyrail.endLoan': {
    live: /^told: entry a is not lent/,
    revoked: /^told: entry b is not lent/,
  },
  'keyrail.whereIsIt': {
    live: /^question: Where is entry a\?/,
    revoked: /^question: Where is entry b\?/,
  },
  'keyrail.copyCurl': { live: /^told: Copied\./, revoked: /^told: Copied\./ },
  // The title has it, too: with a key that can.
  'keyrail.runDemo': {
    live: /^question: Make Demo Run: entry a \(\S+\)\?/,
    revoked: /^question: Make Demo Run: .* \(\S+\)\?/,
  },
  'keyrail.openPlayground': { live: /^tab: Playground/, revoked: /^tab: Playground/ },
  'keyrail.copyKeyId': {
    live: /^told: .*Copied the id of entry a\./,
    revoked: /^told: .*Copied the id of entry b\./,
  },
  'keyrail.rotate': {
    live: /^question: Rotate entry a/,
    revoked: /^told: entry b cannot be rotated\./,
  },
  'keyrail.setKeyName': { live: /^question: Rename entry a/, revoked: /^question: Rename entry b/ },
  'keyrail.setRotationWindow': {
    live: /^question: Set Rotation Window of entry a/,
    revoked: /^question: Set Rotation Window of entry b/,
  },
  'keyrail.restoreSecret': {
    live: /^(question: Restore Secret|told: No program that gives secrets back)/,
    revoked: /^(question: Restore Secret|told: No program that gives secrets back)/,
  },
  'keyrail.importSecret': {
    live: /^question: Import Secret of entry a/,
    revoked: /^question: Import Secret of entry b/,
  },
  'keyrail.forgetSecret': {
    live: /^question: Forget the local copy of entry a\?/,
    revoked: /^told: This editor has no copy of the secret of entry b\./,
  },
  'keyrail.revokeKey': {
    live: /^question: Is it safe to revoke entry a \(\S+\)\?/,
    revoked: /^question: Is it safe to revoke entry b \(\S+\)\?\nYes: it is revoked already\./,
  },
};

/** A call that nobody is asked about. */
const asProgram = async (work: () => Promise<unknown>) => {
  await setAutomation(true);
  try {
    await work();
  } finally {
    await setAutomation(false);
  }
};

/** Ours alone: other tests leave keys in this window. */
const filter = () => run('filterKeys', { text: 'entry' });

describe('everything that the manifest offers', function () {
  this.timeout(240_000);
  let live = '';
  /** Id of the key or service account whose row is selected. */
  let selected: string | undefined;
  let offeredSelected = 0;

  before(async () => {
    const { serviceAccountId } = await prepare('entries');
    await run('createServiceAccount', { name: 'entries too' });
    const scope = ['runs:write', 'runs:manage'];
    const make = async (name: string) =>
      (await run<NewKey>('createKey', { serviceAccountId, scope, name })).keyId;
    const revoked = await make('entry b');
    await run('forgetSecret', { keyId: revoked });
    await run('revokeKey', { keyId: revoked });
    live = await make('entry a');
    // So that there is evidence.
    await run('runDemo', { keyId: live });
    await filter();
    await setAutomation(false);
  });

  after(async () => {
    await setAutomation(true);
    await run('groupKeys', { by: 'none' });
    await run('filterKeys', { text: '' });
    await run('revokeKey', { keyId: live });
  });

  /** Rows of the view from the top; the person presses Enter there. */
  const select = async (view: string, down: number) => {
    await commands.executeCommand(`keyrail.${view}.focus`);
    await commands.executeCommand('list.focusFirst');
    for (let at = 0; at < down; at += 1) await commands.executeCommand('list.focusDown');
    await commands.executeCommand('list.select');
  };

  /** The first row that is offered, where it is of what is selected. */
  const offeredFirst = async (command: string) =>
    (await pressed(/^question: /, () => commands.executeCommand(command))).lists[0]?.[0];

  /** Selects a row, and learns from what is offered first then that it is. */
  const reach = async (view: string, down: number, opens: RegExp, command: string) => {
    const row = await eventually(
      'A row selected',
      async () => {
        // Enter on a row opens what it is about.
        await pressed(opens, () => select(view, down));
        return offeredFirst(command);
      },
      (first) => first?.description?.endsWith('selected in the view') === true,
    );
    selected = row?.detail?.split(' ').at(-1) ?? '';
  };

  const enter = async (state: State) => {
    selected = undefined;
    if (state === 'a key') await reach('apiKeys', 0, /Where is/, 'keyrail.copyKeyId');
    if (state === 'a revoked key') await reach('apiKeys', 1, /Where is/, 'keyrail.copyKeyId');
    if (state === 'a service account') {
      await reach('serviceAccounts', 1, /^/, 'keyrail.disableServiceAccount');
    }
    if (state === 'a group') {
      await asProgram(() => run('groupKeys', { by: 'status' }));
      await eventually(
        'No key selected',
        async () => {
          await pressed(/^/, () => select('apiKeys', 0));
          return offeredFirst('keyrail.copyKeyId');
        },
        (row) => row?.description?.endsWith('selected in the view') === false,
      );
    }
  };

  const entries = offeredByManifest();

  it('is in the list of this test', () => {
    const all = new Set(entries.map(({ command }) => command));
    assert.deepEqual([...all].toSorted(), Object.keys(outcomes).toSorted());
  });

  for (const state of states) {
    describe(`with ${state} selected`, () => {
      before(() => enter(state));
      for (const { command, args, from } of entries) {
        it(`${command} of the ${from}`, async () => {
          const expected = outcomes[command] ?? /nothing is expected/;
          const { text, lists } = await pressed(expected, () =>
            commands.executeCommand(command, ...args),
          );
          assert.match(text, expected);
          assert.doesNotMatch(text, /argument|went wrong|^rejected/im);
          if (command === 'keyrail.showAttention' || command === 'keyrail.clearFilter') {
            await asProgram(filter);
          }
          // The selected row comes first wherever it is offered at all.
          const offering = lists.filter((rows) =>
            rows.some(({ detail }) => selected !== undefined && detail?.endsWith(selected)),
          );
          for (const [first] of offering) assert.ok(first?.detail?.endsWith(selected ?? ''));
          offeredSelected += offering.length;
        });
      }
    });
  }

  for (const [status, down] of [
    ['live', 0],
    ['revoked', 1],
  ] as const) {
    describe(`of the row or the message of a ${status} key`, () => {
      before(async () => {
        await asProgram(() => run('groupKeys', { by: 'none' }));
        await eventually(
          'The row as VS Code knows it',
          () => pressed(/^question: /, () => passRow('keyrail.whereIsIt')),
          ({ text }) =>
            text.startsWith(`question: Where is entry ${status === 'live' ? 'a' : 'b'}`),
        );
      });

      /** What VS Code passes from a row; the button of a message passes an object of ours, too. */
      const passRow = async (command: string) => {
        await commands.executeCommand('keyrail.apiKeys.focus');
        await commands.executeCommand('list.focusFirst');
        for (let at = 0; at < down; at += 1) await commands.executeCommand('list.focusDown');
        const args = asMenusPass('keyrail.apiKeys');
        await commands.executeCommand('runCommands', { commands: [{ command, args }] });
      };

      for (const [command, expected] of Object.entries(ofKeys)) {
        it(command, async () => {
          const { text } = await pressed(expected[status], () => passRow(command));
          assert.match(text, expected[status]);
          assert.doesNotMatch(text, /argument|went wrong|^rejected/im);
        });
      }
    });
  }

  it('has the commands of the rows in the list of this test', () => {
    const ofAccounts = [
      'keyrail.createKey',
      'keyrail.disableServiceAccount',
      'keyrail.showAccountKeys',
    ];
    // Of the rows below theirs; `copyText.virtual.test.ts` and the journey `programs` press them.
    const ofFacts = ['keyrail.copyText', 'keyrail.updatePlace', 'keyrail.removePlace'];
    const all = new Set(menuEntries('view/item/context').map(({ command }) => command));
    assert.deepEqual(
      [...all].toSorted(),
      [...Object.keys(ofKeys), ...ofAccounts, ...ofFacts].toSorted(),
    );
  });

  describe('with a row selected', () => {
    it('offered that row in questions, so that it could come first', () => {
      assert.ok(offeredSelected > 20, `${offeredSelected} questions`);
    });
  });

  it('has no button that runs a command which there is not', () => {
    const known = [...commandIds, 'keyrail.apiKeys.focus'];
    const others = buttonsOfCode().filter(({ command }) => !known.includes(command));
    assert.deepEqual(others, []);
  });

  for (const { command, fields, file } of buttonsOfCode()) {
    if (fields.length === 0) continue;
    it(`has a button of ${file} pass what ${command} takes: ${fields.join(', ')}`, async () => {
      await asProgram(async () => {
        const argument = Object.fromEntries(fields.map((field) => [field, 'nobody']));
        const { text } = await pressed(/^/, () => commands.executeCommand(command, argument));
        assert.doesNotMatch(text, /no argument named|takes no arguments|went wrong/);
      });
    });
  }
});
