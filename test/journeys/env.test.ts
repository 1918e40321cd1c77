import { envInTheWay } from './envInTheWay.ts';
import { envPrecedence } from './envPrecedence.ts';
import { envPreview } from './envPreview.ts';
import { useSession } from './support/useSession.ts';

describe('a secret into env files', () => {
  const journey = useSession({
    name: 'env',
    begins: 'with the first key',
    // Quick Open then offers files that git ignores, too.
    settings: { 'search.useIgnoreFiles': false },
  });
  envPrecedence(journey);
  envPreview(journey);
  envInTheWay(journey);
});
