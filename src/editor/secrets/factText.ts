import { t } from '@vscode/l10n';
import { assertNever, type Remedy } from '../../domain/errors.ts';
import type { Fact, WaitsFor } from '../../lifecycle/drive/facts.ts';

/** What the person is told of something that happened beside a command. */
export interface FactText {
  /** `log`: worth a line in the log only. */
  readonly level: 'log' | 'info' | 'warning';
  readonly sentence: string;
  readonly remedies: readonly Remedy[];
}

const show: Remedy = { label: 'Show keys', command: 'keyrail.apiKeys.focus' };

/** `name` turns a key id into what the person calls the key. */
export function factText(fact: Fact, name: (keyId: string) => string): FactText {
  switch (fact.kind) {
    case 'finished':
      return told(
        'info',
        fact.keyId === undefined
          ? 'Keyrail finished what had been interrupted.'
          : `Keyrail finished what had been interrupted. The secret of ${name(fact.keyId)} is kept.`,
        [show],
      );
    case 'lost-and-replaced':
      return told(
        'info',
        `The answer with a new secret was lost on the way. Nobody had that secret, so Keyrail rotated the key at once: ${name(fact.keyId)} takes its place, and its secret is kept.`,
        [show],
      );
    case 'ended-unowned':
      return told('info', `${name(fact.keyId)} was revoked: ${endings[fact.because]}`, [show]);
    case 'suspect':
      return told(
        'warning',
        `The key ${name(fact.keyId)} looks like one that a lost request made late. Revoke it if you do not know it.`,
        [{ label: 'Revoke key', command: 'keyrail.revokeKey', args: [{ keyId: fact.keyId }] }],
      );
    case 'not-made':
      return told(
        'warning',
        `An interrupted ${operationNames[fact.operation]} did not take place, and the control plane refuses it now (${fact.code}).`,
        [show],
      );
    case 'waiting':
      return told('log', `${fact.operation} ${fact.operationId} waits: ${waitText(fact.for)}.`);
    case 'retired':
      return told(
        'info',
        `The old key ${name(fact.keyId)} is retired. ${name(fact.replacementId)} has taken over.`,
        [show],
      );
    case 'loan-ended':
      return told('info', t('The loan of {0} is over. The key is revoked.', name(fact.keyId)), [
        show,
      ]);
    case 'panic-finished':
      return told(
        'info',
        t(
          'The panic is finished: {0} revoked, and no local copy is left.',
          fact.keyIds.map(name).join(', '),
        ),
        [show],
      );
    case 'copies-missing':
      return told(
        'warning',
        `This editor no longer has the secret of ${fact.keyIds.map(name).join(', ')}. Its key store was emptied.`,
        [
          { label: 'Rotate key', command: 'keyrail.rotateKey' },
          { label: 'Import secret', command: 'keyrail.importSecret' },
        ],
      );
    case 'journal-behind':
      return told(
        'warning',
        `The journal of an operation could not be written (${fact.reason}). The operation went on; free some disk space.`,
      );
    case 'unreadable-entry':
      return told(
        'warning',
        `A journal entry (${fact.operationId}) was written by another version of Keyrail and is left alone.`,
      );
    case 'ledger-behind':
      return told('warning', `The ledger could not be written: ${fact.reason}.`);
    default:
      return assertNever(fact);
  }
}

/** What an operation waits for, to go on by itself or by a word of the person. */
export function waitText(reason: WaitsFor): string {
  return waits[reason];
}

const waits: Readonly<Record<WaitsFor, string>> = {
  server: 'for an answer of the control plane',
  permission: 'until you are allowed to do it again',
  connection: 'until its connection can be used again',
  vault: 'until this editor’s key store works again',
  disk: 'until the disk can be written',
  due: 'for the moment at which the old key ends',
  persistence: 'until this machine has shown that it keeps secrets over a restart',
  grace: 'for you to say when the old key ends',
  places: 'for you: some placements could not be rewritten',
  'old-in-use': 'because a placement still holds the old value',
  replacement: 'because the new key cannot take over any more',
  loan: 'for the end of the loan',
  paused: 'for you: it was stopped half way',
};

const endings = {
  'secret-lost': 'its secret was lost with an answer, and it could not be rotated.',
  'given-up': 'the operation that made it was given up.',
  'late-commit': 'a lost request had made it late, and nobody had its secret.',
  'proof-refused': 'it was not accepted when it was tried. Nothing else has changed.',
  'not-as-asked': 'the control plane made it wider, or longer-lived, than a loan may be.',
} as const;

const operationNames = {
  issue: 'key creation',
  rotate: 'rotation',
  overlap: 'rotation with overlap',
  revoke: 'revocation',
  lend: 'loan',
  panic: 'panic',
  close: 'clean-up',
} as const;

function told(
  level: FactText['level'],
  sentence: string,
  remedies: readonly Remedy[] = [],
): FactText {
  return { level, sentence, remedies };
}
