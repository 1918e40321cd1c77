import { readBlocks } from '../../support/blockFigures.ts';
import type { Run } from '../run.ts';

/**
 * How long the extension host was blocked in the editor tests that were run here last: told beside
 * what is aimed at, and never red. Times depend on the machine.
 */
export async function hostSection({ report }: Run): Promise<void> {
  const section = report.section('load: the extension host');
  const blocks = readBlocks();
  const idle = blocks.find(({ what }) => what === 'nothing');
  const works = blocks.filter((block) => block !== idle).sort((a, b) => b.ms - a.ms);
  if (works.length === 0) {
    section.note('its blocks are measured by the editor tests, which were not run here');
    return;
  }
  const longest = works.slice(0, 3).map(({ what, ms }) => `${ms} ms (${what})`);
  section.note(`longest blocks ${longest.join(', ')}; aim 50 ms`);
  if (idle) section.note(`${idle.ms} ms while nothing was done`);
}
