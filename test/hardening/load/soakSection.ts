import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { temporaryFolder } from '../../support/owned.ts';
import { startProgram } from '../../support/program.ts';
import { root } from '../../support/root.mjs';
import type { Run } from '../run.ts';
import { figuresOf, type Figures } from './processFigures.ts';

/** Memory that may be taken after the first quarter of a soak, in MiB. */
const MAY_GROW_BY = 20;
const MAY_OPEN = 8;
const LOOK_EVERY_MS = 10_000;
const REQUESTS_A_SECOND = 10;
const ROTATE_EVERY_MS = 60_000;

/** Ten requests a second and a rotation every minute: memory and handles stay as they are once it is warm. */
export async function soakSection({ report, minutes }: Run & { readonly minutes: number }) {
  const section = report.section(`soak: ${minutes} minutes`);
  const place = await temporaryFolder('soak');
  const main = path.join(root, 'src', 'controlPlane', 'main.ts');
  const plane = await startProgram(process.execPath, [main, '--port', '0', '--data', place.path]);
  try {
    const [line] = await plane.says(/^\{"url".*\}$/m, 30_000);
    // `as`: main.ts wrote it.
    const where = JSON.parse(line) as Record<'url' | 'managementToken' | 'workspaceId', string>;
    const keys = `/api/v1/saas/workspaces/${where.workspaceId}/api-keys`;
    const ask = async (method: string, to: string, bearer: string, body?: object) => {
      const response = await fetch(`${where.url}${to}`, {
        method,
        headers: { authorization: `Bearer ${bearer}`, 'idempotency-key': randomUUID() },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: response.status, text: await response.text() };
    };
    const read = (text: string) => ({
      secret: /"secret_key":"([^"]+)"/.exec(text)?.[1] ?? '',
      id: /"api_key_id":"([^"]+)"/g.exec(text.slice(text.lastIndexOf('"api_key":')))?.[1] ?? '',
    });
    const manager = where.managementToken;
    let key = read((await ask('POST', keys, manager, { scope: ['runs:write'] })).text);
    const began = performance.now();
    const end = began + minutes * 60_000;
    // Caches fill and the compiler works in the first quarter, of a short soak at least one minute.
    const warm = began + Math.min(minutes * 30_000, Math.max(60_000, minutes * 15_000));
    const looks: Look[] = [];
    let lookAt = began;
    let rotateAt = began + ROTATE_EVERY_MS;
    let [asked, rotated] = [0, 0];
    while (performance.now() < end) {
      const next = performance.now() + 1000 / REQUESTS_A_SECOND;
      if (performance.now() > rotateAt) {
        rotateAt += ROTATE_EVERY_MS;
        const answer = await ask('POST', `${keys}/${key.id}:rotate`, manager, {});
        if (answer.status === 201) section.pass();
        else section.fail(`rotate: ${answer.status} ${answer.text.slice(0, 200)}`);
        key = read(answer.text);
        rotated++;
      }
      const turn = asked++ % 10;
      const body = { input: { kind: 'user_instruction', text: 'Soak' } };
      const { status, text } =
        turn === 0
          ? await ask('POST', '/api/v1/runs', key.secret, body)
          : turn === 1
            ? await ask('GET', keys, manager)
            : await ask('GET', '/api/v1/_probe', key.secret);
      if (status === (turn === 0 ? 201 : turn === 1 ? 200 : 404)) section.pass();
      else section.fail(`request ${asked}: ${status} ${text.slice(0, 200)}`);
      if (performance.now() > lookAt) {
        lookAt += LOOK_EVERY_MS;
        const figures = figuresOf(plane.pid);
        if (figures) looks.push({ at: performance.now(), ...figures });
      }
      await delay(Math.max(0, next - performance.now()));
    }
    const settled = looks.filter(({ at }) => at > warm);
    const [before, after] = [middleOf(settled.slice(0, 6)), middleOf(settled.slice(-6))];
    if (before === undefined || after === undefined) {
      section.skip('this system does not tell memory and handles of another process');
      return;
    }
    const grown = after.rss - before.rss;
    const opened = after.handles - before.handles;
    if (grown < MAY_GROW_BY) section.pass();
    else section.fail(`memory grew by ${grown.toFixed(1)} MiB`);
    if (opened <= MAY_OPEN) section.pass();
    else section.fail(`${opened} more handles are open`);
    console.log(`MiB, minute by minute: ${minuteByMinute(looks, began).join(' ')}`);
    section.note(
      `${asked} requests, ${rotated} rotations; once warm, memory ${before.rss.toFixed(1)} → ${after.rss.toFixed(1)} MiB (${grown.toFixed(1)}), handles ${before.handles} → ${after.handles}`,
    );
  } finally {
    await plane.dispose();
    place.dispose();
  }
}

interface Look extends Figures {
  /** As `performance.now()` tells it. */
  readonly at: number;
}

/** The look with the middle memory: one that fell on a collection of garbage says nothing. */
function middleOf(looks: readonly Look[]): Look | undefined {
  return [...looks].sort((a, b) => a.rss - b.rss)[Math.floor(looks.length / 2)];
}

function minuteByMinute(looks: readonly Look[], began: number): string[] {
  const minutes = Map.groupBy(looks, ({ at }) => Math.floor((at - began) / 60_000));
  return [...minutes.values()].map((some) => middleOf(some)!.rss.toFixed(0));
}
