import { t } from '@vscode/l10n';
import type { Plan } from '../../wire/plans.ts';
import {
  usageMetric,
  type BillingSummary,
  type Usage,
  type UsageMetric,
} from '../../wire/usage.ts';
import { grouped } from '../text/grouped.ts';

/**
 * How much of a metric's limit is used. It informs; nothing in Keyrail is refused because of it.
 */
export interface Pressure {
  /** The server's metric name, as it is. */
  readonly metric: string;
  readonly label: string;
  readonly used: number;
  /** `null` is unlimited. */
  readonly limit: number | null;
  /** used / limit, may exceed 1; `null` when unlimited. */
  readonly ratio: number | null;
  /** `blocked`: the server refuses the next one. `high`: from 80 % on. */
  readonly level: 'unlimited' | 'ok' | 'high' | 'blocked';
  /** `12 of 20,000`, `3.1 MB, unlimited`. */
  readonly text: string;
}

// Maps, because the names come from a server: `constructor` must not find anything.
const labels: ReadonlyMap<string, string> = new Map([
  ['runs_created', t('Runs created')],
  ['artifact_storage_bytes', t('Artifact storage')],
  ['active_tool_providers', t('Active tool providers')],
]);

/**
 * The plan's limits have other names than the metrics that count against them (docs/contract.md,
 * Usage).
 */
export const metricOfLimit: ReadonlyMap<string, string> = new Map([
  ['runs_per_month', 'runs_created'],
  ['tool_providers', 'active_tool_providers'],
]);

/** One metric; the server blocks at `used >= limit`, where its own `over_limit` still says no. */
export function pressureOf(metric: string, { used, limit }: UsageMetric): Pressure {
  const cap = limit === null || limit < 0 ? null : limit;
  const base = { metric, label: labelOf(metric), used, limit: cap };
  if (cap === null) {
    const text = t('{0}, unlimited', amountOf(metric)(used));
    return { ...base, ratio: null, level: 'unlimited', text };
  }
  // A limit of nothing is fully used from the start.
  const ratio = cap === 0 ? 1 : used / cap;
  return {
    ...base,
    ratio,
    level: used >= cap ? 'blocked' : ratio >= 0.8 ? 'high' : 'ok',
    text: amountText(metric, used, cap),
  };
}

/** What a person calls a metric. */
export function labelOf(metric: string): string {
  return labels.get(metric) ?? words(metric);
}

/** `12 of 20,000`, `3.1 MB of 5 MB`. */
export function amountText(metric: string, used: number, limit: number): string {
  const amount = amountOf(metric);
  return t('{0} of {1}', amount(used), amount(limit));
}

function amountOf(metric: string): (value: number) => string {
  return metric.endsWith('_bytes') ? bytes : grouped;
}

/** All metrics the server sent, the tightest first; one of an unknown shape is left out. */
export function usagePressure(usage: Usage): Pressure[] {
  return Object.entries(usage.metrics)
    .flatMap(([metric, value]) => {
      const read = usageMetric.safeParse(value);
      return read.success ? [pressureOf(metric, read.data)] : [];
    })
    .sort((a, b) => (b.ratio ?? -1) - (a.ratio ?? -1));
}

/**
 * What the control plane refuses where this limit is reached; nothing where it is not known to refuse
 * anything, as for storage.
 *
 * @param periodEnd ISO 8601 UTC: the last moment of the period, after which what is counted by it begins
 *   at 0 again
 * @param now by the control plane's clock
 */
export function limitEffect(
  { metric, level, limit }: Pick<Pressure, 'metric' | 'level' | 'limit'>,
  periodEnd: string,
  now: Date,
): string | undefined {
  const isReached = level === 'blocked';
  if (!isReached && level !== 'high') return undefined;
  switch (metric) {
    case 'runs_created':
      if (!isReached) return t('Once the limit is reached, runs are refused, with every key.');
      return limit === 0
        ? t('Runs are refused until the plan changes, with every key.')
        : runsRefused(dayAfter(periodEnd, now));
    case 'active_tool_providers':
      return isReached
        ? t('Another tool provider is refused until one is disabled or the plan changes.')
        : t('Once the limit is reached, another tool provider is refused.');
    case 'member_seats':
      return isReached
        ? t('Another member is refused until one leaves or the plan changes.')
        : t('Once the limit is reached, another member is refused.');
    default:
      return undefined;
  }
}

function runsRefused(until: string | undefined): string {
  return until === undefined
    ? t('Runs are refused until the next period or another plan, with every key.')
    : t('Runs are refused until {0} or another plan, with every key.', until);
}

/** The first day of the next period; none where the one that the server names is over or is no time. */
function dayAfter(periodEnd: string, now: Date): string | undefined {
  // It ends a millisecond, or a second, before the next one begins.
  const next = new Date(Date.parse(periodEnd) + 1000);
  return next > now ? next.toISOString().slice(0, 10) : undefined;
}

export interface PlanLimit {
  /** The plan's name for it. */
  readonly name: string;
  /** The usage metric that counts against it, where there is one. */
  readonly metric: string | undefined;
  /** `null` is unlimited (-1 on the wire). */
  readonly limit: number | null;
}

/** The plan's own limits, joined to metric names. */
export function planLimits(plan: Plan): PlanLimit[] {
  return Object.entries(plan.limits).flatMap(([name, limit]) =>
    typeof limit === 'number' || limit === null
      ? [
          {
            name,
            metric: metricOfLimit.get(name),
            limit: limit === null || limit < 0 ? null : limit,
          },
        ]
      : [],
  );
}

export interface BillingPosture {
  readonly tone: 'positive' | 'warning' | 'neutral';
  readonly label: string;
  readonly description: string;
}

const tones = ['positive', 'warning', 'neutral'] as const;

/** Plan and billing as a tone and two texts of the server; an unknown tone is neutral. */
export function billingPosture(billing: BillingSummary | null): BillingPosture | undefined {
  if (billing === null) return undefined;
  const { status_tone, status_label: label, description } = billing;
  const tone = tones.find((known) => known === status_tone) ?? 'neutral';
  return { tone, label, description };
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

function bytes(value: number): string {
  let size = value;
  let unit = 0;
  while (size >= 1000 && unit < byteUnits.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${grouped(size, 1)} ${byteUnits[unit] ?? 'B'}`;
}

/** `member_seats` → `Member seats`. */
function words(metric: string): string {
  const text = metric.replaceAll('_', ' ').trim();
  return text === '' ? metric : text.charAt(0).toUpperCase() + text.slice(1);
}
