import * as z from 'zod/mini';
import { listOf } from './page.ts';
import { label, labelOrNull, openString, trimmedText } from './text.ts';

/**
 * The machine identity that owns keys. Its free-text `role` grants approval roles
 * (docs/contract.md, Service accounts).
 */
export const serviceAccount = z.looseObject({
  service_account_id: label,
  workspace_id: label,
  tenant_id: z.optional(label),
  name: label,
  description: labelOrNull,
  role: label,
  status: openString<'active' | 'disabled'>(),
  created_by_user_id: labelOrNull,
  last_used_at: labelOrNull,
  created_at: label,
  updated_at: z.optional(label),
});
export type ServiceAccount = z.infer<typeof serviceAccount>;

/** `GET …/{ws}/service-accounts`: all of them, newest first. */
export const serviceAccountList = listOf(serviceAccount);

/**
 * `POST …/{ws}/service-accounts`. Names are unique for ever, disabled ones included. Send
 * `service_account_id`: without it an identical retry is refused as a conflict (docs/contract.md,
 * Idempotency).
 */
export const createServiceAccountBody = z.object({
  name: trimmedText,
  description: z.optional(z.nullable(z.string())),
  role: z.optional(trimmedText),
  service_account_id: z.optional(trimmedText),
});
export type CreateServiceAccountBody = z.infer<typeof createServiceAccountBody>;

/** The answer of create wraps the account; disable answers the bare account. */
export const createdServiceAccount = z.looseObject({ service_account: serviceAccount });
export type CreatedServiceAccount = z.infer<typeof createdServiceAccount>;
