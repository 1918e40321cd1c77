import { demoRunRequest } from './demoRun.ts';

/** Requests to begin with, by how they end. */
export const exampleNames = ['works', 'refused', 'needs-approval'] as const;
export type ExampleName = (typeof exampleNames)[number];

/**
 * The request of an example. `works` is the demo request; the others are no first run, since that would
 * stand unfinished by them (docs/contract.md, Onboarding and Runs).
 */
export function exampleRequest(name: ExampleName, workspaceSlug: string): object {
  switch (name) {
    case 'works':
      return demoRunRequest(workspaceSlug);
    case 'refused':
      // The one thing that the server looks for in an input.
      return { input: { text: 'This input does not say of what kind it is.' }, context: own(name) };
    case 'needs-approval':
      return {
        input: {
          kind: 'user_instruction',
          text: 'Send the summary of the approval queue to the customer.',
        },
        context: own(name),
        policy_context: { risk_tier: 'high', labels: ['external-send'] },
      };
  }
}

function own(example: ExampleName) {
  return { source_app: 'keyrail', example, client: 'keyrail' };
}

/** The same as the text of the form. */
export function exampleText(name: ExampleName, workspaceSlug: string): string {
  return JSON.stringify(exampleRequest(name, workspaceSlug), undefined, 2);
}
