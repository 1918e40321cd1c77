import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { ApiError } from '../../client/apiError.ts';
import { cleanDetails, cleanText } from '../../client/transport/cleanText.ts';
import { explain } from '../../client/explain.ts';
import { errorEnvelope } from '../../wire/envelope.ts';
import { defineTool } from './tool.ts';

const input = z.strictObject({
  text: z.string(),
  status: z.optional(z.int()),
  method: z.optional(z.enum(['GET', 'POST'])),
  path: z.optional(z.string()),
});
type Input = z.infer<typeof input>;

/** Asks nobody: it reads what it is given, against the table that the editor's own errors use. */
export const explainErrorTool = defineTool({
  input,
  changes: false,
  progress: () => t('Explaining an error'),
  async run(_services, given) {
    const error = errorOf(given);
    const { row, happened, why, button } = explain(error);
    return {
      kind: row,
      happened,
      why,
      wayOut: { label: button.label, command: button.command },
      note: t('The person runs the command in the editor.'),
    };
  },
});

/** The refusal that the text is, whole or only its words. */
function errorOf({ text, status, method, path }: Input): ApiError {
  const parsed = errorEnvelope.safeParse(jsonOf(text));
  const { error, meta } = parsed.success ? parsed.data : {};
  const said = status ?? statusIn(text);
  return new ApiError({
    kind: 'refused',
    method: method ?? 'POST',
    path: cleanText((path ?? '').replace(/^.*\/api\/v1/, '').replace(/\?.*$/, ''), []),
    status: said,
    code: cleanText(error?.code ?? '', [], 60),
    reason: cleanText(error?.message ?? text, []),
    details: cleanDetails(error?.details ?? {}, []),
    requestId: meta?.request_id,
    // Nobody knows here how far the server came.
    mayHaveCommitted:
      method !== 'GET' && (said ?? 0) >= 500 && error?.details['committed'] !== false,
  });
}

/** `401 Unauthorized`, `status: 403`, `HTTP 429`. */
function statusIn(text: string): number | undefined {
  const found = /\b([45]\d\d)\b/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** The text, or what stands between its first and last brace: logs put words around it. */
function jsonOf(text: string): unknown {
  const body = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
