import { root } from './root.mjs';
import { sh } from './sh.mjs';

/** Set for the suites of a run that has built already. */
export const builtAlready = { KEYRAIL_BUILT: '1' };

/**
 * Builds what VS Code loads, unless the run that this is a part of has done so: suites run side by side,
 * and none may write what another one loads at that moment.
 */
export async function build(): Promise<void> {
  if (process.env['KEYRAIL_BUILT'] === builtAlready.KEYRAIL_BUILT) return;
  await sh(process.execPath, ['esbuild.mjs'], { cwd: root });
}
