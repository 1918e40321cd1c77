import { credentials } from './schema/1-credentials.ts';
import { runs } from './schema/2-runs.ts';
import { records } from './schema/3-records.ts';

/**
 * The schema's history: the file's `user_version` is how many of these it has been through. Append
 * only; a migration that has been released is never edited.
 */
export const migrations: readonly string[] = [credentials, runs, records];
