import { t } from '@vscode/l10n';
import type { Choice } from '../../editor/prompts.ts';
import { readSetting } from '../../editor/settings.ts';
import type { Asking, LocalKeys } from '../ports.ts';
import { clearFilter, filterKeys } from './filterKeys.ts';
import { groupingLabels, groupings, groupKeys, type Grouping } from './groupKeys.ts';

type Answer = Grouping | 'filter' | 'clear';

/** Which rows the API Keys view has, and in which order. */
export async function filterAndGroup(ports: Asking & LocalKeys) {
  const { text } = ports.keyFilter;
  const current = readSetting('groupBy');
  const choices: Choice<Answer>[] = [
    { label: t('$(filter) Filter Keys…'), description: text, value: 'filter' },
    ...(text === '' ? [] : [{ label: t('$(clear-all) Clear Filter'), value: 'clear' as const }]),
    { label: t('Group Keys'), isSeparator: true, value: 'clear' },
    ...groupings.map((by) => ({
      label: groupingLabels()[by],
      description: by === current ? t('now') : '',
      value: by,
    })),
  ];
  const answer = await ports.prompter.pick(choices, { title: t('Filter and Group') });
  if (answer === 'filter') return filterKeys(ports, undefined);
  if (answer === 'clear') return clearFilter(ports);
  return groupKeys(ports, { by: answer });
}
