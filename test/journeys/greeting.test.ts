import { greeting } from './greeting.ts';
import { quickStart } from './quickStart.ts';
import { useSession } from './support/useSession.ts';

describe('a person who was never here', () => {
  // As VS Code comes; the other journeys want nothing opened.
  const journey = useSession({
    name: 'greeting',
    settings: { 'workbench.startupEditor': 'welcomePageInEmptyWorkbench' },
  });
  greeting(journey);
  quickStart(journey);
});
