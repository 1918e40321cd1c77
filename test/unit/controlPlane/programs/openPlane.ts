import { openLocalControlPlane } from '../../../../src/controlPlane/localControlPlane.ts';

/** Opens the control plane in a folder and closes it again; what fails goes to standard error. */
const [folder = ''] = process.argv.slice(2);
await (await openLocalControlPlane(folder)).close();
