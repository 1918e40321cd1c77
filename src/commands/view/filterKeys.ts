import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { ask } from '../../editor/prompts.ts';
import type { HasKeyFilter } from '../ports.ts';
import { parseArguments } from '../argument.ts';

const filterArguments = z.strictObject({ text: z.optional(z.string()) });

/** Shows only keys whose name, prefix, id, scope, service account or status holds the text. */
export async function filterKeys(services: HasKeyFilter, argument: unknown) {
  const given = parseArguments(filterArguments, argument);
  const text =
    given.text ??
    (await ask({
      title: t('Filter Keys'),
      prompt: t('Name, prefix, scope, service account or status. Empty shows all keys.'),
      value: services.keyFilter.text,
    }));
  services.keyFilter.set(text);
}

export async function clearFilter(services: HasKeyFilter) {
  services.keyFilter.set('');
}
