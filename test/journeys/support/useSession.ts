import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { addSeen } from '../../support/failureLines.ts';
import { root } from '../../support/root.mjs';
import { pictureName } from './camera.ts';
import { firstKeyMachine } from './firstKeyMachine.ts';
import { onScreen } from './onScreen.ts';
import { type Session, type SessionOptions, openSession } from './session.ts';

/**
 * A new session for the journey whose `describe` this is called in. Its steps (`it`) share the session and
 * build on each other, so after a failure the rest is skipped. A failure leaves a picture and a log
 * in `out/screenshots`, and says what could be read on the screen.
 */
export function useSession(
  options: SessionOptions & {
    /**
     * Without it, nobody was ever here. With it, `makeFirstKey` finds the key that it would make, and the
     * machine has kept a secret over a restart: an old key ends at its time, and not at the next start.
     */
    readonly begins?: 'with the first key';
  },
): { readonly session: Session } {
  let open: Session | undefined;
  before(async function () {
    // A machine that has no VS Code yet installs one here.
    this.timeout(300_000);
    const machine = options.begins === undefined ? undefined : await firstKeyMachine();
    open = await openSession({ machine, ...options });
  });
  beforeEach(function () {
    if (this.test?.parent?.tests.some((test) => test.isFailed())) this.skip();
  });
  afterEach(async function () {
    const failed = this.currentTest;
    if (!open || !failed?.isFailed()) return;
    const picture = await open.picture(`failed ${failed.title}`);
    const log = path.join(root, 'out', 'screenshots', pictureName(options.name, 0, 'failed'));
    mkdirSync(path.dirname(log), { recursive: true });
    writeFileSync(log.replace(/png$/, 'log'), open.log());
    const tell = (line: string) => {
      console.log(`      ${line}`);
      if (failed.err) addSeen(failed.err, line);
    };
    tell(`picture: ${path.relative(root, picture)}`);
    tell(`on the screen: ${await onScreen(open.page)}`);
    for (const page of open.page.context().pages()) {
      if (page === open.page) continue;
      tell(`on the screen of another window: ${await onScreen(page)}`);
    }
  });
  after(async () => {
    await open?.dispose();
  });
  return {
    get session() {
      if (!open) throw new Error('The session is there from the first step on, not before.');
      return open;
    },
  };
}
