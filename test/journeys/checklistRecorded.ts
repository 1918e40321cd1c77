import assert from 'node:assert/strict';
import { workspaceDetail } from '../../src/wire/workspaces.ts';
import { allRecordings, readRecording } from '../support/recordings.ts';
import { connectByUrl } from './support/connecting.ts';
import { eventually } from './support/eventually.ts';
import { briefMs } from './support/untilDone.ts';
import { startRecordedPlane, type RecordedPlane, type Shown } from './support/recordedPlane.ts';
import type { Session } from './support/session.ts';
import { usePartOf } from './support/usePartOf.ts';

/** A recorded state of the server, the lists around it, and the page that it must come to. */
interface Case extends Partial<Shown> {
  readonly detail: string;
  /** States of the ten steps in their order; those behind are blocked. */
  readonly steps: string;
  /** What the page says besides, in Keyrail's words. */
  readonly says?: RegExp;
}

interface Plane {
  readonly variant: 'main' | 'wave';
  readonly role?: 'viewer';
  readonly cases: readonly Case[];
}

const nobody = { keys: '11-keys-list-empty', accounts: '10-sa-list-empty' };
const account = { keys: '11-keys-list-empty', accounts: '10-sa-create-201' };
const planes: readonly Plane[] = [
  {
    variant: 'main',
    cases: [
      { detail: '07-detail-workspace_created', ...nobody, steps: 'done now' },
      { detail: '08-detail-baseline_ready', ...nobody, steps: 'done done now' },
      { detail: '10-detail-sa-created', ...account, steps: 'done done done now' },
      { detail: '11-detail-ready_for_demo', steps: 'done done done done attention' },
      { detail: '25-detail-counts', steps: 'done done done done attention' },
      { detail: '30-detail-before-demo', steps: 'done done done done attention' },
      { detail: '30-detail-after-quickstart', steps: 'done done done done attention' },
      { detail: '30-detail-after-vscode-source', steps: 'done done done done attention' },
      { detail: '31-detail-demo-queued', steps: 'done done done done attention attention' },
      {
        detail: '31-detail-demo-waiting-approval',
        steps: 'done done done done attention attention',
        says: /Demo run requires operator review/,
      },
      { detail: '31-detail-demo-cancelled', steps: 'done done done done attention' },
      {
        detail: '32-detail-demo_run_succeeded',
        steps: 'done done done done attention done done now',
      },
      {
        detail: '33-detail-verification-in-progress',
        steps: 'done done done done attention done done now',
      },
      {
        detail: '33-detail-verification-complete',
        steps: 'done done done done attention done done done now',
      },
      {
        detail: '33-detail-all-complete',
        delivery: '33-delivery-get-all-complete',
        steps: 'done done done done attention done done done done now',
      },
    ],
  },
  {
    variant: 'main',
    role: 'viewer',
    cases: [
      {
        detail: '09-viewer-detail-200',
        steps: 'done done',
        says: /yours is viewer\. Ask Olivia Owner\./,
      },
    ],
  },
  {
    variant: 'main',
    cases: [
      {
        detail: '35-detail-free',
        ...nobody,
        steps: 'done now',
        says: /The plan Free has no audit export/,
      },
    ],
  },
  {
    variant: 'main',
    cases: [
      {
        detail: '36-tiny-detail-usage-at-limit',
        ...nobody,
        steps: 'done now',
        says: /Runs created 1 of 1/,
      },
    ],
  },
  {
    variant: 'main',
    cases: [
      {
        detail: '40-main-detail-key-active',
        keys: '11-key-create-201',
        steps: 'done done done done attention',
      },
      {
        detail: '40-main-detail-only-revoked-key',
        keys: '22-revoke-200',
        steps: 'done done done attention',
        says: /Only keys remain that the control plane refuses.*seen by Keyrail/,
      },
      {
        detail: '40-main-detail-only-disabled-sa',
        keys: '22-revoke-200',
        accounts: '23-sa-disable-200',
        steps: 'done done attention',
        says: /Only disabled service accounts remain.*seen by Keyrail/,
      },
    ],
  },
  {
    variant: 'wave',
    cases: [
      {
        detail: '40-wave-detail-key-active',
        keys: '11-key-create-201',
        steps: 'done done done done attention',
      },
      {
        detail: '40-wave-detail-only-revoked-key',
        keys: '22-revoke-200',
        steps: 'done done done attention',
      },
      {
        detail: '40-wave-detail-only-disabled-sa',
        keys: '22-revoke-200',
        accounts: '23-sa-disable-200',
        steps: 'done done attention',
      },
    ],
  },
  { variant: 'wave', cases: [{ detail: '41-wave-detail', ...nobody, steps: 'done done now' }] },
];

export function checklistRecorded(journey: { readonly session: Session }): void {
  describe('the checklist over every recorded first run of both variants', () => {
    usePartOf(journey);
    const open: RecordedPlane[] = [];

    after(async () => {
      for (const plane of open) {
        await plane.close();
        assert.deepEqual(plane.unknown, [], 'nothing was asked that the real server was not');
      }
    });

    const onPage = async () => {
      const page = await journey.session.window.webview();
      return page.locator('main').evaluate(
        (main) => ({
          where: main.querySelector('.where')?.textContent ?? '',
          steps: [...main.querySelectorAll('[data-step]')]
            .map((step) => step.getAttribute('data-state'))
            .join(' '),
          blockers: [...main.querySelectorAll('.blocker p')].map((each) => each.textContent),
          text: main.textContent,
        }),
        undefined,
        { timeout: 2000 },
      );
    };

    it('leaves no recording out', () => {
      const withVerdict = allRecordings()
        .filter(
          ([
            ,
            {
              response: { body },
            },
          ]) => JSON.stringify(body ?? {}).includes('"onboarding":'),
        )
        .map(([name]) => name);
      const shown = planes.flatMap(({ cases }) => cases.map(({ detail }) => detail));
      assert.deepEqual([...shown].sort(), withVerdict);
    });

    for (const [at, { variant, role, cases }] of planes.entries()) {
      const name = `Recorded ${variant} ${at + 1}`;
      for (const [turn, { steps, says, ...shown }] of cases.entries()) {
        it(`${variant}: ${shown.detail}`, async () => {
          const { window } = journey.session;
          let refresh = () => Promise.resolve();
          if (turn === 0) {
            const plane = await startRecordedPlane(variant, role ?? 'workspace_owner', shown);
            open.push(plane);
            await window.activityBar.open('Keyrail');
            await connectByUrl(window, { url: plane.url, name });
            await window.statusBar.waitForText('keyrail.keyrail', new RegExp(name));
            if (at === 0) await window.palette.run('Keyrail: Open First-Run Checklist');
          } else {
            open.at(-1)?.show(shown);
            refresh = async () => {
              await (await window.webview()).locator('[data-focus="refresh"]').click();
            };
          }
          // `as` a success: the schema is what the client reads it with.
          const body = readRecording(shown.detail).response.body as { data: unknown };
          const { onboarding } = workspaceDetail.parse(body.data);
          const wanted = [...steps.split(' '), ...Array<string>(10).fill('blocked')].slice(0, 10);
          const isOfRecording = (now: Awaited<ReturnType<typeof onPage>>) =>
            now.where.includes(name) &&
            now.steps === wanted.join(' ') &&
            (says?.test(now.text) ?? true) &&
            onboarding.blockers.every(({ message, severity }) =>
              now.blockers.some((words) =>
                words.toLowerCase().startsWith(`${severity} ${message}`.toLowerCase()),
              ),
            );
          // What is pressed while the page is drawn again, or read once more, may show the state before.
          await eventually(
            'The page of this recording',
            async () => {
              await refresh();
              return eventually('The page', onPage, isOfRecording, briefMs);
            },
            Boolean,
          );
          await journey.session.screenshot(shown.detail);
        });
        if (shown.detail !== '35-detail-free') continue;
        it('refuses an audit export that the plan does not have before it asks anything', async () => {
          const { notifications, palette, quickInput } = journey.session.window;
          await palette.ask('Manage Evidence');
          await quickInput.pick('Export Audit Events…');
          const { text } = await notifications.waitFor(/audit export/);
          assert.match(text, /The plan Free has no audit export\. .* another plan does\./);
          assert.equal(await quickInput.isOpen(), false);
          await journey.session.screenshot('no audit export');
          await notifications.dismiss(/audit export/);
        });
      }
    }
  });
}
