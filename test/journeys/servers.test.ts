import { checklistOutside } from './checklistOutside.ts';
import { checklistRecorded } from './checklistRecorded.ts';
import { connectionsRecorded } from './connectionsRecorded.ts';
import { connectionsTested } from './connectionsTested.ts';
import { connectionsWorkspace } from './connectionsWorkspace.ts';
import { manyKeys } from './manyKeys.ts';
import { playgroundLimits } from './playgroundLimits.ts';
import { useSession } from './support/useSession.ts';

describe('a person who connects to one server after the other', () => {
  const journey = useSession({ name: 'servers' });
  connectionsTested(journey);
  connectionsWorkspace(journey);
  connectionsRecorded(journey);
  checklistRecorded(journey);
  playgroundLimits(journey);
  checklistOutside(journey);
  manyKeys(journey);
});
