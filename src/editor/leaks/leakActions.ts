import { t } from '@vscode/l10n';
import {
  CodeAction,
  CodeActionKind,
  CodeActionTriggerKind,
  type CodeActionContext,
  type CodeActionProvider,
  type Command,
  type Range,
  type TextDocument,
} from 'vscode';
import type { Refusal } from '../../domain/leaks/change.ts';
import { isLive, mayBeUsed } from '../../domain/leaks/judge.ts';
import { isSecretFileName } from '../../dotenv/envFileName.ts';
import { envFileName } from '../env/envTarget.ts';
import { usualVariable, type KeepParts } from './keepSecret.ts';
import { ownArgument } from '../ownArguments.ts';
import type { Leak } from './leak.ts';
import type { LeakGuard } from './leakGuard.ts';
import { diagnosticSource } from './shownLeaks.ts';
import { planAccess } from './accessPlan.ts';

/** What can be done about a value where it stands. */
export const leakFixes = ['environment', 'placeholder', 'ignore-file', 'not-a-secret'] as const;
export type LeakFix = (typeof leakFixes)[number];

/** One thing that can be done, in words. */
export interface OfferedFix {
  readonly title: string;
  readonly command: string;
  readonly argument: object;
  readonly preferred?: true;
}

/** Quick fixes where a secret stands; each is a command that finds the value again by its place. */
export function createLeakActions(guard: LeakGuard, parts: KeepParts): CodeActionProvider {
  return {
    async provideCodeActions(
      document: TextDocument,
      range: Range,
      { diagnostics, only, triggerKind }: CodeActionContext,
    ) {
      // A folder's settings may have VS Code apply all of a kind at each save (`editor.codeActionsOnSave`).
      // The light bulb asks for no kind, and a person's key press is no automatic one.
      if (only && triggerKind === CodeActionTriggerKind.Automatic) return [];
      const ours = diagnostics.filter(({ source }) => source === diagnosticSource);
      if (ours.length === 0) return [];
      const leaks = await guard.leaksOf(document);
      const actions: CodeAction[] = [];
      for (const leak of leaks) {
        if (!leak.range.intersection(range)) continue;
        for (const { title, command, argument, preferred } of await offerFixes(
          parts,
          document,
          leak,
        )) {
          const action = new CodeAction(title, CodeActionKind.QuickFix);
          action.command = { title, command, arguments: [ownArgument(argument)] } satisfies Command;
          action.diagnostics = ours.filter((each) => each.range.isEqual(leak.range));
          action.isPreferred = preferred === true;
          actions.push(action);
        }
      }
      return actions;
    },
  };
}

/** Everything that is right for this leak in this place, the best first. */
export async function offerFixes(
  parts: KeepParts,
  document: TextDocument,
  leak: Leak,
): Promise<readonly OfferedFix[]> {
  const { owner, range, tracked } = leak;
  const { line, character } = range.start;
  const here = (fix: LeakFix) => ({
    command: 'keyrail.fixLeak',
    argument: { file: document.uri.toString(), line, character, fix },
  });
  const fixes: OfferedFix[] = [];
  // What direnv sources is a program too, and belongs into git where the secret does not.
  if (isSecretFileName(document.uri.path) && !(tracked && document.uri.path.endsWith('/.envrc'))) {
    const ignorable = document.uri.scheme === 'file' && !tracked;
    if (ignorable) fixes.push({ title: t('Have git ignore this file…'), ...here('ignore-file') });
  } else if (leak.form !== 'encoded') {
    // What stands there in a code belongs to more than the value.
    const plan = await planAccess(parts, document, document.getText(), leak);
    if ('refused' in plan) {
      const name = `<${usualVariable(document.uri, owner)}>`;
      fixes.push({ title: placeholderTitle(name, plan.refused), ...here('placeholder') });
    } else {
      const { access, home } = plan;
      const keeps = isLive(owner) && !home.isThere && home.target;
      const title = planTitle(access, home.variable, keeps ? envFileName(keeps) : undefined);
      fixes.push({ title, ...here('environment'), preferred: true });
    }
  }
  if ((owner.kind === 'own' || owner.kind === 'alike') && mayBeUsed(owner.status)) {
    const { keyId, label } = owner;
    const row = { keyId };
    fixes.push(
      {
        title: t('Rotate {0} with Overlap…', label),
        command: 'keyrail.rotateKeyWithOverlap',
        argument: row,
      },
      { title: t('Rotate {0} Now…', label), command: 'keyrail.rotateKey', argument: row },
      { title: t('Revoke {0}…', label), command: 'keyrail.revokeKey', argument: row },
    );
  }
  fixes.push({ title: t('Not a secret'), ...here('not-a-secret') });
  return fixes;
}

function planTitle(access: string | undefined, variable: string, keptIn: string | undefined) {
  if (access !== undefined) {
    return keptIn === undefined
      ? t('Read it from {0}', access)
      : t('Read it from {0}, and keep the secret in {1}', access, keptIn);
  }
  return keptIn === undefined
    ? t('Take out this line, which itself defines {0}', variable)
    : t(
        'Take out this line, which itself defines {0}, and keep the secret in {1}',
        variable,
        keptIn,
      );
}

/** In one line what helps, and why nothing better does. */
function placeholderTitle(name: string, refused: Refusal): string {
  switch (refused) {
    case 'constant':
      return t('Put {0} in its place: only a constant may stand here', name);
    case 'defines-itself':
      return t('Put {0} in its place: the variable itself is defined here', name);
    case 'in-page':
      return t('Put {0} in its place: every visitor reads what a page is given', name);
    case 'out-of-reach':
      return t('Put {0} in its place', name);
  }
}
