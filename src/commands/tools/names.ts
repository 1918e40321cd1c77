/** The language-model tools, as `package.json` contributes them; a test compares the two. */
export const toolNames = [
  'keyrail_list_keys',
  'keyrail_key_status',
  'keyrail_run_demo',
  'keyrail_explain_error',
  'keyrail_create_key',
  'keyrail_rotate_key',
  'keyrail_revoke_key',
] as const;
export type ToolName = (typeof toolNames)[number];
