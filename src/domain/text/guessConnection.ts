/** Words in a host name that say that nothing but trials depend on it. */
const trialWords =
  /(?:^|[.-])(?:dev|devel|development|test|testing|tst|stage|staging|stg|sandbox|sbx|qa|uat|int|integration|preview|preprod|demo|local|localhost)(?:\d*)(?:[.-]|$)/i;

/** An address that only one machine or one network can reach: loopback and what RFC 1918 sets apart. */
const privateHost = /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[::1\]$|\[f[cd])/i;

/**
 * What to suppose of a control plane that is known by nothing but its address: whether it is for
 * production, unless its host name says otherwise. Supposed wrongly, it asks once too often.
 * @param baseUrl an absolute URL
 */
export function guessProduction(baseUrl: string): boolean {
  const { hostname } = new URL(baseUrl);
  return !trialWords.test(hostname) && !privateHost.test(hostname);
}

/** Its host, with a number where that name is in use. */
export function guessName(baseUrl: string, taken: readonly string[]): string {
  const { host } = new URL(baseUrl);
  let name = host;
  for (let number = 2; taken.includes(name); number++) name = `${host} (${number})`;
  return name;
}
