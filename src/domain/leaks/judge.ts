import { t } from '@vscode/l10n';
import { assertNever } from '../errors.ts';
import { isUsable, type EffectiveStatus } from '../keys/keyStatus.ts';
import { statusLabels } from '../keys/statusText.ts';

/** Whose value was found; never the value. */
export type LeakOwner =
  | {
      readonly kind: 'own';
      readonly keyId: string;
      readonly label: string;
      readonly keyPrefix: string;
      readonly status: EffectiveStatus;
    }
  /**
   * Begins like the secret of a key that is listed here, and nothing more is known: whoever lists it may
   * have taken the beginning from somebody else's.
   */
  | {
      readonly kind: 'alike';
      readonly keyId: string;
      readonly label: string;
      readonly keyPrefix: string;
      readonly status: EffectiveStatus;
    }
  /** Of a key that this machine knows from another connection or control-plane workspace. */
  | { readonly kind: 'elsewhere'; readonly keyPrefix: string }
  /** In our shape, and not among the keys that are known. */
  | { readonly kind: 'unknown'; readonly keyPrefix: string }
  /** Of another service; `format` is the name of the rule that knows it. */
  | { readonly kind: 'foreign'; readonly format: string };

export interface Judgement {
  readonly severity: 'error' | 'warning' | 'hint';
  readonly code: 'live-key' | 'dead-key' | 'unknown-key' | 'foreign-secret';
  readonly sentence: string;
}

/** True where the control plane may accept the value, as far as is known. */
export function isLive(owner: LeakOwner): boolean {
  return owner.kind !== 'own' || mayBeUsed(owner.status);
}

/** True where the control plane may accept the key's secret, as far as is known. */
export function mayBeUsed(status: EffectiveStatus): boolean {
  return isUsable(status) || status.kind === 'needs-review';
}

/** What a value in a text is worth saying. `tracked`: by git, so that it is committed or will be. */
export function judge(owner: LeakOwner, tracked: boolean): Judgement {
  switch (owner.kind) {
    case 'own':
      return judgeOwn(owner, tracked);
    case 'alike':
      return {
        severity: tracked ? 'error' : 'warning',
        code: 'unknown-key',
        sentence: t(
          'This begins like the secret of {0}, and this editor has no copy to compare it with. Read it from the environment instead, and rotate its key.',
          ownerName(owner),
        ),
      };
    case 'elsewhere':
      return {
        severity: tracked ? 'error' : 'warning',
        code: 'live-key',
        sentence: t(
          'This is the secret of {0}, a key of another connection or control-plane workspace of yours. Read it from the environment instead, and rotate the key there.',
          owner.keyPrefix,
        ),
      };
    case 'unknown':
      return {
        severity: 'warning',
        code: 'unknown-key',
        sentence: t(
          'This has the shape of a secret ({0}), of a key that is not among yours here. Read it from the environment instead, and revoke the key if nobody knows it.',
          owner.keyPrefix,
        ),
      };
    case 'foreign':
      return {
        severity: 'warning',
        code: 'foreign-secret',
        sentence: t(
          'This looks like a secret of another service ({0}). Read it from the environment instead, and rotate it there.',
          owner.format,
        ),
      };
    default:
      return assertNever(owner);
  }
}

function judgeOwn(owner: LeakOwner & { readonly kind: 'own' }, tracked: boolean): Judgement {
  const { status } = owner;
  const name = ownerName(owner);
  const stands = statusLabels[status.kind];
  if (!isLive(owner)) {
    return {
      severity: 'hint',
      code: 'dead-key',
      sentence: t(
        'This was the secret of {0}. Effective status: {1}. It opens nothing any more and can be taken out.',
        name,
        stands,
      ),
    };
  }
  if (tracked) {
    return {
      severity: 'error',
      code: 'live-key',
      sentence: t(
        'The secret of {0} stands in a file that git tracks. Effective status: {1}. Read it from the environment instead, then rotate the key.',
        name,
        stands,
      ),
    };
  }
  return {
    severity: 'warning',
    code: 'live-key',
    sentence: t(
      'The secret of {0} stands here in plain text. Effective status: {1}. Read it from the environment instead.',
      name,
      stands,
    ),
  };
}

/** What the owner of a secret is called, with the prefix that tells it from others of its name. */
export function ownerName({
  label,
  keyPrefix,
}: Readonly<Record<'label' | 'keyPrefix', string>>): string {
  return label === keyPrefix ? label : `${label} (${keyPrefix})`;
}
