import type { DisposableStore } from './editor/disposables.ts';
import { keepWalkthrough } from './editor/firstRun/walkthroughKeys.ts';
import { watchMoments } from './editor/keys/watchMoments.ts';
import { watchNotices } from './editor/notices/watchNotices.ts';
import { watchPlaces } from './editor/placements/watchPlaces.ts';
import { watchLostFolder } from './editor/secrets/adoptCopies.ts';
import { watchLateKeys } from './editor/secrets/lateKeys.ts';
import { tellMissingCopies } from './editor/secrets/missingCopies.ts';
import { watchTerminals } from './editor/terminals/watchTerminals.ts';
import type { Services } from './services.ts';
import './editor/onUse.ts';

/** Begins what follows from the first rows; loaded once they are drawn. */
export function followFirstRows(services: Services, owned: DisposableStore): void {
  const { log } = services;
  owned.add(keepWalkthrough(services));
  owned.add(watchMoments(services.keyList));
  owned.add(watchLateKeys(services));
  owned.add(watchLostFolder(services));
  owned.add(watchTerminals(services));
  void services
    .hosts()
    .then((hosts) => hosts.carry())
    .catch((error: unknown) => {
      log.error('The names of secrets could not be carried over.', error);
    })
    .then(() => services.lifecycle())
    .then((opened) => tellMissingCopies(opened, services))
    .catch((error: unknown) => {
      log.error('The local copies could not be checked.', error);
    });
}

/** Begins what looks through folders and files; loaded when VS Code has started what comes before. */
export function watchFiles(services: Services, owned: DisposableStore): void {
  const { clipboard, connections, local, log } = services;
  clipboard.takeUp();
  owned.add(watchNotices(services));
  services
    .scanner()
    .then((scanner) => owned.add(watchPlaces({ ...services, scanner })))
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
