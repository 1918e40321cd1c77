import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Session } from './support/session.ts';
import { usePartOf } from './support/usePartOf.ts';
import { useRemoteStage } from './support/useRemoteStage.ts';

/** For a window with the agent. */
export function untrustedCalls(journey: { readonly session: Session }): void {
  describe('a link and an agent in a folder that is not trusted', () => {
    usePartOf(journey);
    const stage = useRemoteStage();

    /** All that the control plane has made, for whoever asks. */
    const keys = async () => JSON.stringify(await stage.outside('GET', '/api-keys'));
    let before = '';

    it('find a connection under which a key could be made', async () => {
      await stage.outside('POST', '/service-accounts', {
        name: 'shop',
        service_account_id: 'svc_shop',
      });
      await stage.connect(journey.session);
      before = await keys();
    });

    it('get no key by a link, whatever is answered', async () => {
      const { window } = journey.session;
      await window.palette.run('Agent: Follow a link…');
      await window.quickInput.waitForTitle(/Follow a link/);
      await window.quickInput.answer('/create?scope=runs:write,runs:manage');
      assert.match(
        await window.dialog.message(),
        /^A link wants to create a key \(runs:write, runs:manage\)$/,
      );
      await window.dialog.click('Continue');
      await window.quickInput.waitForTitle(/Create Key/);
      await window.quickInput.pickMany(['runs:write', 'runs:manage']);
      await window.quickInput.pick('In 90 days');
      await window.quickInput.answer('linked');
      await window.notifications.waitFor(/while the folder is not trusted/);
      await journey.session.screenshot('link refused');
      await window.notifications.dismiss(/while the folder is not trusted/);
      assert.equal(await keys(), before);
    });

    it('get no key by a tool, which only looks there', async () => {
      const { window, folder } = journey.session;
      const call = async (line: string) => {
        await window.palette.run('Agent: Call a tool…');
        await window.quickInput.waitForTitle(/Call a tool/);
        await window.quickInput.answer(line);
      };
      const wish = { name: 'theirs', scopes: ['runs:write'], writeToEnv: true };
      await call(`keyrail_create_key ${JSON.stringify(wish)}`);
      await window.notifications.waitFor(/Refused: This folder is not trusted/);
      await window.notifications.dismiss(/Refused: This folder is not trusted/);
      await call('keyrail_list_keys {}');
      await window.notifications.waitFor(/Answer: .*"keys"/s);
      assert.equal(await keys(), before);
      assert.equal(existsSync(path.join(folder, '.env')), false);
    });
  });
}
