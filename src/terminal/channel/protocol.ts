import * as z from 'zod/mini';

/** What a terminal's environment holds of its window; none of it is secret, and all of it ends with that. */
export const addressVariable = 'KEYRAIL_ADDRESS';
export const windowTicketVariable = 'KEYRAIL_TICKET';
/** Only in a terminal that Keyrail opened: the ticket of that terminal alone. */
export const terminalTicketVariable = 'KEYRAIL_TERMINAL';

/** A window of another version of Keyrail may be at the address. */
const version = z.literal(1);
const ticket = z.string();

/** What is to be started: an absolute path with its arguments, which no shell reads. */
const start = z.strictObject({ program: z.string(), args: z.array(z.string()), cwd: z.string() });

/** An agent outside of the editor, as far as `keyrail mcp` knows what started it; none of it is proven. */
const agent = z.strictObject({
  /** Absolute path with arguments; absent where the system does not tell. */
  start: z.optional(z.strictObject({ program: z.string(), args: z.array(z.string()) })),
  /** As it introduced itself. */
  callsItself: z.string(),
  /** One `keyrail mcp`, from its start to its end. */
  connection: z.string(),
});

/** One request a connection, as one line of JSON. */
export const request = z.discriminatedUnion('verb', [
  z.strictObject({
    version,
    ticket,
    verb: z.literal('run'),
    start,
    key: z.optional(z.string()),
    variable: z.optional(z.string()),
  }),
  z.strictObject({ version, ticket, verb: z.literal('list') }),
  z.strictObject({
    version,
    ticket,
    verb: z.literal('which'),
    /** Variables whose values look like keys, with what servers show and keep of each. */
    held: z.array(
      z.strictObject({ variable: z.string(), keyPrefix: z.string(), sha256: z.string() }),
    ),
  }),
  /** A call of a tool, whose input only the tool can judge. */
  z.strictObject({
    version,
    ticket,
    verb: z.literal('tool'),
    tool: z.string(),
    input: z.unknown(),
    agent,
  }),
]);

export const response = z.discriminatedUnion('kind', [
  /** The variables that the program gets; one that is of the window ends with this connection. */
  z.strictObject({
    kind: z.literal('granted'),
    env: z.record(z.string(), z.string()),
    isOfWindow: z.boolean(),
  }),
  /** Lines of cells; no value is in them. */
  z.strictObject({ kind: z.literal('rows'), rows: z.array(z.array(z.string())) }),
  z.strictObject({ kind: z.literal('refused'), sentence: z.string() }),
  /** What a tool answers, as JSON without a value. */
  z.strictObject({ kind: z.literal('answered'), text: z.string() }),
]);

/** What may come before the response, any number of times. */
export const notice = z.strictObject({ kind: z.literal('waiting'), sentence: z.string() });

export type Start = z.infer<typeof start>;
export type Request = z.infer<typeof request>;
export type RunRequest = Extract<Request, { verb: 'run' }>;
export type WhichRequest = Extract<Request, { verb: 'which' }>;
export type ToolRequest = Extract<Request, { verb: 'tool' }>;
export type Agent = z.infer<typeof agent>;
export type Response = z.infer<typeof response>;
export type Notice = z.infer<typeof notice>;

/** More than a command line or a tool's input has that a person would agree to. In bytes. */
export const mostRequestBytes = 256 * 1024;
