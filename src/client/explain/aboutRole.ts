import type { ApiError } from '../apiError.ts';

/**
 * Whether a refusal is about the role of whoever asks, so that another role would help. The same code is
 * given for a workspace that is off, or a person who is unknown: only words and details tell
 * (docs/contract.md, Roles).
 */
export function isAboutRole({ code, reason, details }: ApiError): boolean {
  const roles = details['required_roles'];
  return (
    code === 'workspace_admin_required' ||
    (Array.isArray(roles) && roles.length > 0) ||
    /^Only \w+ (owners|admins)|\brequires? an? [\w ]*\brole\b/i.test(reason)
  );
}
