import { compiled } from './tools/compiled.ts';
import { interpreted } from './tools/interpreted.ts';
import { typescript } from './tools/typescript.ts';
import { files } from './tools/files.ts';
import type { Tool } from './tool.ts';

/** Each language by what decides about it. */
export const tools: readonly Tool[] = [...interpreted, ...compiled, typescript, ...files];
