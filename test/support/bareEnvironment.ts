/** Without the second Windows starts hardly a program, and Node for Windows none in Wine without the third. */
const needed = ['PATH', 'SystemRoot', 'NODE_SKIP_PLATFORM_CHECK'];

/** An environment with nothing of ours, in which programs still start. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const kept = needed.filter((name) => process.env[name] !== undefined);
  return Object.fromEntries(kept.map((name) => [name, process.env[name]]));
}
