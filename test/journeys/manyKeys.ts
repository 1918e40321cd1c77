import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { apiKeyList } from '../../src/wire/apiKeys.ts';
import { fillPlane } from '../bench/fillPlane.ts';
import { eventually } from './support/eventually.ts';
import type { Session } from './support/session.ts';
import { usePartOf } from './support/usePartOf.ts';
import { useRemoteStage } from './support/useRemoteStage.ts';

const count = 10_000;

/** Ends with ten thousand rows. */
export function manyKeys(journey: { readonly session: Session }): void {
  describe('ten thousand keys', () => {
    const stage = useRemoteStage();
    usePartOf(journey);
    const keys = () => journey.session.window.view('API Keys');
    const told = (what: string, since: number) => {
      const took = ((performance.now() - since) / 1000).toFixed(1);
      console.log(
        `      ${what}: ${took} s${extensionHostMemory(path.dirname(journey.session.folder))}`,
      );
    };
    const refresh = () => keys().titleAction('Refresh');
    const only = (label: string) =>
      keys().waitForRows(`${label} alone`, (rows) => rows.length === 1 && rows[0]?.label === label);
    let oldest = { id: '', prefix: '' };

    before(async () => {
      await stage.outside('POST', '/bootstrap');
      await stage.outside('POST', '/service-accounts', {
        name: 'ci',
        service_account_id: 'svc_ci',
      });
      await fillPlane(stage.data, count);
      const { items } = apiKeyList.parse(await stage.outside('GET', '/api-keys'));
      assert.equal(items.length, count);
      const last = items.at(-1);
      oldest = { id: last?.api_key_id ?? '', prefix: last?.key_prefix ?? '' };
    });

    it('are there, the newest first, with the rest below them', async () => {
      const { session } = journey;
      await stage.connect(session, { name: 'Many' });
      const since = performance.now();
      await keys().waitForRows('the first rows', (rows) => rows.length > 10);
      told('connected, first rows', since);
      await session.screenshot('first rows');
      await keys().waitForEnd('the rest', (rows) =>
        rows.some(({ label, expanded }) => label === '9000 more' && expanded === false),
      );
      await session.screenshot('the rest below');
    });

    it('are read again', async () => {
      const before = stage.proxy.log.length;
      const since = performance.now();
      await refresh();
      await eventually(
        'the answer',
        () => stage.proxy.log.slice(before).some((line) => /\/api-keys passed$/.test(line)),
        Boolean,
      );
      await keys().waitForRows('rows', (rows) => rows.length > 10);
      told('refreshed', since);
    });

    it('are filtered to the one that is looked for, the oldest of all', async () => {
      const { window } = journey.session;
      await window.palette.ask('Filter and Group');
      await window.quickInput.pick('Filter Keys…');
      await window.quickInput.waitForTitle(/Filter Keys/);
      const since = performance.now();
      await window.quickInput.answer(oldest.prefix);
      await only(oldest.prefix);
      told('filtered', since);
      await journey.session.screenshot('filtered');
    });

    it('show what somebody else did to one of them', async () => {
      await stage.outside('POST', `/api-keys/${oldest.id}:revoke`);
      const since = performance.now();
      await refresh();
      await keys().waitForRows('revoked', ([row]) => row?.icon === 'circle-slash');
      told('one revoked elsewhere', since);
      await only(oldest.prefix);
      await journey.session.screenshot('revoked elsewhere');
    });

    it('are all there again without the filter', async () => {
      const since = performance.now();
      await journey.session.window.palette.ask('Filter and Group');
      await journey.session.window.quickInput.pick('Clear Filter');
      await keys().waitForRows('the first rows', (rows) => rows.length > 10);
      told('all again', since);
      await journey.session.screenshot('all again');
    });
  });
}

/** Memory of the extension host of a machine, in words; `''` where the system does not tell. */
function extensionHostMemory(machine: string): string {
  for (const file of globSync('/proc/[0-9]*/cmdline')) {
    const folder = path.dirname(file);
    try {
      if (!readFileSync(file, 'utf8').includes('--type=extensionHost')) continue;
      if (!readFileSync(path.join(folder, 'environ'), 'utf8').includes(machine)) continue;
      const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`${folder}/status`, 'utf8'))?.[1];
      return `, extension host ${Math.round(Number(resident) / 1024)} MB`;
    } catch {
      // It ended, or is somebody else's.
    }
  }
  return '';
}
