import type { Remedy } from '../../domain/errors.ts';
import { consolePage } from '../../domain/text/consoleUrl.ts';
import type { ApiError } from '../apiError.ts';
import { namesIn, valueIn, type ExplainContext } from './row.ts';

/** The buttons that rows share; command ids are those of the palette. */
export const button = {
  editConnection: { label: 'Edit connection…', command: 'keyrail.editConnection' },
  switchConnection: { label: 'Switch connection…', command: 'keyrail.switchConnection' },
  switchWorkspace: { label: 'Switch workspace…', command: 'keyrail.switchWorkspace' },
  createWorkspace: { label: 'Create workspace…', command: 'keyrail.createWorkspace' },
  bootstrap: { label: 'Bootstrap workspace', command: 'keyrail.bootstrapWorkspace' },
  createAccount: { label: 'Create service account…', command: 'keyrail.createServiceAccount' },
  createKey: { label: 'Create key…', command: 'keyrail.createKey' },
  importSecret: { label: 'Import secret…', command: 'keyrail.importSecret' },
  playground: { label: 'Open playground', command: 'keyrail.openPlayground' },
  exportAudit: { label: 'Export audit…', command: 'keyrail.exportAudit' },
  recordVerification: {
    label: 'Record verification…',
    command: 'keyrail.recordVerification',
  },
  recordGoLive: { label: 'Record go-live…', command: 'keyrail.recordGoLive' },
  recover: { label: 'Recover', command: 'keyrail.recover' },
  refresh: { label: 'Try again', command: 'keyrail.refresh' },
  showLog: { label: 'Show log', command: 'keyrail.showLog' },
} as const satisfies Record<string, Remedy>;

/** Rotation of the key that was refused, into the scopes it has and those it lacks. */
export function rotateIntoScope(error: ApiError): Remedy {
  const keyId = valueIn(error, 'api_key_id');
  const missing = namesIn(error, 'required_scopes');
  const scope = [...new Set([...namesIn(error, 'granted_scopes'), ...missing])];
  return {
    label: missing.length > 0 ? `Rotate into ${missing.join(', ')}…` : 'Rotate key…',
    command: 'keyrail.rotateKey',
    ...(keyId === undefined ? {} : { args: [{ keyId, scope }] }),
  };
}

/** Rotation onto a service account that works. */
export function rebind(_error: ApiError, { keyId }: ExplainContext): Remedy {
  return {
    label: 'Rotate onto another service account…',
    command: 'keyrail.rotateKey',
    ...(keyId === undefined ? {} : { args: [{ keyId }] }),
  };
}

/** Back to the form that the refused request came from. */
export function keyForm(error: ApiError, { keyId }: ExplainContext): Remedy {
  if (!error.path.endsWith(':rotate')) return button.createKey;
  const args = keyId === undefined ? {} : { args: [{ keyId }] };
  return { label: 'Rotate key…', command: 'keyrail.rotateKey', ...args };
}

/** The console's plan page, or the checklist with the usage meters where no console is known. */
export function planPage(error: ApiError, { consoleUrl }: ExplainContext): Remedy {
  const href = valueIn(error, 'upgrade_href') ?? '/settings?intent=upgrade';
  const page = consolePage(consoleUrl, href);
  if (page !== undefined) {
    return { label: 'Open plan page', command: 'vscode.open', args: [page] };
  }
  return { label: 'See usage and plan', command: 'keyrail.openChecklist' };
}

/** After a change whose fate is unknown: settle it; after a read: ask again. */
export function settle(error: ApiError): Remedy {
  return error.mayHaveCommitted ? button.recover : button.refresh;
}
