/** 200 plans × 15 units: pages of the office read in a bounded number of statements, whatever the size of the commune. */
import { describe, expect, it } from 'vitest';
import { createPortal, type Portal } from './portal';

/** Multiplies the fixture's plan: same rule and period shape, new ids. */
async function multiply({ db, register }: Portal, plans: number): Promise<void> {
  const { organizationId, planId, ruleId, periodId } = register;
  const plan = await db.plan.findUniqueOrThrow({ where: { id: planId } });
  const rule = await db.reportingRule.findUniqueOrThrow({ where: { id: ruleId } });
  const period = await db.reportingPeriod.findUniqueOrThrow({ where: { id: periodId } });
  const { id: _plan, policy: _policy, ...planData } = plan;
  const { id: _rule, custom: _custom, ...ruleData } = rule;
  const { id: _period, ...periodData } = period;
  const json = (value: unknown) => JSON.parse(JSON.stringify(value ?? null));
  for (let number = 1; number < plans; number += 1) {
    const made = await db.plan.create({
      data: {
        ...planData,
        title: `Kế hoạch số ${number} về phát triển kinh tế - xã hội, quốc phòng, an ninh của xã`,
        contentSha256: `${plan.contentSha256}-${number}`,
        reading: {},
        corrections: [],
      },
      select: { id: true },
    });
    const madeRule = await db.reportingRule.create({
      data: {
        ...ruleData,
        planId: made.id,
        deadlineRule: json(rule.deadlineRule),
        deadlineSource: json(rule.deadlineSource),
        lines: [],
      },
      select: { id: true },
    });
    const madePeriod = await db.reportingPeriod.create({
      data: { ...periodData, planId: made.id, ruleId: madeRule.id, deadline: json(period.deadline) },
      select: { id: true },
    });
    await db.obligation.createMany({
      data: register.units.map((unitId) => ({
        organizationId,
        planId: made.id,
        periodId: madePeriod.id,
        unitId,
        state: 'open' as const,
        dueAt: period.dueAt,
        overdueFrom: new Date(period.dueAt.getTime() + 1),
        deadline: json(period.deadline),
        createdAt: period.opensAt,
      })),
    });
  }
}

const PAGES = [
  '/hom-nay',
  '/theo-doi',
  '/theo-doi?xem=bao-cao',
  '/theo-doi?xem=bao-cao&trangThai=con-no&trang=3',
  '/ke-hoach',
  '/tinh-hinh',
  '/don-vi',
  '/lich',
  '/tong-hop',
];

describe('a commune with much to do', () => {
  // A page that asked the register once per report would not end in the test's time.
  it('shows 3,000 reports page by page', { timeout: 180_000 }, async () => {
    const plans = 200;
    const portal = await createPortal({ units: 15 });
    await multiply(portal, plans);
    const staff = await portal.staff('office_head');
    const board = await staff.get('/theo-doi?xem=bao-cao');
    expect(board.text).toContain('3000 báo cáo');
    expect(board.html.match(/<tr/g)?.length).toBeLessThanOrEqual(61);
    const times: string[] = [];
    for (const path of PAGES) {
      const start = performance.now();
      const page = await staff.get(path);
      const took = performance.now() - start;
      times.push(`${path} ${Math.round(took)} ms, ${Math.round(page.html.length / 1024)} KB`);
      expect(page.status).toBe(200);
    }
    console.info(times.join('\n'));
  });
});
