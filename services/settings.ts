/** What a commune may set for itself, with the defaults of the service beneath: policies, approvers, signers. */
import { z } from 'zod';
import { DEFAULT_ESCALATION } from '../config/presets/escalation';
import { DEFAULT_REMINDER_POLICY } from '../config/presets/reminders';
import type { Issuer, SignerRole } from '../documents';
import type { ReminderPolicy } from '../domain/ladder';
import { Prisma } from '../prisma/generated/client';
import type { Tx } from './context';

/** Who may sign, and for which kind of body: a Party title signs no document of a People's Committee. */
export const SIGNER_SYSTEMS = {
  chu_tich: 'chinh_quyen',
  pho_chu_tich: 'chinh_quyen',
  chanh_van_phong: 'chinh_quyen',
  bi_thu: 'dang',
  pho_bi_thu: 'dang',
  chanh_van_phong_dang_uy: 'dang',
} as const satisfies Record<SignerRole, Issuer['system']>;

export const isSignerRole = (text: string): text is SignerRole => Object.hasOwn(SIGNER_SYSTEMS, text);

const signer = z
  .object({ role: z.string().refine(isSignerRole), name: z.string().nullable().default(null) })
  .nullable()
  .default(null);

const level = z.object({
  level: z.int().min(1),
  name: z.string().min(1),
  /** staff the letter goes to; none = the level is skipped and logged (B72) */
  userIds: z.array(z.string()).default([]),
  /** in place of named staff: everyone active with the role */
  role: z.enum(['officer', 'office_head', 'leader', 'admin']).nullable().default(null),
});

/** The settings of an organization as stored in `Organization.settings`; every field may be absent there. */
export const organizationSettings = z.object({
  /** Working days a unit gets to correct a returned report (B47, B48). */
  correctionWorkingDays: z.int().min(1).max(60).default(5),
  /** A proposer may not approve their own proposal (B73). */
  fourEyes: z.boolean().default(DEFAULT_ESCALATION.fourEyes),
  /** Staff who decide proposals; empty: the officers and the office head. */
  approverIds: z.array(z.string()).default([]),
  /** Who is reminded when the approvers stay silent (B70); null: the office head. */
  deputyId: z.string().nullable().default(null),
  /** Working days without a decision after which the approver is reminded, then the deputy (B70). */
  approverReminderWorkingDays: z.int().min(1).max(30).default(DEFAULT_ESCALATION.approverReminderWorkingDays),
  /** Working days after the units' deadline in which the office compiles; then the draft is made. */
  summaryWorkingDays: z.int().min(1).max(60).default(2),
  /** Working days a letter of reminder gives for the report. */
  letterWorkingDays: z.int().min(1).max(60).default(3),
  escalation: z
    .object({
      /** Working days between two escalations of one report, and most proposals per level (B75). */
      spacingWorkingDays: z.int().min(0).max(60).default(DEFAULT_ESCALATION.spacingWorkingDays),
      maxPerLevel: z.int().min(1).max(10).default(DEFAULT_ESCALATION.maxPerLevel),
      /** Local time at which proposals are made. */
      proposeAt: z
        .string()
        .regex(/^\d{2}:\d{2}$/)
        .default(DEFAULT_ESCALATION.proposeAt),
      levels: z.array(level).default(DEFAULT_ESCALATION.levels),
    })
    .prefault({}),
  /** Who signs letters of reminder and reports; null: a letter by order of the head, a report by the head (Điều 13). */
  signers: z.object({ letter: signer, summary: signer }).prefault({}),
  /** Code of the drafting unit in the symbol of a letter: '…/UBND-VP'. */
  draftingUnit: z.string().default('VP'),
  /** Reminder policy (domain/ladder.ts), null: the shipped one. Checked by `checkPolicy` when saved. */
  policy: z.custom<ReminderPolicy>().nullable().default(null),
});

export type OrganizationSettings = z.infer<typeof organizationSettings>;

/** The commune's settings with the defaults filled in. Throws where the organization does not exist. */
export async function settingsOf(tx: Tx, organizationId: string): Promise<OrganizationSettings> {
  const { settings } = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { settings: true },
  });
  return organizationSettings.parse(settings ?? {});
}

/** The reminder policy that holds for a plan: its own, else the commune's, else the shipped one. */
export async function policyOf(tx: Tx, organizationId: string, planId?: string): Promise<ReminderPolicy> {
  if (planId) {
    const plan = await tx.plan.findUnique({
      where: { organizationId_id: { organizationId, id: planId } },
      select: { policy: true },
    });
    // Written only after checkPolicy accepted it.
    if (plan?.policy) return plan.policy as unknown as ReminderPolicy;
  }
  const { policy } = await settingsOf(tx, organizationId);
  return policy ?? DEFAULT_REMINDER_POLICY;
}

/** Whether the plan has reminders of its own instead of the commune's. */
export async function hasOwnPolicy(tx: Tx, organizationId: string, planId: string): Promise<boolean> {
  const where = { organizationId, id: planId, policy: { not: Prisma.AnyNull } };
  return (await tx.plan.count({ where })) > 0;
}

/** {@link policyOf} for many plans at once. */
export async function policiesOf(
  tx: Tx,
  organizationId: string,
  planIds: readonly string[],
): Promise<Map<string, ReminderPolicy>> {
  const common = await policyOf(tx, organizationId);
  const own = await tx.plan.findMany({
    where: { organizationId, policy: { not: Prisma.AnyNull } },
    select: { id: true, policy: true },
  });
  const policies = new Map(planIds.map((id) => [id, common]));
  for (const { id, policy } of own)
    if (policies.has(id)) policies.set(id, policy as unknown as ReminderPolicy);
  return policies;
}
