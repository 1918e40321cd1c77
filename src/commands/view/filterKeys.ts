import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import type { Asking, LocalKeys } from '../ports.ts';
import { parseArguments } from '../argument.ts';

const filterArguments = z.strictObject({ text: z.optional(z.string()) });

/** Shows only keys whose name, prefix, id, scope, service account or status holds the text. */
export async function filterKeys(ports: Asking & LocalKeys, argument: unknown) {
  const given = parseArguments(filterArguments, argument);
  const text =
    given.text ??
    (await ports.prompter.ask({
      title: t('Filter Keys'),
      prompt: t('Name, prefix, scope, service account or status. Empty shows all keys.'),
      value: ports.keyFilter.text,
    }));
  ports.keyFilter.set(text);
}

export async function clearFilter(ports: LocalKeys) {
  ports.keyFilter.set('');
}
