import { t } from '@vscode/l10n';
import type { DebugConfiguration, WorkspaceFolder } from 'vscode';
import { plainLine } from '../../domain/text/plainLine.ts';
import { injectedEnv, referencesIn, type InjectParts } from './injectedEnv.ts';
import { exposuresOf } from './launchExposure.ts';
import { report } from '../report.ts';
import { describeStart, startDigest } from './startDigest.ts';
import { startedWithLaunch } from './startedWith.ts';

/** The configuration with secrets in the place of references; `undefined` stops the launch. */
export async function resolveLaunch(
  parts: InjectParts,
  folder: WorkspaceFolder | undefined,
  configuration: DebugConfiguration,
): Promise<DebugConfiguration | undefined> {
  try {
    const env: unknown = configuration['env'];
    const references = referencesIn(env);
    const { bound, facts } = await startedWithLaunch(configuration, folder);
    const values = await injectedEnv(parts, references, {
      folder,
      what: t('launch “{0}”', plainLine(configuration.name, 80)),
      digest: startDigest('launch', configuration, bound),
      facts: [...describeStart(configuration), ...facts],
      exposures: exposuresOf(configuration),
      edit: { label: t('Open launch.json'), command: 'workbench.action.debug.configure' },
    });
    return { ...configuration, env: { ...(typeof env === 'object' ? env : {}), ...values } };
  } catch (error) {
    void report(error, parts.log);
    return undefined;
  }
}
