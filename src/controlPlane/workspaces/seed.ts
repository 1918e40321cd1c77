import { userInfo } from 'node:os';
import { WHILE_OPENING_MS, type Database, type Query } from '../database/query.ts';
import { newId, randomHex } from '../ids.ts';
import { insertMember, insertWorkspace } from './insertWorkspace.ts';

/** Who and what an empty control plane begins with. */
export interface Seed {
  /** The person at this machine; owner of everything there is. */
  readonly subject: string;
  readonly planId: string;
  /** Further people of the first workspace, for trying out roles. */
  readonly members: readonly { readonly subject: string; readonly role: string }[];
}

/** Where the seeded person finds themself. */
export interface Home {
  readonly subject: string;
  readonly workspaceId: string;
}

const firstWorkspace: Query<{ workspace_id: string; auth_subject: string }> = {
  sql: `SELECT w.workspace_id, u.auth_subject FROM workspaces w
    JOIN workspace_members m ON m.workspace_id = w.workspace_id AND m.role = 'workspace_owner'
    JOIN users u ON u.user_id = m.user_id
    ORDER BY m.seq LIMIT 1`,
};

/** Fills an empty file, once for all processes; a file that has a workspace is left as it is. */
export function seed(database: Database, now: Date, wanted: Seed): Home {
  const row =
    database.get(firstWorkspace) ??
    database.write(() => database.get(firstWorkspace) ?? plant(), WHILE_OPENING_MS);
  return { subject: row.auth_subject, workspaceId: row.workspace_id };

  function plant() {
    const time = now.toISOString();
    const userId = insertUser(database, now, wanted.subject, personName());
    const organizationId = newId('org', now);
    database.insert('organizations', {
      organization_id: organizationId,
      slug: 'local',
      display_name: 'Local',
      status: 'active',
      created_at: time,
    });
    database.insert('organization_members', {
      organization_id: organizationId,
      user_id: userId,
      role: 'organization_owner',
    });
    // Not the same id in every file: what a client remembers of a lost file must not fit a new one.
    const unique = randomHex(4);
    const workspaceId = `ws_local_${unique}`;
    insertWorkspace(database, now, {
      workspaceId,
      organizationId,
      tenantId: `tenant_local_${unique}`,
      slug: 'local',
      displayName: 'Local',
      planId: wanted.planId,
      dataRegion: 'local',
      ownerUserId: userId,
    });
    for (const { subject, role } of wanted.members) {
      const member = insertUser(database, now, subject, subject.split('@')[0] ?? subject);
      insertMember(database, now, { workspaceId, userId: member, role, invitedBy: userId });
    }
    return { workspace_id: workspaceId, auth_subject: wanted.subject };
  }
}

function insertUser(database: Database, now: Date, subject: string, name: string): string {
  const userId = newId('usr', now);
  database.insert('users', {
    user_id: userId,
    email: subject,
    display_name: name,
    auth_subject: subject,
    status: 'active',
    created_at: now.toISOString(),
  });
  return userId;
}

function personName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user need not have a name.
    return 'Local user';
  }
}
