import { t } from '@vscode/l10n';
import type { PlaygroundState } from '../src/panels/protocol/playground.ts';
import { button } from './button.ts';
import { h, region } from './dom.ts';
import { filled } from './filled.ts';
import { dayAndTime } from './moments.ts';
import { tellWritten } from './tellWritten.ts';

type Approval = NonNullable<PlaygroundState['approval']>;
type Decision = 'approved' | 'rejected';

export interface ApprovalCard {
  readonly element: HTMLElement;
  /** `written` is the comment that was begun for it; the page takes it over with the approval. */
  show(approval: Approval | null, written: string, busy: boolean, force: boolean): void;
}

/** What a run waits for and who decides it. The comment is the person's: no redraw takes it away. */
export function createApprovalCard(
  decide: (decision: Decision, comment: string) => Promise<void>,
  find: () => Promise<void>,
  keep: (approvalId: string, comment: string) => void,
): ApprovalCard {
  const words = h('div', { class: 'words' });
  const comment = h('input', { id: 'comment', type: 'text', maxlength: 2000, autocomplete: 'off' });
  const field = h(
    'div',
    { class: 'field' },
    h('label', { for: 'comment' }, t('Comment (kept with the decision)')),
    comment,
  );
  const buttons = h('div', { class: 'buttons' });
  let shown: string | undefined;
  tellWritten(comment, () => {
    if (shown !== undefined) keep(shown, comment.value);
  });

  const drawWords = region(words, (approval: Approval | null) => {
    if (!approval) return [];
    const { asks, policy, expiresAt, by, why } = approval;
    const until = expiresAt === null ? null : dayAndTime(expiresAt);
    return [
      h('h2', { id: 'approval' }, t('Waits for an approval')),
      h('p', {}, asks),
      (policy !== null || until !== null) &&
        h(
          'p',
          { class: 'quiet' },
          [
            policy === null ? '' : t('Policy {0}', policy),
            until === null ? '' : t('open until {0}', until),
          ]
            .filter(Boolean)
            .join(', '),
        ),
      by !== null && h('p', {}, ...filled(t('You decide with the key {0}.'), h('strong', {}, by))),
      why !== null && h('p', {}, why),
    ];
  });
  const drawButtons = region(
    buttons,
    ({ by, action, busy }: Pick<Approval, 'by' | 'action'> & { busy: boolean }) =>
      by !== null
        ? (['approved', 'rejected'] as const).map((decision) =>
            button(
              decision === 'approved' ? t('Approve') : t('Reject'),
              () => decide(decision, comment.value),
              { name: decision, primary: decision === 'approved', disabled: busy },
            ),
          )
        : action === null
          ? []
          : [button(action, find, { name: 'find-approver', primary: true, disabled: busy })],
  );

  return {
    element: h(
      'section',
      { class: 'card approval', 'aria-labelledby': 'approval' },
      words,
      field,
      buttons,
    ),
    show(approval, written, busy, force) {
      if (approval?.id !== shown) comment.value = written;
      shown = approval?.id;
      drawWords(approval, force);
      drawButtons({ by: approval?.by ?? null, action: approval?.action ?? null, busy }, force);
      field.hidden = approval?.by == null;
    },
  };
}
