import type { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { ErrorCode } from '@modelcontextprotocol/sdk/types.js';

/**
 * What becomes of input that is no message: the SDK passes over it, so that who sent it would wait for
 * ever. It is answered without an id, as none could be read.
 */
export function answersBroken(transport: StdioServerTransport): (error: Error) => void {
  return (error) => {
    const answer = answerTo(error);
    if (answer) void transport.send({ jsonrpc: '2.0', error: answer });
  };
}

function answerTo({ name, message }: Error) {
  if (name === 'SyntaxError') {
    return { code: ErrorCode.ParseError, message: 'This line is no JSON.' };
  }
  if (name === 'ZodError') {
    return { code: ErrorCode.InvalidRequest, message: 'This is no message of the protocol.' };
  }
  if (message.startsWith('ReadBuffer exceeded')) {
    return {
      code: ErrorCode.InvalidRequest,
      message: 'The message is too long. The connection ends.',
    };
  }
  return undefined;
}
