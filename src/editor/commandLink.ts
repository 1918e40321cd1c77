/**
 * A link in Markdown that runs a command with one argument, for a text that is trusted with that command.
 * What `encodeURIComponent` leaves alone would end the link, and go on as Markdown that is trusted, too:
 * ids are whatever a server calls its keys.
 */
export function commandLink(label: string, command: string, argument: unknown): string {
  const encoded = encodeURIComponent(JSON.stringify([argument])).replace(
    /[!'()*~_]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `[${label}](command:${command}?${encoded})`;
}
