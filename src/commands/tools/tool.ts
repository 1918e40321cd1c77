import type * as z from 'zod/mini';
import type { Paragraphs } from '../../domain/text/plainLine.ts';
import type { RunsDemo } from '../firstRun/runDemo.ts';
import type { CreatesKeys } from '../keys/createKey.ts';
import type { RevokesKeys } from '../keys/revokeKey.ts';
import type { WritesSecrets } from '../placements/writeToEnv.ts';
import { readInput } from './inputs.ts';

/** What the person is asked before a tool changes something. */
export interface ToolQuestion {
  readonly title: string;
  /** What will happen, where, and what stops working; plain text. */
  readonly paragraphs: Paragraphs;
  /** Ids of everything the question is about: an answer counts for nothing else. */
  readonly about: readonly string[];
}

/** What tools stand on: the commands that they run, and what they look at before they ask. */
export type ToolPorts = CreatesKeys & RevokesKeys & RunsDemo & WritesSecrets;

interface ToolFacts {
  /** False for tools that also a folder which is not trusted may have called. */
  readonly changes: boolean;
  /** What the editor shows while it runs. */
  progress(): string;
}

interface Definition<Input, Plan> extends ToolFacts {
  readonly input: z.ZodMiniType<Input>;
  /** Nothing is asked where this is absent or answers with `undefined`. Changes nothing. */
  question?(
    ports: ToolPorts,
    input: Input,
  ): Promise<(ToolQuestion & { readonly plan?: Plan }) | undefined>;
  /**
   * Through the code of the commands. `plan` is what the question has shown, and is carried out as it is:
   * what settings say meanwhile counts no more. Resolves with plain facts, never with a secret.
   */
  run(ports: ToolPorts, input: Input, plan: Plan | undefined): Promise<unknown>;
}

/** One tool that an agent may call. No tool takes or returns the value of a key. */
export interface Tool extends ToolFacts {
  /** @throws UserFacingError for an input that does not fit or holds something like a secret */
  open(ports: ToolPorts, input: unknown): Promise<ToolCall>;
}

/** A call that has been read and looked into, and has not changed anything yet. */
export interface ToolCall {
  readonly question: ToolQuestion | undefined;
  run(): Promise<unknown>;
}

export function defineTool<Input, Plan = undefined>(tool: Definition<Input, Plan>): Tool {
  return {
    changes: tool.changes,
    progress: () => tool.progress(),
    async open(ports, input) {
      const given = readInput(tool.input, input);
      const question = await tool.question?.(ports, given);
      return { question, run: () => tool.run(ports, given, question?.plan) };
    },
  };
}
