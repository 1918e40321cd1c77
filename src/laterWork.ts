import type { DisposableStore } from './editor/disposables.ts';
import { tellMissingCopies } from './editor/secrets/missingCopies.ts';
import type { Services } from './services.ts';

/** Begins what follows from the first rows; loaded once they are drawn. */
export function followFirstRows(services: Services, owned: DisposableStore): void {
  const { log } = services;
  void import('./editor/firstRun/walkthroughKeys.ts')
    .then(({ keepWalkthrough }) => owned.add(keepWalkthrough(services)))
    .catch((error: unknown) => {
      log.error('The walkthrough cannot be completed by itself.', error);
    });
  void import('./editor/secrets/lateKeys.ts')
    .then(({ watchLateKeys }) => owned.add(watchLateKeys(services)))
    .catch((error: unknown) => {
      log.error('Late keys cannot be looked for.', error);
    });
  void import('./editor/secrets/adoptCopies.ts')
    .then(({ watchLostFolder }) => owned.add(watchLostFolder(services)))
    .catch((error: unknown) => {
      log.error('Secrets that this editor still keeps cannot be looked for.', error);
    });
  void services
    .hosts()
    .then((hosts) => hosts.carry())
    .catch((error: unknown) => {
      log.error('The names of secrets could not be carried over.', error);
    })
    .then(() => services.lifecycle())
    .then((opened) => tellMissingCopies(opened))
    .catch((error: unknown) => {
      log.error('The local copies could not be checked.', error);
    });
}

/** Begins what looks through folders and files; loaded when VS Code has started what comes before. */
export function watchFiles(services: Services, owned: DisposableStore): void {
  const { clipboard, connections, local, log } = services;
  clipboard.takeUp();
  import('./editor/notices/watchNotices.ts')
    .then(({ watchNotices }) => owned.add(watchNotices(services)))
    .catch((error: unknown) => {
      log.error('What is due cannot be told.', error);
    });
  Promise.all([import('./editor/placements/watchPlaces.ts'), services.scanner()])
    .then(([{ watchPlaces }, scanner]) => owned.add(watchPlaces({ ...services, scanner })))
    .catch((error: unknown) => {
      log.error('The placements cannot be watched.', error);
    });
  services.leaks().catch((error: unknown) => {
    log.error('Files cannot be watched for secrets.', error);
  });
  if (connections.current()?.kind === 'local') {
    local.load().catch((error: unknown) => {
      log.error('The local control plane could not be loaded.', error);
    });
  }
}
