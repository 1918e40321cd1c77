import { Secret } from '../../src/domain/secrets/secret.ts';
import type { BeforeStep } from '../../src/files/disk.ts';
import { editEnvFile } from '../../src/dotenv/envFile.ts';
import { planEdit } from '../../src/dotenv/text/envText.ts';

/** Writes `KEY` into `<folder>/.env` and ends without a word before the step that it is told. */
const [folder = '', file = '', value = '', last = ''] = process.argv.slice(2);
const beforeStep: BeforeStep = (step) => {
  if (step === last) process.kill(process.pid, 'SIGKILL');
};
const secret = new Secret(value);
await editEnvFile({ folder, file }, (bytes) => planEdit(bytes, 'KEY', secret), undefined, {
  beforeStep,
});
