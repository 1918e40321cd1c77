import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { readSetting, writePersonalSetting } from '../../editor/settings.ts';
import { parseArguments } from '../argument.ts';
import type { Asking } from '../ports.ts';

export const groupings = ['none', 'attention', 'status', 'serviceAccount'] as const;
const groupArguments = z.strictObject({ by: z.optional(z.enum(groupings)) });

export type Grouping = (typeof groupings)[number];

export const groupingLabels = (): Record<Grouping, string> => ({
  none: t('One list'),
  attention: t('What needs attention first'),
  status: t('By effective status'),
  serviceAccount: t('By service account'),
});

/** Chooses how the API Keys view groups its rows. */
export async function groupKeys(ports: Asking, argument: unknown) {
  const given = parseArguments(groupArguments, argument);
  const current = readSetting('groupBy');
  const by =
    given.by ??
    (await ports.prompter.pick(
      groupings.map((value) => ({
        label: groupingLabels()[value],
        description: value === current ? t('now') : '',
        value,
      })),
      { title: t('Group Keys') },
    ));
  await writePersonalSetting('groupBy', by);
}
