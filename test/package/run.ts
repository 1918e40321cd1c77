import { makeVsix } from '../../packaging/makeVsix.ts';
import { leave } from '../support/leave.ts';
import { runMocha } from '../support/runMocha.ts';
import { vsix } from './vsix.ts';

/*
 * Packs the extension and lives with the package: what is in it, and the whole way to a key that works
 * with it installed into the oldest and into the newest VS Code.
 *
 *   node test/package/run.ts [--grep TEXT] [part of a file name …]
 */
await makeVsix(vsix);
leave(await runMocha('package'));
