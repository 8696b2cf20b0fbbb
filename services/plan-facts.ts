import type { Prisma } from '../prisma/generated/client';

/**
 * A plan without its document, for whoever reads many rows that belong to one: the text and its reading are some hundred
 * kilobytes, and only confirmation, its pages and the summary's sources look into them.
 */
export const PLAN_FACTS = {
  omit: { sourceText: true, reading: true, corrections: true },
} satisfies Prisma.PlanDefaultArgs;

export type PlanFacts = Prisma.PlanGetPayload<typeof PLAN_FACTS>;
