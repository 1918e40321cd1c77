import assert from 'node:assert/strict';
import { eventually } from './support/eventually.ts';
import { searchPagesAfterEachStep } from './support/pageSpy.ts';
import { playgroundPage } from './support/playgroundPage.ts';
import type { Session } from './support/session.ts';
import { usePartOf } from './support/usePartOf.ts';
import { useRemoteStage } from './support/useRemoteStage.ts';

export function playgroundLimits(journey: { readonly session: Session }): void {
  describe('limits that a run meets', () => {
    usePartOf(journey);
    const stage = useRemoteStage();

    const { page, press } = playgroundPage(journey);
    searchPagesAfterEachStep(journey);
    const made = () => stage.proxy.log.filter((line) => /^POST \/api\/v1\/runs /.test(line)).length;
    const refuseRuns = (code: string, details: object) => {
      stage.proxy.plan({
        on: /^POST \/api\/v1\/runs$/,
        fault: {
          kind: 'refused',
          with: {
            status: 429,
            contentType: 'application/json',
            body: JSON.stringify({
              error: { code, message: 'Limit exceeded', details },
              meta: { request_id: 'req_limit', trace_id: 'trc_limit' },
            }),
          },
        },
      });
    };

    it('set the stage', async () => {
      const { window } = journey.session;
      await stage.connectWithKey(journey.session);
      await window.notifications.dismiss(/is kept by this editor/);
      await window.palette.run('Keyrail: Open Playground');
      await (await page()).locator('[data-focus="run"]').waitFor();
    });

    it('counts down a rate limit and goes on by itself', async () => {
      refuseRuns('rate_limited', { retry_after_seconds: 5 });
      await press('run');
      const activity = (await page()).locator('.activity');
      const seconds = async () =>
        Number.parseInt(
          await (await page()).locator('.countdown').innerText({ timeout: 2000 }),
          10,
        );
      const first = await eventually('A countdown', seconds, (left) => left > 0);
      assert.match(await activity.innerText(), /rate limit is reached/);
      await journey.session.screenshot('rate limit');
      await eventually('Fewer seconds', seconds, (left) => left < first);
      await (await page()).locator('[data-status="completed"]').waitFor();
      assert.equal(made(), 2);
      assert.equal(await (await page()).locator('.refusal').isVisible(), false);
    });

    it('can be stopped while it waits, and then makes no run', async () => {
      const before = made();
      refuseRuns('rate_limited', { retry_after_seconds: 30 });
      await press('run');
      await (await page()).locator('.countdown').waitFor();
      await press('stop');
      await (await page()).locator('.countdown').waitFor({ state: 'detached' });
      stage.proxy.heal();
      assert.equal(made(), before + 1);
    });

    it('does not try a plan limit again, and shows where usage and plan are', async () => {
      const before = made();
      refuseRuns('plan_limit_exceeded', {
        scope: 'runs_created',
        used: 1,
        limit: 1,
        upgrade_href: '/settings?intent=upgrade',
      });
      await press('run');
      const refusal = (await page()).locator('.refusal');
      const text = await eventually(
        'The refusal',
        () => refusal.innerText({ timeout: 2000 }),
        (words) => words.includes('1 of 1'),
      );
      assert.match(text, /The plan limit is reached: 1 of 1 runs in this period/);
      assert.match(text, /Copy Request ID/);
      await journey.session.screenshot('plan limit');
      await press('remedy');
      await eventually(
        'The checklist with its meters',
        async () => (await page()).locator('#governance').isVisible(),
        Boolean,
      );
      assert.equal(made(), before + 1);
      await journey.session.screenshot('usage and plan');
    });
  });
}
