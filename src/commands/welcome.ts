import type { Services } from '../services.ts';

const views = ['keyrail.apiKeys', 'keyrail.serviceAccounts'] as const;
export type WelcomeView = (typeof views)[number];

/**
 * Where a command was called from. The links of a welcome view say `{"welcome": "keyrail.apiKeys"}`, for
 * VS Code does not: what the button did takes the button away, and the keyboard with it. It says nothing
 * of who called, so all else is as it was passed.
 */
export function fromWelcome(passed: readonly unknown[]): {
  readonly view: WelcomeView | undefined;
  readonly passed: readonly unknown[];
} {
  const [first, ...others] = passed;
  if (typeof first !== 'object' || first === null || !('welcome' in first)) {
    return { view: undefined, passed };
  }
  const { welcome, ...rest } = first;
  const view = views.find((each) => each === welcome);
  if (view === undefined) return { view, passed };
  return { view, passed: Object.keys(rest).length === 0 ? others : [rest, ...others] };
}

/** What decides which welcome a view has: where it stays the same, its button stays, with the keyboard. */
export function shownBy({ keyList, keyFilter }: Pick<Services, 'keyList' | 'keyFilter'>): string {
  const { state, context, keys, accounts } = keyList.snapshot;
  return [state, context?.role, keyFilter.text, keys.length, accounts.length].join(' ');
}
