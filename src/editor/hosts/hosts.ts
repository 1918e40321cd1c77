import type { ExtensionContext } from 'vscode';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { Connections } from '../connection/connections.ts';
import type { Host } from './host.ts';
import type { OthersHave } from './othersHave.ts';
import { othersHave, forgetOthers } from './othersHave.ts';
import { ourNames } from './ourNames.ts';
import { carryNames } from './carryNames.ts';
import { carriedIn } from './carriedIn.ts';

/** This host among those that the client keeps secrets and connections for. */
export interface Hosts {
  readonly here: Host;
  /** Names of before are carried over to those that say whose they are. */
  carry(): Promise<void>;
  /** What the client keeps that is not of this host. */
  others(): Promise<OthersHave>;
  /** Removes that, too: also of hosts that are gone. */
  forgetOthers(): Promise<void>;
}

type Kept = Pick<ExtensionContext, 'globalState' | 'secrets'>;

/** Loads what it needs when it is asked. */
export function createHosts(
  here: Host,
  { globalState, secrets }: Kept,
  lifecycle: () => Promise<LifecycleContext>,
  connections: Pick<Connections, 'list'>,
): Hosts {
  const ours = async () => ourNames(await lifecycle(), connections);
  return {
    here,
    async carry() {
      const { ports } = await lifecycle();
      await carryNames({
        secrets,
        hostId: here.id,
        session: ports.session,
        isOurs: await ours(),
        carriedIn: carriedIn(ports),
      });
    },
    async others() {
      return othersHave(await secrets.keys(), globalState, here.id, await ours());
    },
    async forgetOthers() {
      await forgetOthers(secrets, globalState, here.id);
    },
  };
}
