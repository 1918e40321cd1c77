import { temporaryFolder } from '../support/owned.ts';
import { startStandalonePlane } from '../support/standalonePlane.ts';
import type { Target } from './target.ts';

/** The embedded control plane as a program of its own, on a free port, with a database of its own. */
export async function startEmbedded(): Promise<{ target: Target; dispose(): Promise<void> }> {
  const folder = await temporaryFolder('contract');
  const plane = await startStandalonePlane(folder.path);
  return {
    target: {
      baseUrl: plane.url,
      workspaceId: plane.workspaceId,
      headers: { Authorization: `Bearer ${plane.managementToken}` },
      runtimeHeaders: {},
      viewerHeaders: undefined,
      mayBootstrap: true,
    },
    async dispose() {
      await plane.dispose();
      folder.dispose();
    },
  };
}
