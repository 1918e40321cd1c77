import { keyboardFollows } from './keyboardFollows.ts';
import { leftBehind } from './leftBehind.ts';
import { rotatedPair } from './rotatedPair.ts';
import { useSession } from './support/useSession.ts';
import { trackedEnv } from './trackedEnv.ts';

describe('a key that is rotated again and again', () => {
  const journey = useSession({
    name: 'rotations',
    begins: 'with the first key',
    settings: { 'keyrail.clipboardClearSeconds': 20 },
  });
  rotatedPair(journey);
  trackedEnv(journey);
  leftBehind(journey);
  keyboardFollows(journey);
});
