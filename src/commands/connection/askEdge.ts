import { t } from '@vscode/l10n';
import { headerNameProblem, headerValueProblem } from '../../domain/text/headerText.ts';
import { Secret } from '../../domain/secrets/secret.ts';
import { ask, pick } from '../../editor/prompts.ts';

type Edge = 'none' | 'access' | 'bearer' | 'subject' | 'free';

const subjectHeader = 'X-Authenticated-Subject';

/** Header names an edge wants, in the order they are asked for. */
const edgeHeaders: Record<Exclude<Edge, 'free'>, readonly string[]> = {
  none: [],
  access: ['CF-Access-Client-Id', 'CF-Access-Client-Secret'],
  bearer: ['Authorization'],
  subject: [subjectHeader],
};

/** How the edge before a control plane knows the person: header names and values. @throws CancelledError */
export async function askEdge(title: string): Promise<Map<string, Secret>> {
  const edge = await pick<Edge>(
    [
      {
        label: t('Access service token'),
        description: 'CF-Access-Client-Id and -Secret',
        value: 'access',
      },
      { label: t('Bearer token'), description: 'Authorization: Bearer …', value: 'bearer' },
      {
        label: t('Subject header'),
        description: subjectHeader,
        detail: t('Only for a server without an edge: it believes whatever is sent.'),
        value: 'subject',
      },
      { label: t('Other headers'), description: t('names of your choice'), value: 'free' },
      { label: t('No headers'), description: t('the network already knows you'), value: 'none' },
    ],
    { title, placeHolder: t('How does its edge know you?') },
  );
  const names = edge === 'free' ? await askNames(title) : edgeHeaders[edge];
  return askValues(title, names, edge === 'bearer' ? names : []);
}

/**
 * Asks for the value of each header; of those in `bearers` for a token, which is kept behind that word.
 * @throws CancelledError
 */
export async function askValues(
  title: string,
  names: readonly string[],
  bearers: readonly string[],
): Promise<Map<string, Secret>> {
  const values = new Map<string, Secret>();
  for (const name of names) values.set(name, await askValue(title, name, bearers.includes(name)));
  return values;
}

async function askNames(title: string): Promise<string[]> {
  const split = (text: string) => text.split(',').map((name) => name.trim());
  const text = await ask({
    title,
    prompt: t('Header names, separated by commas'),
    validateInput: (value) => headerNameProblem(split(value)),
  });
  return split(text);
}

async function askValue(title: string, name: string, isBearer: boolean): Promise<Secret> {
  const value = await ask({
    title,
    prompt: isBearer ? t('The bearer token') : t('Value of {0}', name),
    // Whom one claims to be is no secret, and easily mistyped.
    password: name !== subjectHeader,
    validateInput: headerValueProblem,
  });
  return new Secret(isBearer && !/^bearer /i.test(value) ? `Bearer ${value}` : value);
}
