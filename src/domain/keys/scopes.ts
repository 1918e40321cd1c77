import { t } from '@vscode/l10n';
import { apiKeyScopes, type ApiKeyScope } from '../../wire/scopes.ts';

/**
 * What a scope opens, as the server really enforces it (docs/contract.md, Scopes), not as its
 * console says.
 */
const allowed: Readonly<Record<ApiKeyScope, string>> = {
  'runs:write': t('Start runs and replay them'),
  'runs:manage': t('Cancel runs'),
  'approvals:write': t('Decide approvals, if its account is an approver'),
  'a2a:write': t('Send agent-to-agent messages and cancel their tasks'),
  'mcp:call': t('Call tools of MCP providers'),
};

/** The narrow scope for the first run; picked beforehand, others are added on purpose. */
export const firstRunScope: ApiKeyScope = 'runs:write';

/** Why the first key is narrow, and how it gets more; belongs beside the first-run scope. */
export const firstRunScopeAdvice = t(
  'Start with {0}: it starts runs and replays them. Add a scope only when the key also cancels runs, decides approvals or calls agents and tools. The scopes of a key change by rotation.',
  firstRunScope,
);

export interface ScopeChoice {
  readonly scope: ApiKeyScope;
  readonly allows: string;
}

/** The scopes a key can be created with, in the server's order. */
export const scopeChoices: readonly ScopeChoice[] = apiKeyScopes.map((scope) => ({
  scope,
  allows: allowed[scope],
}));

/** True for the five scopes the server accepts when a key is created or rotated. */
export function isKnownScope(scope: string): scope is ApiKeyScope {
  return Object.hasOwn(allowed, scope);
}

/** What a scope opens; one we do not know is shown as it is. */
export function describeScope(scope: string): string {
  return isKnownScope(scope) ? allowed[scope] : scope;
}

/** An empty scope list is not *nothing*: the server takes it for everything. */
export function fullAccess(scope: readonly string[]): boolean {
  return scope.length === 0;
}

/** True when the server lets a key of these scopes through a gate that asks for `needed`. */
export function grants(scope: readonly string[], needed: ApiKeyScope): boolean {
  return fullAccess(scope) || scope.includes(needed);
}

/** The scopes on one line, for rows and pickers. */
export function scopeList(scope: readonly string[]): string {
  return fullAccess(scope) ? t('full access') : scope.join(', ');
}

/** What to say wherever a key has, or would get, an empty scope. */
export const fullAccessWarning = t(
  'Without scopes this key has full access: it may do everything a key can do on this control plane.',
);

/** What every key may do, whatever its scopes: a line of its own in a key's details. */
export const unscopedRights = {
  label: t('Every key, whatever its scopes'),
  allows: t('Reads everything here, and creates and changes policies and tool providers'),
} as const;

/** The same in a list of scopes, said once. */
export const everyKeyMay = t(
  'Like every key, it also reads everything here and changes policies and tool providers',
);

/** What no scope prevents; belongs beside every choice of scopes (docs/contract.md, Scopes). */
export const unscopedWarning = t(
  'Scopes do not limit reading, nor creating and changing policies and tool providers: every key can do that.',
);
