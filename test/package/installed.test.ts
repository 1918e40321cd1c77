import { mainJob } from '../journeys/mainJob.ts';
import { useSession } from '../journeys/support/useSession.ts';
import { floor, newest } from '../support/provision.mjs';
import { vsix } from './vsix.ts';

for (const codeServer of [floor, newest]) {
  describe(`installed from its package into the VS Code of code-server ${codeServer}`, () => {
    const journey = useSession({ name: `package ${codeServer}`, vsix, codeServer });

    for (const step of mainJob) {
      it(step.name, async () => {
        await step.run(journey.session);
        await journey.session.screenshot(step.name);
      });
    }
  });
}
