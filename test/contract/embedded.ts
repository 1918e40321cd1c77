import path from 'node:path';
import * as z from 'zod/mini';
import { temporaryFolder } from '../support/owned.ts';
import { startProgram } from '../support/program.ts';
import { root } from '../support/root.mjs';
import type { Target } from './target.ts';

const announcement = z.object({
  url: z.string(),
  managementToken: z.string(),
  workspaceId: z.string(),
});

/** The embedded control plane as a program of its own, on a free port, with a database of its own. */
export async function startEmbedded(): Promise<{ target: Target; dispose(): Promise<void> }> {
  const folder = await temporaryFolder('contract');
  const main = path.join(root, 'src', 'controlPlane', 'main.ts');
  const program = await startProgram(process.execPath, [
    main,
    '--port',
    '0',
    '--data',
    folder.path,
  ]);
  const [line] = await program.says(/^\{"url".*\}$/m, 30_000);
  const { url, managementToken, workspaceId } = announcement.parse(JSON.parse(line));
  return {
    target: {
      baseUrl: url,
      workspaceId,
      headers: { Authorization: `Bearer ${managementToken}` },
      runtimeHeaders: {},
      viewerHeaders: undefined,
      mayBootstrap: true,
    },
    async dispose() {
      await program.dispose();
      folder.dispose();
    },
  };
}
