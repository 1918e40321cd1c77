import path from 'node:path';
import * as z from 'zod/mini';
import { patienceMs } from './patience.ts';
import { startProgram } from './program.ts';
import { root } from './root.mjs';

/** What `npm run control-plane` prints on its one line. */
const announcement = z.object({
  url: z.string(),
  managementToken: z.string(),
  workspaceId: z.string(),
});

/** A real control plane in a process of its own. */
export interface StandalonePlane extends z.infer<typeof announcement> {
  /** Ends it as a person does, with the database closed. */
  dispose(): Promise<void>;
}

/**
 * Starts one on `dataDir`; port 0 takes any free one, and `more` are further options of its command
 * line. A second start on a folder goes on there.
 */
export async function startStandalonePlane(
  dataDir: string,
  port = 0,
  more: readonly string[] = [],
): Promise<StandalonePlane> {
  const main = path.join(root, 'src', 'controlPlane', 'main.ts');
  const args = [main, '--port', String(port), '--data', dataDir, ...more];
  const program = await startProgram(process.execPath, args);
  const [line] = await program.says(/^\{"url".*\}$/m, patienceMs);
  return { ...announcement.parse(JSON.parse(line)), dispose: () => program.dispose() };
}
