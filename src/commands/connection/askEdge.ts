import { t } from '@vscode/l10n';
import { headerNameProblem, headerValueProblem } from '../../domain/text/headerText.ts';
import { Secret } from '../../domain/secrets/secret.ts';
import { askTested } from '../../editor/askTested.ts';
import { ask, pick, type Choice } from '../../editor/prompts.ts';
import type { Telling, ControlPlanes } from '../ports.ts';
import { keepsAnyway, testUnseen, tryConnection, type Wanted } from './tryConnection.ts';

export type Edge = 'none' | 'access' | 'bearer' | 'subject' | 'free';

const subjectHeader = 'X-Authenticated-Subject';

/** Header names an edge wants, in the order they are asked for. */
const edgeHeaders: Record<Exclude<Edge, 'free'>, readonly string[]> = {
  none: [],
  access: ['CF-Access-Client-Id', 'CF-Access-Client-Secret'],
  bearer: ['Authorization'],
  subject: [subjectHeader],
};

/**
 * What a server takes to know the person: header names and values, which were tested there or are
 * wanted all the same. @throws CancelledError
 */
export async function askEdge(
  ports: Telling & ControlPlanes,
  title: string,
  wanted: Wanted,
): Promise<Map<string, Secret>> {
  return askHeaders(ports, title, wanted, await askWay(title, ['bearer', ...otherWays]));
}

/** What there is beside a token. */
export const otherWays: readonly Edge[] = ['access', 'subject', 'free', 'none'];

/** @throws CancelledError */
export function askWay(title: string, ways: readonly Edge[]): Promise<Edge> {
  const labels: Record<Edge, Omit<Choice<Edge>, 'value'>> = {
    bearer: { label: t('Bearer token'), description: 'Authorization: Bearer …' },
    access: {
      label: t('Access service token'),
      description: 'CF-Access-Client-Id and -Secret',
    },
    subject: {
      label: t('Subject header'),
      description: subjectHeader,
      detail: t(
        'Only for a server without a gateway in front of it: it believes whatever is sent.',
      ),
    },
    free: { label: t('Other headers'), description: t('names of your choice') },
    none: { label: t('No headers'), description: t('the network already knows you') },
  };
  return pick<Edge>(
    ways.map((value) => ({ ...labels[value], value })),
    { title, placeHolder: t('What did your administrator give you?') },
  );
}

/** @throws CancelledError */
export async function askHeaders(
  ports: Telling & ControlPlanes,
  title: string,
  wanted: Wanted,
  edge: Edge,
): Promise<Map<string, Secret>> {
  const names = edge === 'free' ? await askNames(title) : edgeHeaders[edge];
  return askValues(ports, title, wanted, { names, bearers: edge === 'bearer' ? names : [] });
}

/**
 * Asks for the value of each header, of those in `bearers` for a token, which is kept behind that word.
 * With the last one all are tested. @throws CancelledError
 */
export async function askValues(
  ports: Telling & ControlPlanes,
  title: string,
  wanted: Wanted,
  { names, bearers }: { readonly names: readonly string[]; readonly bearers: readonly string[] },
): Promise<Map<string, Secret>> {
  const values = new Map<string, Secret>();
  for (const name of names.slice(0, -1)) {
    const value = await ask({ ...boxOf(title, name, bearers), validateInput: headerValueProblem });
    values.set(name, headerOf(value, name, bearers));
  }
  const last = names.at(-1);
  if (last === undefined) {
    await testUnseen(ports, wanted, values);
    return values;
  }
  const all = (value: string) => new Map(values).set(last, headerOf(value, last, bearers));
  const value = await askTested({
    options: boxOf(title, last, bearers),
    problem: headerValueProblem,
    testing: t('Asking {0}. Escape stops it.', wanted.name),
    test: (text, signal) => tryConnection(ports, wanted, all(text), signal),
    insists: (_text, because) => keepsAnyway(wanted, because),
  });
  return all(value);
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

function boxOf(title: string, name: string, bearers: readonly string[]) {
  return {
    title,
    prompt: bearers.includes(name) ? t('The bearer token') : t('Value of {0}', name),
    // Whom one claims to be is no secret, and easily mistyped.
    password: name !== subjectHeader,
  };
}

/** A token is kept behind the word that says so. */
export function bearerOf(token: string): Secret {
  return new Secret(/^bearer /i.test(token) ? token : `Bearer ${token}`);
}

function headerOf(value: string, name: string, bearers: readonly string[]): Secret {
  return bearers.includes(name) ? bearerOf(value) : new Secret(value);
}
