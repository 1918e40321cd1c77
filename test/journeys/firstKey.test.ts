import { mainJob } from './mainJob.ts';
import { useDesk } from './support/useDesk.ts';

describe('from an empty profile to a key that works, and to its end', () => {
  const seat = useDesk({ name: 'first-key' });

  for (const step of mainJob) {
    it(step.name, async () => {
      await step.run(seat.desk);
      await seat.desk.screenshot(step.name);
    });
  }
});
