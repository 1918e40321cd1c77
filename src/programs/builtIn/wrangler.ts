import { t } from '@vscode/l10n';
import { knownPrograms } from '../../domain/keys/programPlaceText.ts';
import type { Recipe } from '../recipe.ts';

/** Secrets of a Cloudflare worker, which neither can be read back nor say when they were changed. */
export function wranglerRecipe(): Recipe {
  const put = { args: ['secret', 'put', '{name}', '--name', '{worker}'] };
  return {
    id: 'wrangler',
    title: knownPrograms.wrangler.title,
    program: 'wrangler',
    environment: {
      CLOUDFLARE_ACCOUNT_ID: '{account}',
      WRANGLER_SEND_METRICS: 'false',
      // Without it, npm is asked for a newer one each time.
      WRANGLER_HIDE_BANNER: 'true',
      // It writes a log of its own: without what it sends.
      WRANGLER_LOG_SANITIZE: 'true',
    },
    signedIn: { args: ['whoami'] },
    questions: [
      { name: 'worker', title: t('Worker'), pattern: '[A-Za-z0-9_][A-Za-z0-9_-]*' },
      { name: 'name', title: t('Name of the secret'), pattern: '[A-Za-z_][A-Za-z0-9_]*' },
      {
        name: 'account',
        title: t('Cloudflare account id, if there are several'),
        pattern: '[0-9a-f]{32}',
        optional: true,
      },
    ],
    put,
    // Looked for first: without a terminal, `put` makes a new worker of a name that is misspelt.
    replace: put,
    seen: {
      args: ['secret', 'list', '--name', '{worker}', '--format', 'json'],
      read: { list: '', where: { field: 'name', is: '{name}' } },
    },
    remove: { args: ['secret', 'delete', '{name}', '--name', '{worker}'] },
    says: {
      'signed-out':
        'not authenticated|wrangler login|necessary to set a CLOUDFLARE_API_TOKEN|Authentication error|Invalid (?:API Token|access token|format for Authorization)|Unable to authenticate',
    },
  };
}
