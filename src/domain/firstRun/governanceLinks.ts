import { t } from '@vscode/l10n';
import type { WorkspaceDetail } from '../../wire/workspaces.ts';
import { consolePage } from '../text/consoleUrl.ts';

/** A page of the web console; `name` is what a page asks for it by, the address stays here. */
export interface GovernanceLink {
  readonly name: 'plan' | 'usage' | 'billing';
  readonly label: string;
  readonly url: string;
}

/** Where plan, usage and billing are looked after; none where the console is not known. */
export function governanceLinks(
  detail: WorkspaceDetail | undefined,
  consoleUrl: string | undefined,
): GovernanceLink[] {
  if (detail === undefined) return [];
  const action = detail.billing_summary?.action ?? null;
  const pages = [
    { name: 'plan', label: t('Manage the plan'), href: '/settings?intent=manage-plan' },
    { name: 'usage', label: t('See usage'), href: '/usage' },
    ...(action?.href == null
      ? []
      : [{ name: 'billing', label: action.label, href: action.href } as const]),
  ] as const;
  return pages.flatMap(({ name, label, href }) => {
    const url = consolePage(consoleUrl, href);
    return url === undefined ? [] : [{ name, label, url }];
  });
}
