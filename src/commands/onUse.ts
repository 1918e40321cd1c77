/*
 * What the start of a window does without, as one file that is loaded when a command, tool, link or
 * restored page first asks for it: a file for each of them would cost more to find than to load.
 */
import '../editor/onUse.ts';
import '../views/onUseInFiles.ts';

export { callCommand } from './call.ts';
export { openLink } from './connection/openLink.ts';
export { restoreChecklist } from './firstRun/openChecklist.ts';
export { restorePlayground } from './firstRun/openPlayground.ts';
export { callTool, prepareTool } from './tools/call.ts';
export { callFromAgent } from './tools/callFromAgent.ts';
