import { t } from '@vscode/l10n';
import type { DebugConfiguration, WorkspaceFolder } from 'vscode';
import { plainLine } from '../../domain/text/plainLine.ts';
import { injectedEnv, referencesIn, type InjectParts } from './injectedEnv.ts';
import { exposuresOf } from './launchExposure.ts';
import { report } from '../report.ts';
import { describeStart, startDigest } from './startDigest.ts';
import { startedWithLaunch, type StartedWith } from './startedWith.ts';

/** The configuration with secrets in the place of references; `undefined` stops the launch. */
export async function resolveLaunch(
  parts: InjectParts,
  folder: WorkspaceFolder | undefined,
  configuration: DebugConfiguration,
): Promise<DebugConfiguration | undefined> {
  try {
    const env: unknown = configuration['env'];
    const references = referencesIn(env);
    const look = () => startedWithLaunch(configuration, folder);
    const digestOf = ({ bound }: StartedWith) => startDigest('launch', configuration, bound);
    const started = await look();
    const values = await injectedEnv(parts, references, {
      folder,
      what: t('launch “{0}”', plainLine(configuration.name, 80)),
      digest: digestOf(started),
      digestNow: async () => digestOf(await look()),
      facts: [...describeStart(configuration), ...started.facts],
      exposures: exposuresOf(configuration, started.envFiles),
      edit: { label: t('Open launch.json'), command: 'workbench.action.debug.configure' },
    });
    return { ...configuration, env: { ...(typeof env === 'object' ? env : {}), ...values } };
  } catch (error) {
    void report(error, parts.log);
    return undefined;
  }
}
