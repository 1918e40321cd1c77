import path from 'node:path';
import { Secret } from '../../src/domain/secrets/secret.ts';
import { editEnvFile } from '../../src/dotenv/envFile.ts';
import { planEdit } from '../../src/dotenv/text/envText.ts';

/** A process that writes a secret into a `.env` and is killed at a step: node killedWrite.ts FILE STEP */
const [file = '', killedAt] = process.argv.slice(2);
const secret = new Secret('krl_local_killed'.padEnd(84, '0'));
await editEnvFile(
  { folder: path.dirname(file), file },
  (bytes) => planEdit(bytes, 'KEY', secret),
  undefined,
  {
    beforeStep: (step) => {
      if (step === killedAt) process.kill(process.pid, 'SIGKILL');
    },
  },
);
