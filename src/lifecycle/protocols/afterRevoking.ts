import { conclude } from '../drive/conclude.ts';
import type { Outcome } from '../drive/outcome.ts';
import { findEntry, resume } from '../drive/resume.ts';
import type { LifecycleContext } from '../context.ts';

/**
 * Looks at once at the overlap whose old or new key was just revoked, which would else wait for its time:
 * `retired` after the old one, `superseded` after the new one, whose old key stays. It ends no key that
 * the control plane does not list as ended or due.
 */
export async function afterRevoking(
  lifecycle: LifecycleContext,
  { connectionId, keyId }: { readonly connectionId: string; readonly keyId: string },
): Promise<Outcome> {
  const entry = await findEntry(
    lifecycle,
    ({ connectionId: of, step, old, issued }) =>
      of === connectionId &&
      step === 'retiring' &&
      (old?.keyId === keyId || issued?.keyId === keyId),
  );
  if (!entry) return { kind: 'nothing-to-do' };
  const run = await resume(lifecycle, entry);
  return 'kind' in run ? run : conclude(run);
}
