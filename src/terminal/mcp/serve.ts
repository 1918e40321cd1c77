import type { Readable, Writable } from 'node:stream';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';
import { answersBroken } from './brokenMessages.ts';
import { readManifestTools } from './manifestTools.ts';
import { noSchemas } from './noSchemas.ts';

/** A call of a tool, on its way to the window. */
export interface Call {
  readonly tool: string;
  readonly input: unknown;
  /** As the agent introduced itself. */
  readonly callsItself: string;
  /** The agent does not wait any more. */
  readonly signal: AbortSignal;
  /** The window waits for the person, in a sentence. */
  readonly wait: (sentence: string) => void;
}

/** How the server reaches a window, and how it is reached. */
export interface McpParts {
  /** @throws an error whose sentence `explain` gives */
  readonly call: (call: Call) => Promise<string>;
  /** In the display language. */
  readonly explain: (error: unknown) => string;
  readonly input: Readable;
  readonly output: Writable;
  /** Agents give up after a minute in which they hear nothing. */
  readonly beatMs?: number;
}

/** More than any call of ours has; a longer message ends the connection. In bytes. */
const longestMessage = 1024 * 1024;

const instructions =
  'Tools for the API keys of the control plane that a VS Code window is connected to. No tool takes or returns the value of a key. The person is asked in that window before anything changes, so an answer may take minutes.';

/**
 * Offers the tools of the manifest to one agent over two streams, until its input ends. Says of each
 * refusal why, as the answer of the tool: an agent reads that, and goes on.
 */
export async function serveMcp({ call, explain, input, output, beatMs = 15_000 }: McpParts) {
  const { version, tools } = readManifestTools();
  // The SDK would have every server use its high-level one, which makes schemas of its own: ours are written.
  // oxlint-disable-next-line typescript/no-deprecated
  const server = new Server(
    { name: 'keyrail', title: 'Keyrail', version },
    { capabilities: { tools: {} }, instructions, jsonSchemaValidator: noSchemas },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [...tools] }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    if (!tools.some(({ name }) => name === params.name)) {
      throw new McpError(ErrorCode.InvalidParams, `There is no tool ${params.name}.`);
    }
    const { name = '', version: itsVersion = '' } = server.getClientVersion() ?? {};
    const token = params._meta?.progressToken;
    let progress = 0;
    let message: string | undefined;
    const beat = () => {
      if (token === undefined) return;
      progress += 1;
      const told = { progressToken: token, progress, ...(message ? { message } : {}) };
      // A connection that ends meanwhile ends the call as well.
      extra
        .sendNotification({ method: 'notifications/progress', params: told })
        .catch(() => undefined);
    };
    const beating = setInterval(beat, beatMs);
    try {
      const text = await call({
        tool: params.name,
        input: params.arguments ?? {},
        callsItself: `${name} ${itsVersion}`.trim(),
        signal: extra.signal,
        wait: (sentence) => {
          message = sentence;
          beat();
        },
      });
      return { content: [{ type: 'text' as const, text }] };
    } catch (error) {
      return { content: [{ type: 'text' as const, text: explain(error) }], isError: true };
    } finally {
      clearInterval(beating);
    }
  });
  const transport = new StdioServerTransport(input, output, { maxBufferSize: longestMessage });
  const closed = new Promise<void>((resolve) => {
    server.onclose = resolve;
  });
  server.onerror = answersBroken(transport);
  const end = () => void server.close();
  for (const gone of ['end', 'close'] as const) input.on(gone, end);
  output.on('error', end);
  await server.connect(transport);
  await closed;
}
