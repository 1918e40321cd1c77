import type { FrameLocator } from 'playwright-core';
import type { Session } from './session.ts';
import { eventually } from './eventually.ts';

/** The open playground, in the words of a person who looks at it. */
export function playgroundPage(journey: { readonly session: Session }) {
  const page = (): Promise<FrameLocator> => journey.session.window.webview();
  return {
    page,
    /** Waits for the shown run to have this status. */
    status: (wanted: string) =>
      eventually(
        `A run ${wanted}`,
        async () =>
          (await page()).locator('[data-status]').getAttribute('data-status', { timeout: 2000 }),
        (now) => now === wanted,
      ),
    /** Presses a button by its name, not by its words: `run`, `replay`, `cancel-run` … */
    press: async (name: string): Promise<void> => {
      await (await page()).locator(`[data-focus="${name}"]`).click();
    },
    /** Chooses an example to begin with. */
    begin: async (name: 'works' | 'refused' | 'needs-approval'): Promise<void> => {
      await (await page()).locator('#example').selectOption(name);
    },
    /** Changes the JSON behind the form. */
    write: async (change: (request: Record<string, unknown>) => void): Promise<void> => {
      const frame = await page();
      const editor = frame.locator('#request');
      if (!(await editor.isVisible())) await frame.locator('[data-focus="json"]').click();
      const request = JSON.parse(await editor.inputValue()) as Record<string, unknown>;
      change(request);
      await editor.fill(JSON.stringify(request, undefined, 2));
    },
  };
}

/** Makes the server wait for an approval before it goes on. */
export function askForApproval(request: Record<string, unknown>): void {
  request['policy_context'] = { risk_tier: 'high', labels: ['external-send'] };
}
