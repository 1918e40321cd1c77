import { t } from '@vscode/l10n';
import { randomBytes } from 'node:crypto';
import { workspaceSlugPattern } from '../wire/workspaces.ts';

/** Hex digits of so many random bytes; passed in where a test wants to know them. */
export type RandomHex = (bytes: number) => string;

const randomHex: RandomHex = (bytes) => randomBytes(bytes).toString('hex');

/** The slug a display name suggests: `Support EU!` → `support-eu`; `''` where nothing is left. */
export function suggestSlug(displayName: string): string {
  return displayName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/**
 * What is wrong with a slug, as a sentence; `undefined` when nothing is (docs/contract.md,
 * Workspaces).
 */
export function slugProblem(slug: string): string | undefined {
  if (slug.trim() === '') return t('Enter a slug.');
  return workspaceSlugPattern.test(slug)
    ? undefined
    : t('Use lower-case letters and digits, with single hyphens between them.');
}

/** Ids for a new control-plane workspace, as the web console builds them: `ws_<slug>_<8 hex>`. */
export function workspaceIds(
  slug: string,
  hex: RandomHex = randomHex,
): { readonly workspaceId: string; readonly tenantId: string } {
  const suffix = hex(4);
  return { workspaceId: `ws_${slug}_${suffix}`, tenantId: `tenant_${slug}_${suffix}` };
}

/**
 * Our own id for a new service account: without one, an identical retry is a conflict
 * (docs/contract.md, Idempotency).
 */
export function serviceAccountId(hex: RandomHex = randomHex): string {
  return `svc_${hex(12)}`;
}
