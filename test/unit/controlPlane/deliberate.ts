/** What the local control plane answers instead, where a recorded answer is a defect of the server. */
export interface Instead {
  readonly status: number;
  readonly code?: string;
  readonly message?: string;
  /** Which test in `differences.test.ts` shows the difference. */
  readonly difference: string;
}

const adminRequired = (action: string): Instead => ({
  status: 403,
  code: 'workspace_admin_required',
  message: `Only workspace owners or admins can ${action}`,
  difference: 'answers a missing management role with the newer variant’s code',
});

const keyRequired: Instead = {
  status: 401,
  code: 'unauthorized',
  message: 'Missing required header: Authorization',
  difference: 'believes nobody who comes without a key',
};

/** Recordings that are answered differently on purpose, by name. */
export const deliberate: Readonly<Record<string, Instead>> = {
  '02-options-cors': {
    status: 403,
    code: 'forbidden',
    message: 'Requests from web pages are refused',
    difference: 'refuses what a web page asks, before it looks at anything else',
  },
  '09-viewer-api-keys-403': adminRequired('view API keys'),
  '09-viewer-service-accounts-403': adminRequired('view service accounts'),
  '09-viewer-create-key-403': adminRequired('create API keys'),
  '09-viewer-bootstrap-403': adminRequired('bootstrap workspace onboarding'),
  '21-rotate-viewer-403': adminRequired('rotate API keys'),
  '22-revoke-viewer-403': adminRequired('revoke API keys'),
  '33-delivery-post-viewer-403': adminRequired('update delivery tracking'),
  '12-run-no-auth-no-tenant': keyRequired,
  '12-run-create-no-key-permissive': keyRequired,
  '10-sa-create-dup-id': {
    status: 409,
    code: 'service_account_already_exists',
    message: 'service_account_id already exists',
    difference: 'answers mistakes of the client as such, never with 500',
  },
  '10-sa-create-generated-id-retry-same-key': {
    status: 200,
    difference: 'repeats the answer for a service account without an id of its own',
  },
  '11-key-create-null-body-500': {
    status: 400,
    code: 'invalid_request',
    message: 'Request body must be a JSON object',
    difference: 'answers mistakes of the client as such, never with 500',
  },
  '11-key-create-expires-number-500': {
    status: 400,
    code: 'invalid_request',
    message: 'expires_at must be a valid RFC3339 datetime',
    difference: 'answers mistakes of the client as such, never with 500',
  },
  '15-approval-replay-same-key-409': {
    status: 200,
    difference: 'repeats the answer of an approval that was decided with the same key',
  },
  '21-rotate-inherits-past-expiry': {
    status: 409,
    code: 'invalid_state_transition',
    message: 'Only active API keys can be rotated',
    difference: 'never makes a key that is dead when it is born',
  },
  '37-rotate-hazard-different-meaning-200': {
    status: 400,
    code: 'invalid_request',
    message: 'scope must name at least one permission: an empty scope grants nothing',
    difference: 'refuses an empty scope',
  },
};

/** Recordings that need something which a difference does not let happen. */
export const impossible: ReadonlySet<string> = new Set(['21-rotated-past-expiry-use-401']);
