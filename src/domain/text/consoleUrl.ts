/**
 * Where the web console of a control plane is: `https://api.example` has it at `https://example`
 * (docs/contract.md, Transport). `undefined` for any other address: nothing is guessed.
 */
export function consoleUrlOf(baseUrl: string): string | undefined {
  const url = URL.parse(baseUrl);
  if (url?.protocol !== 'https:' || !/^api\.[^.]+\../.test(url.hostname)) return undefined;
  return `https://${url.host.slice('api.'.length)}`;
}

/** A page of the console by its relative address; `undefined` where it would lead elsewhere. */
export function consolePage(console: string | undefined, href: string): string | undefined {
  if (console === undefined) return undefined;
  const page = URL.parse(href, console);
  // A server must not choose where the browser goes: only pages of its own console.
  return page !== null && page.origin === new URL(console).origin ? page.href : undefined;
}
