import type { Uri } from 'vscode';
import type { LocalControlPlane } from '../../controlPlane/localControlPlane.ts';
import type { Disposable } from '../disposables.ts';
import type { Log } from '../log.ts';
import { notify } from '../notify.ts';
import { createRuntimeListener } from './runtimeListener.ts';

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

export function createLocalControlPlaneHost(
  globalStorage: Uri,
  version: string,
  log: Log,
): LocalControlPlaneHost {
  let opening: Promise<LocalControlPlane> | undefined;
  let disposed = false;
  const listener = createRuntimeListener(log);
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
    listener.listenSoon(plane);
    return plane;
  };

  return {
    get baseUrl() {
      return listener.baseUrl;
    },
    async provenBaseUrl() {
      return listener.provenBaseUrl(await this.open());
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
      listener.dispose();
      void opening?.then((plane) => plane.close());
    },
  };
}
