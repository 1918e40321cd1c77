import * as z from 'zod/mini';
import type { Services } from '../../services.ts';
import { parseArguments } from '../argument.ts';

const openPlaygroundArguments = z.strictObject({ keyId: z.optional(z.string()) });

interface OpenPlayground {
  reveal(): void;
  choose(keyId: string): void;
}
let open: OpenPlayground | undefined;

/** Shows the playground, with the given key chosen: the tab that is open already, or a new one. */
export async function openPlayground(services: Services, argument: unknown): Promise<void> {
  const { keyId } = parseArguments(openPlaygroundArguments, argument);
  if (open) {
    if (keyId !== undefined) open.choose(keyId);
    open.reveal();
    return;
  }
  const { openPlaygroundPanel } = await import('../../panels/playgroundPanel.ts');
  const panel = openPlaygroundPanel(services.extensionUri, services, keyId);
  panel.onDidDispose(() => {
    open = undefined;
  });
  open = panel;
}
