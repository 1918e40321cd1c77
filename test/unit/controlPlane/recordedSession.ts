import * as z from 'zod/mini';
import { allRecordings, type Recording } from '../../support/recordings.ts';

/** A recorded exchange of the one long session that most recordings come from. */
export interface Exchange {
  readonly name: string;
  readonly recording: Recording;
}

/** Other servers than the long session's: other modes, limits and variants, each in a few exchanges. */
const OTHER_SERVERS = /^(40|41|42|43)-/;

const withMeta = z.object({ meta: z.object({ request_id: z.string() }) });

/**
 * The recordings in the order in which they were made, told by the time in the answers' request ids.
 * Those without one (no JSON envelope) stay behind the exchange that their name follows.
 */
export function recordedSession(): Exchange[] {
  let last = '';
  return allRecordings()
    .filter(([name]) => !OTHER_SERVERS.test(name))
    .map(([name, recording]) => {
      last = requestTime(recording) ?? last;
      return { name, recording, time: last };
    })
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
    .map(({ name, recording }) => ({ name, recording }));
}

function requestTime({ response }: Recording): string | undefined {
  const answered = withMeta.safeParse(response.body);
  if (!answered.success) return undefined;
  return /^req_([0-9a-z]{8})[0-9a-f]{16}$/.exec(answered.data.meta.request_id)?.[1];
}
