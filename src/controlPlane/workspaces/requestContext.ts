/** One request, once it is known who asks and that the route exists. */
export interface RequestContext {
  readonly path: string;
  readonly query: URLSearchParams;
  /** The ids in the path, decoded. */
  param(name: string): string;
  readonly requestId: string;
  readonly traceId: string;
  /** `''` where the route needs none. */
  readonly idempotencyKey: string;
  /** The parsed JSON body; `null` where the route takes none. */
  readonly body: unknown;
}

/** A person of the management plane. */
export interface UserContext extends RequestContext {
  readonly user: User;
}

/** A person in a control-plane workspace of which they are an active member. */
export interface WorkspaceContext extends UserContext {
  readonly workspace: MemberWorkspace;
}

/** A caller of the runtime plane, with its key. */
export interface KeyContext extends RequestContext {
  readonly key: VerifiedKey;
}

export interface User {
  readonly user_id: string;
  readonly email: string;
  readonly display_name: string;
  readonly auth_subject: string;
  readonly status: string;
}

/** A workspace as its member sees it: a row of `workspaces` with organization and membership joined. */
export interface MemberWorkspace {
  readonly workspace_id: string;
  readonly organization_id: string;
  readonly organization_slug: string;
  readonly organization_display_name: string;
  readonly organization_status: string;
  readonly tenant_id: string;
  readonly slug: string;
  readonly display_name: string;
  readonly status: string;
  readonly plan_id: string;
  readonly data_region: string;
  readonly subscription_id: string;
  readonly bootstrap_summary: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly member_role: string;
  readonly member_status: string;
  readonly joined_at: string;
}

/** A key that was found, is live, and belongs to a live workspace and account. */
export interface VerifiedKey {
  readonly apiKeyId: string;
  readonly tenantId: string;
  readonly workspaceSlug: string;
  readonly workspaceId: string;
  readonly planId: string;
  readonly scope: readonly string[];
  /** `service_account:<id>` or `api_key:<id>`. */
  readonly subject: string;
  /** The service account's role, which may satisfy an approval's. */
  readonly role: string;
}
