/** An environment with nothing of ours, in which programs still start: without the second Windows starts hardly one. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env;
  return { PATH, ...(SystemRoot === undefined ? {} : { SystemRoot }) };
}
