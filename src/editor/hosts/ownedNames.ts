/**
 * VS Code keeps state and secrets with the client, for every host (this machine, a container, a machine
 * reached over SSH) that it opens windows on. So each name says whose it is.
 */
const prefix = 'host:';

/** @param hostId without a colon */
export function ownedName(hostId: string, name: string): string {
  return `${prefix}${hostId}:${name}`;
}

/** Whose a stored name is, and what it is there; `undefined`: of before names said so, or the person's. */
export function ownerOf(
  stored: string,
): { readonly hostId: string; readonly name: string } | undefined {
  if (!stored.startsWith(prefix)) return undefined;
  const end = stored.indexOf(':', prefix.length);
  if (end < 0) return undefined;
  return { hostId: stored.slice(prefix.length, end), name: stored.slice(end + 1) };
}

/** Names with an id that one host alone has in its folder: nobody else asks for them. */
const oneHosts = ['copy:', 'escrow:', 'canary:', 'probe:'];

/**
 * Whether a name of before can be one host's alone. The others (header values of connections, the key of
 * the digests) were used by all hosts of the client, and may still be by one that was not opened since.
 */
export function isOneHosts(name: string): boolean {
  return oneHosts.some((start) => name.startsWith(start));
}
