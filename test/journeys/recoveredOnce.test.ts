import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import { patienceMs } from '../support/patience.ts';
import { installNeighbour } from './support/neighbourExtension.ts';
import { auditedActions } from '../support/auditedActions.ts';
import { freezeIn, lifecycleFolder, race } from './support/racing.ts';
import { useSession } from './support/useSession.ts';
import { isToldOnce, logged } from './support/toldOnce.ts';
import type { Workbench } from './support/workbench.ts';

interface NewKey {
  readonly keyId: string;
}

/** Of an entry that a Keyrail to come will have written. */
const ofTheFuture = 'of-the-future';

const finished = /Keyrail finished what had been interrupted/;
const unreadable = /An interrupted operation .of-the-future. was begun by another version/;

describe('an operation that was cut off, and the windows that find it', function () {
  this.timeout(240_000);
  const journey = useSession({
    name: 'recovered-once',
    beside: installNeighbour,
    // The neighbour calls commands as a program does, which its person has allowed.
    settings: { 'keyrail.automation': true },
  });
  let windows: readonly Workbench[] = [];
  let serviceAccountId = '';
  let key: NewKey = { keyId: '' };

  const machine = () => path.dirname(journey.session.folder);
  const first = async <T>(command: string, argument: object = {}): Promise<T> => {
    const [outcome] = await race<T>(machine(), windows.slice(0, 1), command, argument);
    assert.equal(outcome?.error, undefined, command);
    // `as`: a command that did not throw answered.
    return outcome?.value as T;
  };
  const journal = () =>
    readdirSync(path.join(lifecycleFolder(machine()), 'journal')).filter(
      (name) => name.endsWith('.json') && !name.startsWith(ofTheFuture),
    );
  /** Windows that open at the same time share two cores. */
  const patience = () => (windows.length * patienceMs) / 2;
  const settled = () =>
    eventually('An empty journal', journal, (names) => names.length === 0, patience());
  /** What the ledger's files say of a kind, line by line as they were written. */
  const noted = (kind: string) => {
    const folder = path.join(lifecycleFolder(machine()), 'ledger');
    const lines = readdirSync(folder).flatMap((name) =>
      readFileSync(path.join(folder, name), 'utf8').split('\n'),
    );
    return lines.filter((line) => line.includes(`"kind":"${kind}"`)).length;
  };
  /** All windows show these keys once each has asked. */
  const agree = async (live: number) => {
    for (const window of windows) {
      await window.page.bringToFront();
      await window.activityBar.open('Keyrail');
      await window.palette.run('Keyrail: Refresh');
      await window.view('API Keys').waitForRows(`${live} live keys`, (rows) => {
        // What is over is folded.
        const shown = rows.filter(({ label }) => !label.startsWith('Ended ('));
        return shown.length === live;
      });
    }
  };
  const valueInEnv = () => {
    const text = readFileSync(path.join(journey.session.folder, '.env'), 'utf8');
    const values = [...text.matchAll(/^GOVRAIL_API_KEY=(.+)$/gm)].map(([, value]) => value);
    assert.equal(values.length, 1);
    return values[0];
  };
  const isAccepted = async () => {
    const answer = await fetch(`http://127.0.0.1:${journey.session.port}/api/v1/_probe`, {
      headers: { authorization: `Bearer ${valueInEnv()}` },
    });
    return answer.status === 404;
  };

  before(async () => {
    windows = [journey.session.window];
    await journey.session.window.activityBar.open('Keyrail');
    await first('connect', { kind: 'local' });
    await first('bootstrapWorkspace');
    ({ serviceAccountId } = await first<{ serviceAccountId: string }>('createServiceAccount', {
      name: 'cut',
    }));
    key = await first<NewKey>('createKey', { serviceAccountId, scope: ['runs:write'] });
    writeFileSync(path.join(journey.session.folder, '.gitignore'), '.env\n');
    await first('writeToEnv', { keyId: key.keyId });
    await eventually('The value in the .env accepted', isAccepted, Boolean);
    await settled();
  });

  it('is finished once when the power went in the middle of a rotation and four windows open', async () => {
    const rotation = { keyId: key.keyId };
    await freezeIn(machine(), windows[0]!, 'rotateKey', rotation, 'answered');
    const other = path.join(lifecycleFolder(machine()), 'journal', `${ofTheFuture}.1.json`);
    writeFileSync(other, '{"version":9}');
    windows = await journey.session.restart(4);
    await settled();
    await eventually(
      'A look of each window into the journal',
      () => logged(journey.session, /Looked for what was interrupted/),
      (count) => count >= 4,
      patience(),
    );
    assert.equal(logged(journey.session, /Looked for what was interrupted: 1 finished/), 1);
    await agree(1);
    await isToldOnce(journey.session, windows, finished);
    await isToldOnce(journey.session, windows, unreadable);
  });

  it('has left nothing twice: in the .env, in the ledger, in the audit trail', async () => {
    await eventually('The value in the .env accepted', isAccepted, Boolean);
    assert.equal(auditedActions(machine()).get('api_key_rotated'), 1);
    assert.equal(noted('rotate'), 1);
    assert.equal(noted('keep'), 2);
  });

  it('is finished by another window, when it is looked at, after the one that did it was killed', async () => {
    const wanted = { serviceAccountId, scope: ['runs:write'], name: 'cut off' };
    const cut = windows.at(-1)!;
    const frozen = await freezeIn(machine(), cut, 'createKey', wanted, 'kept');
    await cut.page.close();
    windows = windows.slice(0, -1);
    process.kill(frozen, 'SIGKILL');
    await eventually(
      'Its end',
      () => existsSync(`/proc/${frozen}`),
      (runs) => !runs,
    );
    assert.equal(journal().length, 1);
    const other = windows.at(-1)!;
    await other.page.bringToFront();
    await other.palette.run('Keyrail: Refresh');
    await settled();
    await agree(2);
    const [newest] = await other.view('API Keys').rows();
    assert.ok(newest);
    // What was told of the other key may still stand in another window.
    const ofIt = new RegExp(`${finished.source}\\. The secret of ${newest.label} is kept`);
    await isToldOnce(journey.session, windows, ofIt);
    assert.equal(logged(journey.session, finished), 2);
    assert.equal(logged(journey.session, unreadable), 1);
    assert.equal(auditedActions(machine()).get('api_key_created'), 2);
    assert.equal(noted('issue'), 2);
  });
});

describe('windows on a machine that forgot a secret', function () {
  this.timeout(240_000);
  const journey = useSession({ name: 'missed-once', keepsSecrets: false });

  it('tell of it in one of them', async () => {
    const { session } = journey;
    await makeFirstKey(session);
    const windows = await session.restart(2);
    const missed = /This editor no longer has the secret of first run/;
    for (const window of windows) {
      await window.page.bringToFront();
      await window.activityBar.open('Keyrail');
      await window.view('API Keys').row('first run');
    }
    await isToldOnce(session, windows, missed);
  });
});
