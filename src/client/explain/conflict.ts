import { t } from '@vscode/l10n';
import { amountText, labelOf, metricOfLimit } from '../../domain/firstRun/usagePressure.ts';
import { spanText } from '../../domain/text/spanText.ts';
import type { ApiError } from '../apiError.ts';
import { button, planPage, settleOrLook } from './buttons.ts';
import { isInDoubt } from './fate.ts';
import { valueIn, type Row } from './row.ts';

/** 409 and 429: the request is fine, the moment is not. */
export const conflictRows: readonly Row[] = [
  {
    id: 'idempotency-conflict',
    on: { status: 409, code: 'idempotency_conflict' },
    happened: t('The control plane has already seen this operation with other content.'),
    why: t('An earlier attempt went through, so nothing was done twice.'),
    button: settleOrLook,
    tellsFate: true,
  },
  {
    id: 'key-not-active',
    on: { status: 409, code: 'invalid_state_transition', reason: /active API keys can be rotated/ },
    happened: t('The key cannot be rotated because it is not active any more.'),
    why: t('Revoked and expired keys are history. A new key takes their place.'),
    button: button.createKey,
  },
  {
    id: 'account-not-active',
    on: { status: 409, code: 'invalid_state_transition', reason: /service account is not active/ },
    happened: t('The service account is disabled.'),
    why: t('It can own no new keys, and there is no way to enable it again.'),
    button: button.createAccount,
  },
  {
    id: 'run-already-finished',
    on: { status: 409, code: 'invalid_state_transition', path: /^\/runs\/[^/]+:cancel$/ },
    happened: t('The run cannot be cancelled any more.'),
    why: t('It has already finished or was cancelled before.'),
    button: button.playground,
  },
  {
    id: 'approval-expired',
    on: { status: 409, code: 'invalid_state_transition', path: /^\/approvals\// },
    happened: t('The approval cannot be decided any more.'),
    why: t('It has expired or its run has ended.'),
    button: button.playground,
  },
  {
    id: 'approval-decided',
    on: { status: 409, code: 'approval_already_decided' },
    happened: t('The approval has already been decided.'),
    why: t('Somebody was faster, or an earlier attempt of yours went through.'),
    button: button.playground,
    tellsFate: true,
  },
  {
    id: 'account-name-taken',
    on: { status: 409, code: 'service_account_already_exists' },
    happened: t('A service account of this name exists already.'),
    why: t('Names stay taken for ever, also those of disabled service accounts.'),
    button: button.createAccount,
  },
  {
    id: 'workspace-name-taken',
    on: { status: 409, code: /^workspace_(already_exists|tenant_conflict)$/ },
    happened: t('A control-plane workspace with this short name or tenant exists already.'),
    why: t('Both must be unique: the short name in the organization, the tenant everywhere.'),
    button: button.createWorkspace,
  },
  {
    id: 'plan-without-feature',
    on: { status: 409, code: /^workspace_(feature|plan)_unavailable$/ },
    happened: (error) => {
      const plan = valueIn(error, 'plan_code');
      const feature = valueIn(error, 'feature')?.replaceAll('_', ' ');
      return plan === undefined || feature === undefined
        ? t('The plan of this control-plane workspace does not include this.')
        : t('The plan {0} does not include {1}.', plan, feature);
    },
    why: t('Trying again changes nothing; another plan does.'),
    button: planPage,
  },
  {
    id: 'rate-limited',
    // What starts runs is limited by the control plane itself; else it, or a proxy, is asked too often.
    on: {
      status: 429,
      code: 'rate_limited',
      method: 'POST',
      path: /^\/runs(?:$|\/[^/]+\/replay$)/,
    },
    happened: (error) =>
      t('Too many runs in a minute. Wait {0}.', spanText(error.retryAfterSeconds ?? 60)),
    why: (error) =>
      isInDoubt(error)
        ? t('The control plane limits how fast runs are started.')
        : t('The control plane limits how fast runs are started. Nothing was started this time.'),
    button: button.playground,
  },
  {
    id: 'plan-limit',
    on: { status: 429, code: 'plan_limit_exceeded' },
    happened: (error) =>
      needsMoreThanAllowed(error)
        ? t(
            'This needs {0} tool providers, and the plan allows {1}.',
            valueIn(error, 'providers_required') ?? '?',
            valueIn(error, 'limit') ?? '?',
          )
        : limitReached(error),
    why: (error) => {
      if (needsMoreThanAllowed(error)) {
        return t('Trying again changes nothing; another plan does.');
      }
      // Nothing that ends or begins anew makes room where there is none.
      if (Number(valueIn(error, 'limit') ?? 1) === 0) {
        return t('Trying again changes nothing; another plan does.');
      }
      const ends = limitEnds(metricOf(error));
      return metricOf(error) === undefined ? `${t('It says: {0}.', error.reason)} ${ends}` : ends;
    },
    button: planPage,
  },
];

/** Whether no free place is enough, as for a baseline of two tool providers on a plan of one. */
function needsMoreThanAllowed(error: ApiError): boolean {
  const needed = Number(valueIn(error, 'providers_required'));
  return needed > Number(valueIn(error, 'limit'));
}

/** What the limit is of; a server may name the plan's limit in place of the metric. */
function metricOf(error: ApiError): string | undefined {
  const scope = valueIn(error, 'scope');
  return scope === undefined ? undefined : (metricOfLimit.get(scope) ?? scope);
}

function limitReached(error: ApiError): string {
  const metric = metricOf(error);
  if (metric === undefined) return t('The plan limit is reached.');
  const counted = countedNames.get(metric);
  const { used, limit } = error.details;
  if (typeof used !== 'number' || typeof limit !== 'number') {
    return t('The plan limit is reached: {0}.', counted ?? labelOf(metric));
  }
  return counted === undefined
    ? t('The plan limit is reached: {0}, {1}.', labelOf(metric), amountText(metric, used, limit))
    : t('The plan limit is reached: {0} of {1} {2}.', used, limit, counted);
}

/** Only what is counted by period begins anew with the next one (docs/contract.md, rate and plan limits). */
function limitEnds(metric: string | undefined): string {
  switch (metric) {
    case 'runs_created':
      return t('Trying again changes nothing until the next period or another plan.');
    case 'active_tool_providers':
      return t(
        'Trying again changes nothing until a tool provider is disabled or the plan changes.',
      );
    case 'member_seats':
      return t('Trying again changes nothing until a member leaves or the plan changes.');
    default:
      return t('Trying again changes nothing until less is used or the plan changes.');
  }
}

// A map, because the names come from a server: `constructor` must not find anything.
const countedNames: ReadonlyMap<string, string> = new Map([
  ['runs_created', t('runs in this period')],
  ['active_tool_providers', t('tool providers, and more are needed')],
  ['member_seats', t('member seats')],
]);
