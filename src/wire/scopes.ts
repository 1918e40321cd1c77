/**
 * The scopes the server accepts, exactly (docs/contract.md, Scopes). A key may still be listed with
 * others. Apart from the schemas, because rows are drawn with them before zod is loaded.
 */
export const apiKeyScopes = [
  'runs:write',
  'runs:manage',
  'approvals:write',
  'a2a:write',
  'mcp:call',
] as const;
export type ApiKeyScope = (typeof apiKeyScopes)[number];
