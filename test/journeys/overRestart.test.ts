import { envChoice, envRemembered } from './envChoice.ts';
import { lendKey, lentOverRestart } from './lendKey.ts';
import { useSession } from './support/useSession.ts';

describe('what one restart is to end, and what it is to leave', () => {
  const journey = useSession({
    name: 'over-restart',
    begins: 'with the first key',
    settings: { 'search.useIgnoreFiles': false },
  });
  lendKey(journey);
  envChoice(journey);
  lentOverRestart(journey);
  envRemembered(journey);
});
