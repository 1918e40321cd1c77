import { writeSync } from 'node:fs';
import { openDatabase } from '../../../../src/controlPlane/database/open.ts';

/** Opens the data file in a folder, which brings it up to date, and says when it begins and is through. */
const [folder = ''] = process.argv.slice(2);
writeSync(1, 'begins\n');
(await openDatabase(folder)).database.close();
writeSync(1, 'through\n');
