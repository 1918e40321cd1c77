import type { ToolName } from './names.ts';
import type { Tool } from './tool.ts';

/** Every tool and where it is. */
export const toolTable = {
  keyrail_list_keys: async () => (await import('./listKeys.ts')).listKeysTool,
  keyrail_key_status: async () => (await import('./keyStatus.ts')).keyStatusTool,
  keyrail_run_demo: async () => (await import('./runDemo.ts')).runDemoTool,
  keyrail_explain_error: async () => (await import('./explainError.ts')).explainErrorTool,
  keyrail_create_key: async () => (await import('./createKey.ts')).createKeyTool,
  keyrail_rotate_key: async () => (await import('./rotateKey.ts')).rotateKeyTool,
  keyrail_revoke_key: async () => (await import('./revokeKey.ts')).revokeKeyTool,
} satisfies Record<ToolName, () => Promise<Tool>>;
