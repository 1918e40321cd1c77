import { t } from '@vscode/l10n';
import type { RuntimePlaneState } from '../../controlPlane/listener/runtimePlane.ts';
import type { LocalControlPlane } from '../../controlPlane/localControlPlane.ts';
import { after, type Disposable } from '../disposables.ts';
import type { Log } from '../log.ts';
import { notify } from '../notify.ts';
import { report } from '../report.ts';
import { readSetting } from '../settings.ts';

/** Where applications on this machine reach the runtime plane of the local control plane. */
export interface RuntimeListener extends Disposable {
  readonly baseUrl: string;
  /** Listens once there is time. */
  listenSoon(plane: LocalControlPlane): void;
  /** The address, once whoever has the port proves to be this machine's. @throws UserFacingError */
  provenBaseUrl(plane: LocalControlPlane): Promise<string>;
}

/** What was opened is usually waited for by rows; what applications need can follow them. */
const listenAfterMs = 100;

/** Listens on the port of the settings, once, and tells the person where another program has it. */
export function createRuntimeListener(log: Log): RuntimeListener {
  let waiting: Disposable | undefined;
  let listened: Promise<void> | undefined;
  const port = () => readSetting('localControlPlane.port');

  /** Also told when another window went and this one took over, or a foreign process came first. */
  const tellState = ({ kind }: RuntimePlaneState) => {
    log.info(`Runtime plane on port ${port()}: ${kind}.`);
    if (kind === 'foreign') {
      void notify.warn(
        t(
          'Port {0} is used by another program, so applications cannot reach the local control plane. Free the port, or choose another one in the setting keyrail.localControlPlane.port and reload the window.',
          port(),
        ),
      );
    }
  };
  const listen = async (plane: LocalControlPlane) => {
    tellState(await plane.listen(port(), { onChange: tellState }));
  };
  const listenOnce = (plane: LocalControlPlane) => (listened ??= listen(plane));

  return {
    get baseUrl() {
      return `http://127.0.0.1:${port()}`;
    },
    listenSoon(plane) {
      waiting = after(listenAfterMs, () => {
        listenOnce(plane).catch((error: unknown) => void report(error, log));
      });
    },
    async provenBaseUrl(plane) {
      const at = port();
      // Why this window cannot listen is told where it tries.
      await listenOnce(plane).catch(() => undefined);
      const { provenAddress } = await import('../onUse.ts');
      return provenAddress(plane, at);
    },
    dispose() {
      waiting?.dispose();
    },
  };
}
