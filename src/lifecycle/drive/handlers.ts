import type { OpenStep, Operation } from '../model/operations.ts';
import type { Handler } from '../steps/run.ts';
import { askForKey } from '../steps/askForKey.ts';
import { endTheKey, finishClose, nameTheKey } from '../steps/close.ts';
import { askForLoan, endLoan, finishLoan } from '../steps/lend.ts';
import { finishPanic, revokeAll, wipeCopies } from '../steps/panic.ts';
import { finishIssue, finishRotation } from '../steps/finish.ts';
import { keepSecret } from '../steps/keepSecret.ts';
import { proveNewKey } from '../steps/prove.ts';
import { beginRetiring, endOldKey, finishRetiring } from '../steps/retire.ts';
import { copiesFirst } from '../steps/secondCopies.ts';
import { askToRevoke, finishRevoke } from '../steps/revoke.ts';
import { rewritePlaces } from '../steps/rewritePlaces.ts';

/** The work that leads from each step to the next. A first run and a recovery do the same. */
const handlers: { readonly [O in Operation]: Readonly<Record<OpenStep<O>, Handler>> } = {
  issue: {
    asked: askForKey,
    answered: keepSecret,
    kept: copiesFirst(finishIssue),
    copied: finishIssue,
  },
  rotate: {
    asked: askForKey,
    answered: keepSecret,
    kept: rewritePlaces,
    placed: copiesFirst(finishRotation),
    copied: finishRotation,
  },
  overlap: {
    asked: askForKey,
    answered: keepSecret,
    kept: copiesFirst(proveNewKey),
    copied: proveNewKey,
    proven: rewritePlaces,
    placed: beginRetiring,
    retiring: endOldKey,
    retired: finishRetiring,
  },
  revoke: { asked: askToRevoke, revoked: finishRevoke },
  lend: { asked: askForLoan, lent: endLoan, ended: finishLoan },
  panic: { asked: wipeCopies, wiped: revokeAll, revoked: finishPanic },
  close: { closing: nameTheKey, named: endTheKey, ended: finishClose },
};

export function handlerOf(operation: Operation, step: OpenStep): Handler {
  const ofOperation: Readonly<Partial<Record<OpenStep, Handler>>> = handlers[operation];
  const handler = ofOperation[step];
  if (!handler) throw new Error(`${operation} has no step ${step}.`);
  return handler;
}
