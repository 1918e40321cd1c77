import { t } from '@vscode/l10n';
import { pick, type Choice } from '../../editor/prompts.ts';
import { readSetting } from '../../editor/settings.ts';
import type { HasKeyFilter } from '../ports.ts';
import { clearFilter, filterKeys } from './filterKeys.ts';
import { groupingLabels, groupings, groupKeys, type Grouping } from './groupKeys.ts';

type Answer = Grouping | 'filter' | 'clear';

/** Which rows the API Keys view has, and in which order. */
export async function filterAndGroup(services: HasKeyFilter) {
  const { text } = services.keyFilter;
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
  const answer = await pick(choices, { title: t('Filter and Group') });
  if (answer === 'filter') return filterKeys(services, undefined);
  if (answer === 'clear') return clearFilter(services);
  return groupKeys(services, { by: answer });
}
