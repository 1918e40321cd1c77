import { mainJob } from './mainJob.ts';
import { useSession } from './support/useSession.ts';

describe('from an empty profile to a key that works, and to its end', () => {
  const journey = useSession({ name: 'first-key' });

  for (const step of mainJob) {
    it(step.name, async () => {
      await step.run(journey.session);
      await journey.session.screenshot(step.name);
    });
  }
});
