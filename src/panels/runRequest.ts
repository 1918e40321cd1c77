import { t } from '@vscode/l10n';
import { isDemoRun } from '../domain/firstRun/demoRun.ts';
import { findInAnyForm } from '../domain/secrets/anyForm.ts';
import { createRunBody, type CreateRunBody } from '../wire/runs.ts';

export type ReadRequest =
  | { readonly valid: true; readonly body: CreateRunBody; readonly counts: boolean }
  /** `body`: what can be sent all the same, to be refused by the server. */
  | { readonly valid: false; readonly reason: string; readonly body?: CreateRunBody };

/** Reads what the person wrote as the body of a run of this control-plane workspace. */
export function readRunRequest(text: string, workspaceSlug: string): ReadRequest {
  if (findInAnyForm(text).length > 0) {
    return {
      valid: false,
      reason: t(
        'The request holds the value of a key. Take it out: the key travels beside the request.',
      ),
    };
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return {
      valid: false,
      reason: t('This is not JSON yet: {0}.', (error as SyntaxError).message),
    };
  }
  const parsed = createRunBody.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') ?? '';
    return {
      valid: false,
      // `as`: an object of another shape than the server takes, which it is to say itself.
      ...(field === '' ? {} : { body: json as CreateRunBody }),
      reason:
        field === ''
          ? t('The request must be a JSON object with an input.')
          : t(
              'The control plane will not take {0}: {1}.',
              field,
              issue?.message ?? t('it has another shape'),
            ),
    };
  }
  return { valid: true, body: parsed.data, counts: isDemoRun(parsed.data.context, workspaceSlug) };
}
