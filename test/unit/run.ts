import { leave } from '../support/leave.ts';
import { runMocha } from '../support/runMocha.ts';

/*
 * Runs the modules that need no editor:
 *
 *   node test/unit/run.ts [--grep TEXT] [part of a file name …]
 *
 * Two files at a time, as they wait for most of their time: for programs, for clocks that pass as on any machine.
 */
leave(await runMocha('unit', { lanes: 2, timeoutMs: 60_000, slowMs: 75 }));
