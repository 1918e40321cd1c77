import type { FrameLocator } from 'playwright-core';

/** Opens whatever folds the button of a step on the checklist, from the outside in. */
export async function openFolds(page: FrameLocator, step: string): Promise<void> {
  const button = page.locator(`[data-focus="step-${step}"]`);
  await button.waitFor({ state: 'attached' });
  const folds = page.locator('details:not([open])', { has: button });
  while (!(await button.isVisible())) await folds.first().locator('> summary').click();
}
