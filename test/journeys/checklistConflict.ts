import assert from 'node:assert/strict';
import { eventually } from './support/eventually.ts';
import type { Session } from './support/session.ts';
import { usePartOf } from './support/usePartOf.ts';
import type { Workbench } from './support/workbench.ts';

/** @param second Another window on the same folder, which is at the same control plane. */
export function checklistConflict(
  journey: { readonly session: Session },
  second: () => Workbench,
): void {
  describe('two people at one delivery track', () => {
    usePartOf(journey);

    /** Answers up to the note; the last question is left open. */
    const begin = async ({ palette, quickInput }: Workbench, status: string) => {
      await palette.ask('Manage Evidence');
      await quickInput.pick('Record Verification…');
      await quickInput.pick(status);
      await quickInput.waitForItems('owners', (items) =>
        items.some(({ label }) => label === 'Nobody'),
      );
      await quickInput.accept();
      await quickInput.waitForItems('notes', (items) =>
        items.some(({ label }) => label === 'Write Another Note…'),
      );
    };
    const write = async ({ quickInput }: Workbench, note: string) => {
      await quickInput.pick('Write Another Note…');
      await quickInput.answer(note);
    };

    it('look through two windows at the same control plane', async () => {
      for (const window of [journey.session.window, second()]) {
        await window.page.bringToFront();
        await window.activityBar.open('Keyrail');
        await window.view('API Keys').waitForRows('the key', (rows) => rows.length === 1);
      }
    });

    it('are shown both versions beside each other before one replaces the other', async () => {
      const { session } = journey;
      const other = second();
      await session.page.bringToFront();
      await begin(session.window, 'In progress');
      await other.page.bringToFront();
      await begin(other, 'Complete');
      await write(other, 'Theirs.');
      await other.statusBar.waitUntilSaid(/Verification is recorded as complete/);
      await session.page.bringToFront();
      await write(session.window, 'Mine.');
      await session.window.quickInput.waitForTitle(/changed by somebody else/);
      const texts = async () => {
        const all = await session.page.locator('.monaco-diff-editor .view-lines').allInnerTexts();
        return all.map((text) => text.replaceAll('\u00a0', ' '));
      };
      const [left, right] = await eventually('Both versions', texts, (all) =>
        all.some((text) => text.includes('Mine.')),
      );
      assert.match(left ?? '', /Theirs\./);
      assert.match(right ?? '', /Mine\./);
      await session.screenshot('beside each other');
      await session.window.quickInput.pick('Save Mine');
      await session.window.statusBar.waitUntilSaid(/Verification is recorded as in progress/);
    });
  });
}
