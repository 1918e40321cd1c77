/** The embedded control plane as a function. */
export type App = (request: Request) => Promise<Response>;

/** One request as it goes out: everything resolved, every secret revealed. Never kept. */
export interface Outgoing {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Called instead of the network. */
  readonly app?: App | undefined;
}

/** An answer whose body has not been read yet; errors of the body are thrown while reading it. */
export interface Incoming {
  readonly status: number;
  header(name: string): string | undefined;
  readonly body: AsyncIterable<Uint8Array>;
}
