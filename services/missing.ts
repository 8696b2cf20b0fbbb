/** What a report still lacks, in words and without values (B43, B65). */
import type { Prisma } from '../prisma/generated/client';
import type { Tx } from './context';

const SECTION_NAMES = {
  results: 'kết quả thực hiện',
  difficulties: 'khó khăn, vướng mắc',
  proposals: 'kiến nghị, đề xuất',
  nextPeriod: 'nhiệm vụ kỳ tới',
} as const;

/** The sections a report cannot do without; difficulties and proposals may truly be none. */
const REQUIRED = ['results', 'nextPeriod'] as const;

export async function missingOf(
  tx: Tx,
  obligation: { organizationId: string; planId: string; unitId: string },
  draft: { sections: Prisma.JsonValue; figures: Prisma.JsonValue; nil: boolean } | null,
): Promise<{ missing: string[]; ready: boolean }> {
  if (!draft) return { missing: [], ready: false };
  if (draft.nil) return { missing: [], ready: true };
  const sections = draft.sections as Partial<Record<keyof typeof SECTION_NAMES, string>>;
  const missing: string[] = REQUIRED.filter((name) => !sections[name]?.trim()).map(
    (name) => SECTION_NAMES[name],
  );
  const { organizationId, planId, unitId } = obligation;
  const targets = await tx.target.findMany({
    where: { organizationId, planId, confirmed: true, units: { some: { unitId } } },
    select: { id: true },
  });
  const entered = new Set(
    (draft.figures as { targetId: string; value?: unknown; assessment?: unknown }[])
      .filter(
        ({ value, assessment }) =>
          (value !== null && value !== undefined && value !== '') || Boolean(assessment),
      )
      .map(({ targetId }) => targetId),
  );
  const without = targets.filter(({ id }) => !entered.has(id)).length;
  if (without > 0) missing.push(`số liệu của ${without} chỉ tiêu`);
  return { missing, ready: missing.length === 0 };
}
