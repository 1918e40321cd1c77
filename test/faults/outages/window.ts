import type { Asked, Question, Reply, Standing } from './asked.ts';
import { setClockApart } from './clockApart.ts';
import { hurryPauses } from './hurryPauses.ts';
import { openWindow, type OpenWindow } from './openWindow.ts';

/** A process with windows of many runs, on a machine whose clock is so many milliseconds ahead. */
setClockApart(Number(process.argv[2]));
hurryPauses();

const windows = new Map<string, OpenWindow>();

async function answer(name: string, asked: Asked): Promise<Standing> {
  if (asked.kind === 'open') windows.set(name, await openWindow(asked));
  const window = windows.get(name);
  if (!window) throw new Error(`There is no window ${name}.`);
  if (asked.kind === 'begin') await window.begin(asked.what, asked.keyId);
  if (asked.kind === 'pass') await window.pass(asked.until, asked.act);
  const standing = await window.standing();
  if (asked.kind === 'close') {
    window.close();
    windows.delete(name);
  }
  return standing;
}

process.on('message', ({ id, window, asked }: Question) => {
  const reply = (said: Reply) => void process.send?.(said);
  answer(window, asked).then(
    (standing) => {
      reply({ id, standing });
    },
    (error: unknown) => {
      reply({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    },
  );
});
// Nobody is left to work for.
process.once('disconnect', () => {
  process.exit(0);
});
