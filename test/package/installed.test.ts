import { mainJob } from '../journeys/mainJob.ts';
import { useDesk } from '../journeys/support/useDesk.ts';
import { floor, newest } from '../support/provision.mjs';
import { vsix } from './vsix.ts';

for (const codeServer of [floor, newest]) {
  describe(`installed from its package into the VS Code of code-server ${codeServer}`, () => {
    const seat = useDesk({ name: `package ${codeServer}`, vsix, codeServer });

    for (const step of mainJob) {
      it(step.name, async () => {
        await step.run(seat.desk);
        await seat.desk.screenshot(step.name);
      });
    }
  });
}
