import { t } from '@vscode/l10n';
import type { FirstRunPage } from './firstRun.ts';
import type { StepState } from './firstRunState.ts';
import { readySteps, type DrillState } from './goLiveDrill.ts';
import { codeText, plainText, table } from '../text/markdown.ts';

/** A decision about a place that a rotation could not update, and what it rested on. */
export interface PlaceDecided {
  readonly at: string;
  readonly keyPrefix: string;
  /** As people read it: `app/.env, KEY`. */
  readonly place: string;
  readonly how: 'by-hand' | 'gone' | 'end-anyway' | 'overwrite';
  /** Of both keys, as it was known then; `undefined` where nobody wrote it down. */
  readonly lastUse: { readonly old: string | null; readonly next: string | null } | undefined;
}

/** That a program was given the secret of a key. */
export interface DeliveredTo {
  readonly at: string;
  readonly keyPrefix: string;
  /** As people read it: `pass: app/KEY`. */
  readonly place: string;
}

const stepStates: Readonly<Record<StepState, string>> = {
  done: t('Done'),
  now: t('To do now'),
  attention: t('Needs attention'),
  blocked: t('Blocked'),
};

/** A row a step: its state, and the facts that prove it. */
export function stepTable({ steps }: FirstRunPage): string {
  return table(
    [t('Step'), t('State'), t('What proves it, or why not')],
    steps.map(({ title, state, facts, why }) => [
      title,
      stepStates[state],
      [...facts, ...(why === undefined ? [] : [why])].map(plainText).join('; '),
    ]),
  );
}

const drillStates: Readonly<Record<DrillState, string>> = {
  ready: t('Ready'),
  attention: t('Needs attention'),
  pending: t('Pending'),
};

/** A row a step of the drill, under its phase. */
export function drillTable({ drill }: FirstRunPage): string {
  return table(
    [t('Phase'), t('Step'), t('State'), t('Read from')],
    drill.flatMap((phase) =>
      phase.steps.map(({ title, state, says }, index) => [
        index === 0
          ? t('{0} ({1} of {2})', phase.title, readySteps(phase), phase.steps.length)
          : '',
        title,
        drillStates[state],
        plainText(says),
      ]),
    ),
  );
}

const decided: Readonly<Record<PlaceDecided['how'], string>> = {
  'by-hand': t('Updated by hand, as the person said'),
  gone: t('Gone, as the person said'),
  'end-anyway': t('Not waited for, as the person said'),
  overwrite: t('A change of somebody else overwritten, as the person said'),
};

/** A row a decision, with the last use of both keys as it was known then. */
export function decisionTable(decisions: readonly PlaceDecided[]): string {
  const used = (at: string | null | undefined) =>
    at === undefined ? t('not known') : at === null ? t('never') : time(at);
  return table(
    [
      t('When (UTC)'),
      t('Old key'),
      t('Place'),
      t('Decision'),
      t('Last use of the old key'),
      t('Last use of the new key'),
    ],
    decisions.map(({ at, keyPrefix, place, how, lastUse }) => [
      time(at),
      codeText(keyPrefix),
      plainText(place),
      decided[how],
      used(lastUse?.old),
      used(lastUse?.next),
    ]),
  );
}

/** A row a delivery; what it gave is known by its prefix alone. */
export function deliveryTable(deliveries: readonly DeliveredTo[]): string {
  return table(
    [t('When (UTC)'), t('Key'), t('Program')],
    deliveries.map(({ at, keyPrefix, place }) => [time(at), codeText(keyPrefix), plainText(place)]),
  );
}

/** `2026-11-23T12:00:00.000Z` to the second; anything else as it came. */
export function time(iso: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(iso)
    ? iso.replace(/\.\d+Z$/, 'Z').replace('T', ' ')
    : plainText(iso);
}
