/** An answer of the embedded control plane as data, which is nobody else's. */
export interface InProcessReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: object;
}

/** The embedded control plane as a function: only what is no JSON comes as a web-standard response. */
export type InProcessApp = (request: Request) => Promise<InProcessReply | Response>;

/** One request as it goes out: everything resolved, every secret revealed. Never kept. */
export interface Outgoing {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Called instead of the network. */
  readonly app?: InProcessApp | undefined;
}

/** An answer whose body has not been read yet; errors of the body are thrown while reading it. */
export interface Incoming {
  readonly status: number;
  header(name: string): string | undefined;
  /**
   * Seconds for which it asks to wait.
   *
   * @param now by the control plane's clock as far as it is known, in milliseconds since 1970
   */
  waitSeconds(now: number): number | undefined;
  readonly body: AsyncIterable<Uint8Array>;
  /** What the body says, where it need not be read. */
  readonly json?: object | undefined;
}
