import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../test/support/root.mjs';
import { englishBundle } from './messages.ts';

/* `npm run l10n`: writes what people read into l10n/bundle.l10n.json, which translators start from. */
writeFileSync(path.join(root, 'l10n', 'bundle.l10n.json'), englishBundle());
