import { type JourneyStep, mainJob } from './mainJob.ts';

const last = mainJob.findIndex(({ name }) => name === 'makes the demo run');

/** What `npm start -- --tour` shows: from an empty profile to accepted runs, with the key left alive. */
export const tour: readonly JourneyStep[] = mainJob.slice(0, last + 1);
