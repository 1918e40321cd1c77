import { createKeyTool } from './createKey.ts';
import { explainErrorTool } from './explainError.ts';
import { keyStatusTool } from './keyStatus.ts';
import { listKeysTool } from './listKeys.ts';
import type { ToolName } from './names.ts';
import { revokeKeyTool } from './revokeKey.ts';
import { rotateKeyTool } from './rotateKey.ts';
import { runDemoTool } from './runDemo.ts';
import type { Tool } from './tool.ts';

/** What each tool is; all of them are loaded with the first call of one. */
export const toolTable: Readonly<Record<ToolName, Tool>> = {
  keyrail_list_keys: listKeysTool,
  keyrail_key_status: keyStatusTool,
  keyrail_run_demo: runDemoTool,
  keyrail_explain_error: explainErrorTool,
  keyrail_create_key: createKeyTool,
  keyrail_rotate_key: rotateKeyTool,
  keyrail_revoke_key: revokeKeyTool,
};
