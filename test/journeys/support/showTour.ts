import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { downloads, root } from '../../support/root.mjs';
import { makeSampleFolder } from '../../support/sampleFolder.ts';
import { tour } from '../tour.ts';
import { openSession } from './session.ts';

/**
 * Runs the tour in a new VS Code without a window on a screen: a line and a picture for each step,
 * and in the end the id of the last run that was accepted. Its folder stays for looking at.
 *
 * @throws Error of the step that failed, after a picture and a log of it were left
 */
export async function showTour(): Promise<void> {
  const folder = path.join(downloads, 'tour');
  rmSync(folder, { recursive: true, force: true });
  makeSampleFolder(folder);
  const session = await openSession({ name: 'tour', folder });
  let accepted: string | undefined;
  try {
    for (const step of tour) {
      const { name } = step;
      try {
        const told = await step.run(session);
        accepted = /\brun_\w+/.exec(told ?? '')?.[0] ?? accepted;
        const picture = path.relative(root, await session.picture(name));
        console.log(`  ✔ ${told ? `${name}: ${told}` : name}  (${picture})`);
      } catch (error) {
        const picture = await session.picture(`failed ${name}`);
        writeFileSync(picture.replace(/png$/, 'log'), session.log());
        console.error(`  ✘ ${name}  (${path.relative(root, picture)})`);
        throw error;
      }
    }
  } finally {
    await session.dispose();
  }
  if (accepted === undefined) throw new Error('The tour came to its end without an accepted run.');
  console.log(`The project is in ${folder}\nAccepted run: ${accepted}`);
}
