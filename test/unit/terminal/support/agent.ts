import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { script } from './command.ts';

/** An agent with its `keyrail mcp`, as the official client starts it. */
export interface TestAgent {
  readonly client: Client;
  /** Every message that the server sent after the first, and what it wrote beside them. */
  readonly heard: readonly string[];
  /** The text of a tool's answer; `isError` where it refused. */
  call(
    name: string,
    input?: Record<string, unknown>,
    options?: Parameters<Client['callTool']>[2],
  ): Promise<{ readonly text: string; readonly isError: boolean }>;
  close(): Promise<void>;
}

/** @param command what starts the server; the sources by themselves */
export async function connectAgent(
  env: NodeJS.ProcessEnv,
  command: readonly [string, ...string[]] = [process.execPath, '--no-warnings', script, 'mcp'],
): Promise<TestAgent> {
  const client = new Client({ name: 'test agent', version: '2' });
  const [program, ...args] = command;
  const passed = Object.entries(env).filter(
    (each): each is [string, string] => each[1] !== undefined,
  );
  const transport = new StdioClientTransport({
    command: program,
    args,
    env: Object.fromEntries(passed),
    stderr: 'pipe',
  });
  const heard: string[] = [];
  transport.stderr?.on('data', (part: Buffer) => heard.push(part.toString()));
  await client.connect(transport);
  const take = transport.onmessage;
  transport.onmessage = (message) => {
    heard.push(JSON.stringify(message));
    take?.(message);
  };
  return {
    client,
    heard,
    async call(name, input = {}, options) {
      // `as`: the other form is of servers of years ago.
      const result = (await client.callTool(
        { name, arguments: input },
        undefined,
        options,
      )) as CallToolResult;
      const text = result.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
      return { text, isError: result.isError === true };
    },
    close: () => client.close(),
  };
}
