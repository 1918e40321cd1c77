import path from 'node:path';
import { Secret } from '../../src/domain/secrets/secret.ts';
import { editEnvFile } from '../../src/dotenv/envFile.ts';
import { planEdit } from '../../src/dotenv/text/envText.ts';

/**
 * A process that writes a secret into a `.env`, takes it back where that is said, and is killed at a step of
 * the last of these: node killedWrite.ts FILE STEP [undo]
 */
const [file = '', killedAt, undo] = process.argv.slice(2);
let isLast = undo === undefined;
const secret = new Secret('krl_local_killed'.padEnd(84, '0'));
const edited = await editEnvFile(
  { folder: path.dirname(file), file },
  (bytes) => planEdit(bytes, 'KEY', secret),
  undefined,
  {
    beforeStep: (step) => {
      if (isLast && step === killedAt) process.kill(process.pid, 'SIGKILL');
    },
  },
);
if (edited.kind !== 'written') throw new Error(`The write ended as ${edited.kind}.`);
isLast = true;
await edited.undo();
