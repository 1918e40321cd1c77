import path from 'node:path';
import type * as z from 'zod/mini';
import { cleanText } from '../../../src/client/transport/cleanText.ts';
import { fileName } from '../../../src/client/api/fileName.ts';
import { keyRow } from '../../../src/domain/keys/keyRow.ts';
import { effectiveStatus } from '../../../src/domain/keys/keyStatus.ts';
import { apiKey } from '../../../src/wire/apiKeys.ts';
import { member } from '../../../src/wire/members.ts';
import { blocker } from '../../../src/wire/onboarding.ts';
import { serviceAccount } from '../../../src/wire/serviceAccounts.ts';
import { workspace } from '../../../src/wire/workspaces.ts';
import type { Section } from '../../support/sectionReport.ts';
import type { Run } from '../run.ts';
import { hostileTexts } from './hostileText.ts';

/** A row is drawn at once, whatever a server calls it. */
const LONGEST_NAME = 200;
const LONGEST_LINE = 1000;

/** Names and words of a server, through the schemas and the functions that make rows, tooltips and file names of them. */
export async function shownSection({ report }: Run): Promise<void> {
  const section = report.section('hostile names and words');
  for (const [what, text] of Object.entries(hostileTexts)) {
    const judged = (where: string, shown: string, longest = LONGEST_NAME) => {
      judge(section, `${what}, ${where}`, shown, longest);
    };
    for (const [name, schema] of Object.entries(schemas)) {
      const parsed = schema.parse(filled(schema, text)) as Record<string, unknown>;
      for (const field of namesOf[name] ?? []) {
        judged(`${name}.${field}`, String(parsed[field]));
      }
    }
    const key = apiKey.parse({ ...(filled(apiKey, text) as object), scope: [text], status: text });
    const now = new Date();
    const row = keyRow(
      {
        key,
        status: effectiveStatus(key, {
          serviceAccounts: [],
          now,
          expiryWarningDays: 14,
          rotationWindowDays: 90,
        }),
        name: undefined,
        rotationWindowDays: 90,
        accountName: key.service_account_name ?? undefined,
        createdBy: undefined,
        hasCopy: false,
        placements: [],
        retiring: undefined,
      },
      now,
    );
    judged('label of a row', row.label);
    judged('description of a row', row.description, LONGEST_LINE);
    judged('row for a screen reader', row.accessibleLabel, LONGEST_LINE);
    for (const [name, value] of row.tooltip) judged(`tooltip, ${name}`, value, LONGEST_LINE);
    judged('words of a refusal', cleanText(text, []), 300);
    for (const disposition of [
      `attachment; filename="${text}"`,
      `attachment; filename*=utf-8''${encodeURIComponent(text.toWellFormed())}`,
      `attachment; filename=${text}`,
    ]) {
      judgeFile(section, what, fileName(disposition, 'audit.csv'));
    }
  }
  section.note(`${Object.keys(hostileTexts).length} texts in every name that is shown`);
}

const schemas = { apiKey, serviceAccount, member, workspace, blocker };
const namesOf: Readonly<Record<string, readonly string[]>> = {
  apiKey: ['api_key_id', 'key_prefix', 'service_account_name', 'status'],
  serviceAccount: ['service_account_id', 'name', 'description', 'role', 'status'],
  member: ['user_id', 'email', 'display_name', 'role'],
  workspace: ['workspace_id', 'slug', 'display_name', 'status'],
  blocker: ['code', 'message', 'surface'],
};

/** An object whose every text is this one. */
function filled(schema: z.ZodMiniObject, text: string): unknown {
  const names = Object.keys(schema.shape);
  return Object.fromEntries(names.map((name) => [name, name === 'scope' ? [text] : text]));
}

const odd =
  /[\p{Cc}\u00ad\u061c\u115f\u1160\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\p{Cs}]|[\u{e0000}-\u{e007f}\u{1d173}-\u{1d17a}]|\u034f|\p{M}{5}/u;

function judge(section: Section, where: string, shown: string, longest: number): void {
  const shownShort = shown.slice(0, 120);
  if (shown.length > longest) section.fail(`${where}: ${shown.length} characters long`);
  else if (odd.test(shown))
    section.fail(`${where}: invisible or turning characters: ${shownShort}`);
  else if (shown.includes('](')) section.fail(`${where}: a link: ${shownShort}`);
  else if (shown.includes('$(')) section.fail(`${where}: an icon: ${shownShort}`);
  else section.pass();
}

function judgeFile(section: Section, what: string, name: string): void {
  const inFolder = path.dirname(path.join('/exports', name)) === '/exports';
  const plain = /^[^<>:"|?*\\/\p{C}]{1,120}$/u.test(name) && !/^[.\s]|[.\s]$/.test(name);
  const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name);
  if (inFolder && plain && !device) section.pass();
  else section.fail(`${what}: a file would be called ${name.slice(0, 120)}`);
}
