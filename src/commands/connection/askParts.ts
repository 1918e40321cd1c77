import { t } from '@vscode/l10n';
import { baseUrlProblem, normaliseBaseUrl } from '../../domain/text/baseUrl.ts';
import { askTested, type TestedQuestion } from '../../editor/askTested.ts';
import { ask, pick } from '../../editor/prompts.ts';

/** How an address is tried out, and whether one that does not work is wanted all the same. */
export interface AddressTest {
  /** The address that stands in the box at first. */
  readonly before?: string;
  /** `address` is normalised. */
  readonly test: (address: string, signal: AbortSignal) => Promise<string | undefined>;
  readonly insists: (address: string, because: string) => Promise<boolean>;
}

/** The question for an address, which is tried out in its box. */
export function addressBox(title: string, { before, test, insists }: AddressTest): TestedQuestion {
  return {
    options: {
      title,
      prompt: t('Address of the control plane, without /api/v1'),
      placeHolder: 'https://api.govrail.net',
      ...(before === undefined ? {} : { value: before }),
    },
    problem: baseUrlProblem,
    testing: t('Asking whether a server answers there. Escape stops it.'),
    test: (address, signal) => test(normaliseBaseUrl(address), signal),
    insists: (address, because) => insists(normaliseBaseUrl(address), because),
  };
}

/** @returns the normalised address. @throws CancelledError */
export async function askAddress(title: string, how: AddressTest): Promise<string> {
  return normaliseBaseUrl(await askTested(addressBox(title, how)));
}

/** @throws CancelledError */
export function askProduction(title: string): Promise<boolean> {
  return pick<boolean>(
    [
      {
        label: t('Non-production'),
        detail: t('Trying things out here harms nobody.'),
        value: false,
      },
      {
        label: t('Production'),
        detail: t('Keyrail asks by name before it changes anything.'),
        value: true,
      },
    ],
    { title, placeHolder: t('What depends on it?') },
  );
}

/** A name tells connections apart in every confirmation, so it is used once. @throws CancelledError */
export function askName(title: string, value: string, taken: readonly string[]): Promise<string> {
  return ask({
    title,
    prompt: t('Name of this connection'),
    value,
    validateInput(text) {
      const name = text.trim();
      if (name === '') return t('Give it a name.');
      if (name.length > 60) return t('Use at most 60 characters.');
      return taken.includes(name) ? t('There is already a connection named {0}.', name) : undefined;
    },
  });
}
