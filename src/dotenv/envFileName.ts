import path from 'node:path';

const ENV_NAME = /^\.env(?:\.[\w-]+)*$/;
/** Files of these kinds are made to be committed, or are ours for a moment. */
const NOT_FOR_SECRETS = /\.(?:example|sample|template|dist|defaults?|tmp)$/i;

/** Whether a file of this name is for values: `.env`, `.env.local`, `.env.production`. */
export function isSecretFileName(file: string): boolean {
  const name = path.basename(file);
  return ENV_NAME.test(name) && !NOT_FOR_SECRETS.test(name);
}

/** Whether a file of this name is for names without values: `.env.example` and its like. */
export function isExampleFileName(file: string): boolean {
  const name = path.basename(file);
  return ENV_NAME.test(name) && /\.(?:example|sample|template)$/i.test(name);
}
