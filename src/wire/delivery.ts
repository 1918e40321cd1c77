import * as z from 'zod/mini';
import { openString, textOrNull } from './text.ts';

/**
 * The server cuts notes at this many characters and keeps this many links (docs/contract.md,
 * Delivery tracks).
 */
export const deliveryLimits = { notes: 4000, evidenceLinks: 20 } as const;

/** `url` is any string; the server does not look at it. */
export const evidenceLink = z.looseObject({ label: z.string(), url: z.string() });
export type EvidenceLink = z.infer<typeof evidenceLink>;

/** One delivery track as the server answers it; `updated_at` is `''` before the first POST. */
export const deliverySection = z.looseObject({
  status: openString<'pending' | 'in_progress' | 'complete'>(),
  owner_user_id: textOrNull,
  notes: textOrNull,
  evidence_links: z._default(z.array(evidenceLink), []),
  updated_at: textOrNull,
});
export type DeliverySection = z.infer<typeof deliverySection>;

/** `GET …/{ws}/delivery` and the answer of its POST. */
export const delivery = z.looseObject({
  workspace_id: z.string(),
  verification: deliverySection,
  go_live: deliverySection,
});
export type Delivery = z.infer<typeof delivery>;

function isLink(value: unknown): value is { label: string; url: string } {
  const link = evidenceLink.safeParse(value);
  return link.success && link.data.label.trim() !== '' && link.data.url.trim() !== '';
}

/**
 * Incomplete links are dropped without a word, and only the first twenty are kept: as the server
 * does.
 */
const keptLinks = z.pipe(
  z.array(z.unknown()),
  z.transform((links) =>
    links
      .filter(isLink)
      .slice(0, deliveryLimits.evidenceLinks)
      .map(({ label, url }) => ({ label, url })),
  ),
);

const sectionBody = z.object({
  status: z.enum(['pending', 'in_progress', 'complete']),
  owner_user_id: z.optional(z.nullable(z.string())),
  notes: z.optional(
    z.nullable(
      z.pipe(
        z.string(),
        z.transform((notes) => notes.slice(0, deliveryLimits.notes)),
      ),
    ),
  ),
  evidence_links: keptLinks,
});

/**
 * `POST …/{ws}/delivery`: both sections each time, full replacement, no version (docs/contract.md,
 * Delivery tracks).
 */
export const deliveryBody = z.object({ verification: sectionBody, go_live: sectionBody });
export type DeliveryBody = z.infer<typeof deliveryBody>;
