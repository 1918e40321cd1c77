import { t } from '@vscode/l10n';
import type { Uri } from 'vscode';
import { after, type Disposable } from '../disposables.ts';
import type { LocalControlPlane } from '../../controlPlane/localControlPlane.ts';
import type { RuntimePlaneState } from '../../controlPlane/listener/runtimePlane.ts';
import type { Log } from '../log.ts';
import { report } from '../report.ts';
import { readSetting } from '../settings.ts';
import { notify } from '../notify.ts';

/** The embedded control plane as the editor sees it: opened at first use, one for this window. */
export interface LocalControlPlaneHost extends Disposable {
  /**
   * Opens the database and soon listens for applications.
   * @throws UserFacingError when the database or SQLite itself cannot be used.
   */
  open(): Promise<LocalControlPlane>;
  /** Loads its code and opens nothing, so that the first look has less to wait for. */
  load(): Promise<void>;
  /** Where an application on this machine reaches the runtime plane. */
  readonly baseUrl: string;
  /**
   * The same once whoever has the port proves to be this machine's own control plane: no secret is put
   * beside an address at which somebody else would be given it. @throws UserFacingError
   */
  provenBaseUrl(): Promise<string>;
}

/** What was opened is usually waited for by rows; what applications need can follow them. */
const listenAfterMs = 100;

export function createLocalControlPlaneHost(
  globalStorage: Uri,
  version: string,
  log: Log,
): LocalControlPlaneHost {
  let opening: Promise<LocalControlPlane> | undefined;
  let listening: Disposable | undefined;
  let listened: Promise<void> | undefined;
  let disposed = false;
  const port = () => readSetting('localControlPlane.port');

  const code = () => import('../../controlPlane/localControlPlane.ts');

  const start = async (): Promise<LocalControlPlane> => {
    const { openLocalControlPlane } = await code();
    const plane = await openLocalControlPlane(`${globalStorage.fsPath}/control-plane`, {
      version,
      report: (error) => {
        log.error('The local control plane met trouble in the background.', error);
      },
    });
    if (disposed) {
      await plane.close();
      throw new Error('The window was closed while the local control plane opened.');
    }
    for (const notice of plane.notices) {
      log.warn(notice);
      void notify.warn(notice);
    }
    listening = after(listenAfterMs, () => {
      listenOnce(plane).catch((error: unknown) => void report(error, log));
    });
    return plane;
  };

  const listen = async (plane: LocalControlPlane) => {
    tellState(await plane.listen(port(), { onChange: tellState }));
  };
  const listenOnce = (plane: LocalControlPlane) => (listened ??= listen(plane));

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

  return {
    get baseUrl() {
      return `http://127.0.0.1:${port()}`;
    },
    async provenBaseUrl() {
      const plane = await this.open();
      const at = port();
      // Why this window cannot listen is told where it tries.
      await listenOnce(plane).catch(() => undefined);
      const { provenAddress } = await import('../onUse.ts');
      return provenAddress(plane, at);
    },
    open() {
      opening ??= start().catch((error: unknown) => {
        // The next attempt starts afresh: the person may have freed the disk or the file.
        opening = undefined;
        throw error;
      });
      return opening;
    },
    async load() {
      await code();
    },
    dispose() {
      disposed = true;
      listening?.dispose();
      void opening?.then((plane) => plane.close());
    },
  };
}
