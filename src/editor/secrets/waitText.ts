import { t } from '@vscode/l10n';
import type { WaitsFor } from '../../lifecycle/model/events.ts';

/** A sentence on what an operation waits for, to go on by itself or by a word of the person. */
export function waitText(reason: WaitsFor): string {
  return waits[reason];
}

const waits: Readonly<Record<WaitsFor, string>> = {
  server: t('Keyrail waits for an answer from the control plane.'),
  permission: t('Keyrail waits until you are allowed to do it again.'),
  connection: t('Keyrail waits until its connection can be used again.'),
  vault: t('Keyrail waits until this editor’s key store works again.'),
  disk: t('Keyrail waits until the disk can be written.'),
  due: t('Keyrail waits for the moment at which the old key ends.'),
  persistence: t(
    'Restart VS Code once (in a browser: its server). That shows whether this machine keeps the new secret, and Keyrail goes on by itself.',
  ),
  grace: t('Keyrail waits for you to say when the old key ends.'),
  places: t('Keyrail waits for you: some places could not be rewritten.'),
  'second-copy': t('Keyrail waits for you: a second copy of the secret could not be made.'),
  'old-in-use': t('Keyrail waits because a place still holds the old value.'),
  replacement: t('Keyrail waits because the new key cannot take over any more.'),
  loan: t('Keyrail waits for the end of the loan.'),
  paused: t('Keyrail waits for you: it was stopped half way.'),
};

/** The same in a few words, for a row. */
export function waitReason(reason: WaitsFor): string {
  return reasons[reason];
}

const reasons: Readonly<Record<WaitsFor, string>> = {
  server: t('no answer from the control plane'),
  permission: t('it is not allowed now'),
  connection: t('its connection cannot be used'),
  vault: t('the key store does not work'),
  disk: t('the disk cannot be written'),
  due: t('its time has not come'),
  persistence: t('a restart is needed'),
  grace: t('you have not said when'),
  places: t('places could not be rewritten'),
  'second-copy': t('its second copy could not be made'),
  'old-in-use': t('a place still holds it'),
  replacement: t('the new key cannot take over'),
  loan: t('the loan goes on'),
  paused: t('it was stopped half way'),
};

/** What a person calls an operation of the journal. */
export const operationNames = {
  issue: t('key creation'),
  rotate: t('rotation'),
  overlap: t('rotation with overlap'),
  revoke: t('revocation'),
  lend: t('loan'),
  panic: t('revoke and wipe'),
  close: t('clean-up'),
} as const;
