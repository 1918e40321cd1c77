import { t } from '@vscode/l10n';
import type { Remedy } from '../../domain/errors.ts';
import { consolePage } from '../../domain/text/consoleUrl.ts';
import type { ApiError } from '../apiError.ts';
import { isJournalled, namesIn, valueIn, type ExplainContext } from './row.ts';

/** The buttons that rows share; command ids are those of the palette. */
export const button = {
  editConnection: { label: t('Edit Connection…'), command: 'keyrail.editConnection' },
  switchConnection: { label: t('Switch Connection…'), command: 'keyrail.switchConnection' },
  switchWorkspace: {
    label: t('Switch Control-Plane Workspace…'),
    command: 'keyrail.switchWorkspace',
  },
  createWorkspace: {
    label: t('Create Control-Plane Workspace…'),
    command: 'keyrail.createWorkspace',
  },
  bootstrap: { label: t('Bootstrap Baseline'), command: 'keyrail.bootstrapWorkspace' },
  createAccount: { label: t('Create Service Account…'), command: 'keyrail.createServiceAccount' },
  createKey: { label: t('Create Key…'), command: 'keyrail.createKey' },
  importSecret: { label: t('Import Secret…'), command: 'keyrail.importSecret' },
  playground: { label: t('Open Playground'), command: 'keyrail.openPlayground' },
  exportAudit: { label: t('Export Audit Events…'), command: 'keyrail.exportAudit' },
  recordVerification: {
    label: t('Record Verification…'),
    command: 'keyrail.recordVerification',
  },
  recordGoLive: { label: t('Record Go-Live Drill…'), command: 'keyrail.recordGoLive' },
  recover: { label: t('Finish Now'), command: 'keyrail.recover' },
  look: { label: t('Refresh'), command: 'keyrail.refresh' },
  refresh: { label: t('Try Again'), command: 'keyrail.refresh' },
  showLog: { label: t('Show Log'), command: 'keyrail.showLog' },
} as const satisfies Record<string, Remedy>;

/** Rotation of the key that was refused, into the scopes it has and those it lacks. */
export function rotateIntoScope(error: ApiError): Remedy {
  const keyId = valueIn(error, 'api_key_id');
  const missing = namesIn(error, 'required_scopes');
  const scope = [...new Set([...namesIn(error, 'granted_scopes'), ...missing])];
  return {
    label: missing.length > 0 ? t('Rotate into {0}…', missing.join(', ')) : t('Rotate Key…'),
    command: 'keyrail.rotateKey',
    ...(keyId === undefined ? {} : { args: [{ keyId, scope }] }),
  };
}

/** Rotation onto a service account that works. */
export function rebind(_error: ApiError, { keyId }: ExplainContext): Remedy {
  return {
    label: t('Rotate onto Another Service Account…'),
    command: 'keyrail.rotateKey',
    ...(keyId === undefined ? {} : { args: [{ keyId }] }),
  };
}

/** Back to the form that the refused request came from. */
export function keyForm(error: ApiError, { keyId }: ExplainContext): Remedy {
  if (!error.path.endsWith(':rotate')) return button.createKey;
  const args = keyId === undefined ? {} : { args: [{ keyId }] };
  return { label: t('Rotate Key…'), command: 'keyrail.rotateKey', ...args };
}

/** The console's plan page, or the checklist with the usage meters where no console is known. */
export function planPage(error: ApiError, { consoleUrl }: ExplainContext): Remedy {
  const href = valueIn(error, 'upgrade_href') ?? '/settings?intent=upgrade';
  const page = consolePage(consoleUrl, href);
  if (page !== undefined) {
    return { label: t('Open Plan Page'), command: 'vscode.open', args: [page] };
  }
  return {
    label: t('See Usage and Plan'),
    command: 'keyrail.openChecklist',
    args: [{ step: 'usage' }],
  };
}

/** After a change whose fate is unknown: settle it, or look where no journal can. */
export function settleOrLook(error: ApiError): Remedy {
  return isJournalled(error) ? button.recover : button.look;
}

/** The same, and after a read: ask again. */
export function settle(error: ApiError): Remedy {
  return error.mayHaveCommitted ? settleOrLook(error) : button.refresh;
}
