import { t } from '@vscode/l10n';
import { randomUUID } from 'node:crypto';
import { env, QuickInputButtons, ThemeIcon, type QuickInputButton } from 'vscode';
import { CancelledError } from '../../domain/errors.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import { baseUrlProblem, normaliseBaseUrl } from '../../domain/text/baseUrl.ts';
import { connectionKind } from '../../domain/text/connectionKind.ts';
import { guessName, guessProduction } from '../../domain/text/guessConnection.ts';
import { headerValueProblem } from '../../domain/text/headerText.ts';
import { askTestedStep } from '../../editor/askTested.ts';
import type { RemoteConnection } from '../../editor/connection/connections.ts';
import type { Telling, ControlPlanes } from '../ports.ts';
import type { Workspace } from '../../wire/workspaces.ts';
import { askHeaders, askWay, bearerOf, otherWays } from './askEdge.ts';
import { addressBox, askName } from './askParts.ts';
import { keepsAnyway, tryAddress, tryConnection } from './tryConnection.ts';

/** What the person has entered and tested. */
export interface NewConnection {
  readonly connection: RemoteConnection;
  readonly headers: Map<string, Secret>;
  /** As its test listed them; none where it did not work and is wanted all the same. */
  readonly workspaces: readonly Workspace[];
}

/** What is known of it so far. */
interface Draft {
  address: string;
  name: string;
  production: boolean;
  token: string;
}

const button = (icon: string, tooltip: string): QuickInputButton => ({
  iconPath: new ThemeIcon(icon),
  tooltip,
});

/**
 * Two steps: the address, then a token, each tested in its own box. Name and production are guessed
 * from the address, shown with the second step, and changed by its buttons, as are other ways in.
 * @param taken names in use
 * @returns `local` where the person would rather have the control plane of this editor
 * @throws CancelledError
 */
export async function askRemoteConnection(
  ports: Telling & ControlPlanes,
  taken: readonly string[],
): Promise<NewConnection | 'local'> {
  const title = t('Connect to a Server');
  const draft: Draft = {
    address: await addressOnClipboard(),
    name: '',
    production: true,
    token: '',
  };
  for (;;) {
    const before = draft.address;
    const address = await askWhere(ports, title, draft.address);
    if (address === 'local') return 'local';
    draft.address = address;
    // What was changed by hand stays as long as the address does.
    if (draft.name === '' || before !== address) {
      draft.name = guessName(address, taken);
      draft.production = guessProduction(address);
    }
    const made = await askToken(ports, title, draft, taken);
    if (made !== 'back') return made;
  }
}

async function askWhere(ports: ControlPlanes, title: string, address: string): Promise<string> {
  const local = button('device-desktop', t('Use the Local Control Plane'));
  const answer = await askTestedStep(
    addressBox(title, {
      before: address,
      test: (text, signal) => tryAddress(ports, text, signal),
      insists: async () => true,
    }),
    { step: 1, totalSteps: 2, buttons: [local] },
  );
  return answer.kind === 'button' ? 'local' : normaliseBaseUrl(answer.text);
}

/** The second step, for as long as a button of it only changes what it is about. */
async function askToken(
  ports: Telling & ControlPlanes,
  title: string,
  draft: Draft,
  taken: readonly string[],
): Promise<NewConnection | 'back'> {
  let workspaces: readonly Workspace[] = [];
  const listed = (found: readonly Workspace[]) => {
    workspaces = found;
  };
  const made = (headers: Map<string, Secret>): NewConnection => {
    const { address: baseUrl, name, production } = draft;
    const headerNames = [...headers.keys()];
    return {
      connection: { kind: 'remote', id: randomUUID(), name, baseUrl, production, headerNames },
      headers,
      workspaces,
    };
  };
  const withToken = (token: string) => new Map([['Authorization', bearerOf(token)]]);
  const rename = button('edit', t('Change Name…'));
  const others = button('ellipsis', t('Other Ways…'));
  for (;;) {
    const wanted = { name: draft.name, baseUrl: draft.address, listed };
    const kind = draft.production
      ? button('beaker', t('Mark as Non-Production'))
      : button('warning', t('Mark as Production'));
    const answer = await askTestedStep(
      {
        options: {
          title: t('{0}: {1} · {2}', title, draft.name, connectionKind(draft)),
          prompt: t('The bearer token that your administrator gave you'),
          password: true,
          value: draft.token,
        },
        problem: headerValueProblem,
        testing: t('Asking {0}. Escape stops it.', draft.name),
        test: (token, signal) => tryConnection(ports, wanted, withToken(token), signal),
        insists: (_token, because) => keepsAnyway(wanted, because),
      },
      { step: 2, totalSteps: 2, buttons: [QuickInputButtons.Back, rename, kind, others] },
    );
    if (answer.kind === 'text') return made(withToken(answer.text));
    draft.token = answer.text;
    if (answer.button === QuickInputButtons.Back) return 'back';
    if (answer.button === kind) draft.production = !draft.production;
    if (answer.button === rename) {
      draft.name = (await orBack(() => askName(title, draft.name, taken))) ?? draft.name;
    }
    if (answer.button === others) {
      const headers = await orBack(async () =>
        askHeaders(ports, title, wanted, await askWay(title, otherWays)),
      );
      if (headers) return made(headers);
    }
  }
}

/** Dismissing what a button of a step has opened leads back to that step. */
async function orBack<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof CancelledError) return undefined;
    throw error;
  }
}

/** What was copied a moment ago to be typed here, where it is an address and nothing else. */
async function addressOnClipboard(): Promise<string> {
  const text = (await env.clipboard.readText()).trim();
  return text.length < 200 && baseUrlProblem(text) === undefined ? text : '';
}
