import type { ExtensionContext } from 'vscode';
import { activation } from './activation.ts';
import { longestBlock, watchBlocks } from './blocks.ts';
import { command, run, settle } from './command.ts';
import { emptyPage } from './emptyPage.ts';
import { idle, stirring } from './idle.ts';
import { issuing } from './issuing.ts';
import { plainTree } from './plainTree.ts';
import { storing } from './storing.ts';

/** A probe reads its own arguments; the bench that asks knows which. */
export type Probe = (...args: never) => Promise<unknown>;

/** Everything the companion can measure, by name. */
export function createProbes(context: ExtensionContext): Record<string, Probe | undefined> {
  return {
    activation,
    command,
    run,
    settle,
    watchBlocks,
    longestBlock,
    emptyPage,
    idle,
    ...stirring(context.extensionPath),
    issuing,
    storing: storing(context),
    plainTree: plainTree(context),
  };
}
