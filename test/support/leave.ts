/**
 * Ends a runner whose results are written and whose parts are closed. Not left to Node: its own last
 * cleanup was seen to turn for ever over a handle of a child process, with nothing of ours left to do
 * (24.21, `Environment::CleanupHandles`).
 */
export function leave(hasPassed: boolean): never {
  process.exit(hasPassed ? 0 : 1);
}
