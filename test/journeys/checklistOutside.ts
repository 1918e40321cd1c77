import { eventually } from './support/eventually.ts';
import type { Session } from './support/session.ts';
import { usePartOf } from './support/usePartOf.ts';
import { useRemoteStage } from './support/useRemoteStage.ts';

export function checklistOutside(journey: { readonly session: Session }): void {
  describe('a first run that somebody else changes', () => {
    usePartOf(journey);
    const stage = useRemoteStage();

    const refresh = () => journey.session.window.palette.run('Keyrail: Refresh');
    const showPage = () =>
      journey.session.page.locator('.tabs-container .tab').filter({ hasText: 'First run' }).click();
    const pageSays = async (id: string, wanted: string) => {
      await showPage();
      await eventually(
        `The step ${id} ${wanted} on the page`,
        async () =>
          (await journey.session.window.webview())
            .locator(`[data-step="${id}"]`)
            .getAttribute('data-state', { timeout: 2000 }),
        (state) => state === wanted,
      );
    };
    const ticked = (title: string, wanted: boolean) =>
      eventually(
        `“${title}” ${wanted ? 'ticked' : 'unticked'} in the walkthrough`,
        async () => {
          const step = journey.session.page
            .locator('.getting-started-step')
            .filter({ hasText: title })
            .first();
          return step.locator('.codicon-getting-started-step-checked').count();
        },
        (count) => count === (wanted ? 1 : 0),
      );
    const showWalkthrough = async () => {
      const { palette, quickInput } = journey.session.window;
      await palette.run('Welcome: Open Walkthrough...');
      await quickInput.pick('Get a Working Key');
      await journey.session.page.locator('.getting-started-step').first().waitFor();
    };
    const account = 'Create Service Account';

    it('starts connected, with nothing but a session context', async () => {
      const { window } = journey.session;
      await window.activityBar.open('Keyrail');
      await stage.connect(journey.session, { name: 'Shared' });
      await window.palette.run('Keyrail: Open First-Run Checklist');
      await pageSays('baseline', 'now');
      await showWalkthrough();
      await ticked('Bootstrap Baseline', false);
    });

    it('is ticked on page and walkthrough when it is done outside', async () => {
      await stage.outside('POST', '/bootstrap');
      await refresh();
      await ticked('Bootstrap Baseline', true);
      await ticked(account, false);
      await stage.outside('POST', '/service-accounts', {
        service_account_id: 'svc_first',
        name: 'first',
      });
      await refresh();
      await ticked(account, true);
      await journey.session.screenshot('ticked');
      await pageSays('service-account', 'done');
    });

    it('is unticked on both when it is undone outside', async () => {
      await showWalkthrough();
      await stage.outside('POST', '/service-accounts/svc_first:disable');
      await refresh();
      await ticked(account, false);
      await ticked('Bootstrap Baseline', true);
      await journey.session.screenshot('unticked');
      await pageSays('service-account', 'attention');
    });

    it('is ticked again on both when it is done again', async () => {
      await showWalkthrough();
      await stage.outside('POST', '/service-accounts', {
        service_account_id: 'svc_second',
        name: 'second',
      });
      await refresh();
      await ticked(account, true);
      await pageSays('service-account', 'done');
    });
  });
}
