import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exportAudit } from '../../../src/commands/audit/exportAudit.ts';
import { recordTrack } from '../../../src/commands/firstRun/recordTrack.ts';
import { CancelledError, UserFacingError } from '../../../src/domain/errors.ts';
import { deliveryWith, trackBody } from '../../../src/domain/firstRun/deliveryTrack.ts';
import { readEvidence, rememberEvidence } from '../../../src/editor/firstRun/evidenceStore.ts';
import { answeredArgument } from '../../../src/editor/ownArguments.ts';
import { openProvenFixture, type LifecycleFixture } from '../lifecycle/lifecycleFixture.ts';
import { documentsWindow } from './support/documentsWindow.ts';
import { dismisses, scriptedPerson, type Answer } from './support/scriptedPerson.ts';

describe('the proof of a first run', () => {
  let fixture: LifecycleFixture;
  let folder = '';
  beforeEach(async () => {
    fixture = await openProvenFixture();
    folder = mkdtempSync(path.join(tmpdir(), 'keyrail-proof-'));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await fixture.dispose();
  });

  type Documents = Parameters<typeof documentsWindow>[2];
  type Window = Parameters<typeof documentsWindow>[3];
  const opened = async (documents: Documents, more: Window, answers: readonly Answer[]) => {
    const person = scriptedPerson(...answers);
    const window = await documentsWindow(fixture, person, documents, more);
    return { person, ...window, carried: window.done };
  };
  const delivery = () => fixture.management.delivery(fixture.at.workspaceId);
  /** What a colleague writes in the same moment. */
  const theirs = async (notes: string) => {
    const now = await delivery();
    const body = deliveryWith(now, 'verification', { ...trackBody(now.verification), notes });
    await fixture.management.updateDelivery(fixture.at.workspaceId, body, {
      idempotencyKey: randomUUID(),
    });
  };

  describe('in a delivery track', () => {
    const record = async (argument: unknown, more: Window, ...answers: readonly Answer[]) => {
      const window = await opened({}, { argument, ...more }, answers);
      return { ...window, done: () => recordTrack(window.ports, 'verification', argument) };
    };

    it('is what the person answers, and the other track stays', async () => {
      const before = await delivery();
      const { done, told } = await record(undefined, {}, 'Complete', 'Nobody', 'Write', 'Seen');
      const answer = await done();
      assert.equal(answer.status, 'complete');
      const now = await delivery();
      assert.deepEqual(
        [now.verification.status, now.verification.notes, trackBody(now.go_live)],
        ['complete', 'Seen', trackBody(before.go_live)],
      );
      assert.deepEqual(told, [
        'quietly: Verification is recorded as complete, with 0 evidence links.',
      ]);
    });

    it('begins with the evidence so far, where there is some', async () => {
      const at = '2026-11-22T12:00:00.000Z';
      const of = { traceId: null, createdAt: at, completedAt: at };
      const known = async ({ ports }: Awaited<ReturnType<typeof record>>, id: string) => {
        const { context } = await ports.keyList.here();
        await rememberEvidence(ports.globalState, context, {
          run: { id, status: 'completed', ...of },
        });
      };
      const byPerson = await record(undefined, {}, 'In progress', 'Nobody', 'Add');
      await known(byPerson, 'run_1');
      await byPerson.done();
      assert.equal(byPerson.person.shown[0], 'Add Evidence So Far');
      assert.match((await delivery()).verification.notes ?? '', /run_1/);
      const byProgram = await record(answeredArgument({ status: 'complete' }), {});
      await known(byProgram, 'run_2');
      await byProgram.done();
      assert.match((await delivery()).verification.notes ?? '', /run_1[^]*run_2/);
    });

    it('is not written at a no, at any of the questions', async () => {
      const answers = ['Complete', 'Nobody', 'Keep Note', 'Record Verification'];
      for (let questions = 0; questions < answers.length; questions++) {
        const given: readonly Answer[] = [...answers.slice(0, questions), dismisses];
        const { done, person } = await record(undefined, { production: true }, ...given);
        await assert.rejects(done(), CancelledError, String(questions));
        assert.equal(person.asked.length, questions + 1);
      }
      assert.equal((await delivery()).verification.updated_at, '');
    });

    it('is what a program says, and on production the person is asked by name', async () => {
      const wish = { status: 'complete', notes: 'By a program' };
      const { done, person, told } = await record(wish, { production: true }, dismisses);
      await assert.rejects(done(), CancelledError);
      assert.match(person.asked.join(), /production/);
      const agreed = await record(answeredArgument(wish), { production: true });
      await agreed.done();
      assert.deepEqual([agreed.person.asked, agreed.told, told], [[], [], []]);
      assert.equal((await delivery()).verification.notes, 'By a program');
    });

    it('is shown beside what a colleague wrote meanwhile, who is replaced by a yes alone', async () => {
      const answers = ['Complete', 'Nobody', 'Write', 'Ours'];
      for (const [answer, stands] of [
        ['Keep Theirs', 'Theirs 0'],
        ['Save Mine', 'Ours'],
      ] as const) {
        const window = await record(undefined, {}, ...answers, answer);
        const { management } = fixture;
        let reads = 0;
        const here = await window.ports.keyList.here();
        const late = {
          ...management,
          async delivery(id: string) {
            // Between the first reading and the one before the write.
            if (++reads === 2) await theirs('Theirs 0');
            return management.delivery(id);
          },
        };
        window.ports.keyList.here = async () => ({
          ...here,
          session: { ...here.session, management: late },
        });
        const done = window.done();
        if (answer === 'Keep Theirs') await assert.rejects(done, CancelledError);
        else await done;
        assert.match(window.documents.join(), /Theirs 0[^]* \| [^]*Ours/);
        assert.equal((await delivery()).verification.notes, stands);
        await theirs('Again');
      }
    });

    it('of a program gives way to a colleague', async () => {
      const wish = answeredArgument({ notes: 'Program' });
      const { done, ports } = await record(wish, {});
      const here = await ports.keyList.here();
      let reads = 0;
      const { management } = fixture;
      const late = {
        ...management,
        async delivery(id: string) {
          if (++reads === 2) await theirs('Theirs');
          return management.delivery(id);
        },
      };
      ports.keyList.here = async () => ({
        ...here,
        session: { ...here.session, management: late },
      });
      await assert.rejects(done(), /changed by somebody else in this moment\. Nothing was written/);
      assert.equal((await delivery()).verification.notes, 'Theirs');
    });
  });

  describe('in an export of audit events', () => {
    const run = async (
      argument: unknown,
      documents: Documents,
      more: Window = {},
      ...answers: readonly Answer[]
    ) => {
      const window = await opened(documents, { argument, ...more }, answers);
      return { ...window, done: exportAudit(window.ports, argument) };
    };

    it('is a file and its receipt, where the person says, and evidence from then on', async () => {
      await fixture.key();
      const saves = path.join(folder, 'events.jsonl');
      const { done, documents, ports } = await run(
        undefined,
        { folder, saves },
        {},
        'Everything',
        'JSON Lines',
      );
      const { file, receiptFile, sha256, size } = await done;
      assert.equal(file, saves);
      const bytes = readFileSync(file);
      assert.ok(size > 0 && bytes.length === size);
      assert.equal(createHash('sha256').update(bytes).digest('hex'), sha256);
      assert.ok(existsSync(receiptFile));
      assert.match(documents[0]!, /^suggested govrail-audit-support-\d{8}\.jsonl$/);
      const { context } = await ports.keyList.here();
      assert.equal(readEvidence(ports.globalState, context)?.receipt?.sha256, sha256);
    });

    it('has the buttons of its message: the note, the file, the track', async () => {
      const saves = path.join(folder, 'events.jsonl');
      const answers = ['Last 7 days', 'JSON'];
      const pressing = async (presses: string) => {
        const window = await run(undefined, { saves }, { presses }, ...answers);
        const { note } = await window.done;
        // The message is told after the command has ended.
        await new Promise(setImmediate);
        return { ...window, note, acts: window.carried };
      };
      const copied = await pressing('Copy Note');
      assert.ok(copied.acts.includes(`copy ${copied.note}`));
      assert.ok((await pressing('Open File')).documents.includes(`open ${saves}`));
      const recorded = await pressing('Record Receipt…');
      assert.deepEqual(recorded.pressed, ['keyrail.recordGoLive []']);
    });

    it('is nowhere where the person dismisses a question', async () => {
      const given: readonly (readonly Answer[])[] = [
        [dismisses],
        ['Everything', dismisses],
        ['Everything', 'JSON'],
      ];
      for (const answers of given) {
        const { done } = await run(undefined, { folder }, {}, ...answers);
        await assert.rejects(done, CancelledError);
      }
      assert.deepEqual(readdirSync(folder), []);
    });

    it('of a program goes into the folder that is open, and over no file unless it says so', async () => {
      const first = await run({}, { folder });
      const { file } = await first.done;
      assert.match(path.basename(file), /^govrail-audit-.*\.jsonl$/);
      assert.deepEqual([first.person.asked, first.told], [[], []]);
      writeFileSync(file, 'mine');
      const again = await run({ file }, { folder });
      await assert.rejects(again.done, /exists already\. Pass overwrite: true/);
      assert.equal(readFileSync(file, 'utf8'), 'mine');
      await (
        await run({ file, overwrite: true }, { folder })
      ).done;
      assert.notEqual(readFileSync(file, 'utf8'), 'mine');
      const nowhere = await run({}, {});
      await assert.rejects(nowhere.done, UserFacingError);
    });

    it('is of no days that end before they begin', async () => {
      const { done } = await run({ from: '2026-11-02', to: '2026-11-01' }, { folder });
      await assert.rejects(done, UserFacingError);
      assert.deepEqual(readdirSync(folder), []);
    });
  });
});
