import type { jsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/types.js';

/**
 * In place of the SDK's own, which would be half of the bundle: a server asks it only about what it
 * asks of agents, and this one asks them nothing. The window judges the input of each tool.
 */
export const noSchemas: jsonSchemaValidator = {
  getValidator: () => () => ({
    valid: false,
    data: undefined,
    errorMessage: 'Keyrail asks agents for nothing.',
  }),
};
